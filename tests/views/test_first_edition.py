"""The pages that a new wiki begins with, at all addresses and in all their revisions."""

import pytest
from django.core.management import call_command

from wiki.models import Revision, Title

pytestmark = pytest.mark.django_db


def test_every_page_and_every_revision_of_the_first_edition_can_be_looked_at(client):
    call_command("loaddata", "heartstopper", verbosity=0)
    addresses = [f"/{face}/{title.path}" for title in Title.objects.all() for face in ("wiki", "history")]
    for revision in Revision.objects.all():
        addresses.append(f"/revision/{revision.pk}")
        if revision.parent_id:
            addresses.append(f"/diff/{revision.parent_id}/{revision.pk}")
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )

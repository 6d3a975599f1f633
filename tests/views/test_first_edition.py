"""The pages that a new wiki begins with, in all their revisions, and the histories with more than one."""

import pytest
from django.core.management import call_command

from wiki.models import Revision, Title

pytestmark = pytest.mark.django_db


def test_every_page_and_every_revision_of_the_first_edition_can_be_looked_at(client):
    call_command("loaddata", "heartstopper", verbosity=0)
    paths = {title.page_id: title.path for title in Title.objects.all()}
    addresses = [f"/wiki/{path}" for path in paths.values()]
    for revision in Revision.objects.all():
        addresses.append(f"/revision/{revision.pk}")
        if revision.parent_id:
            addresses.append(f"/diff/{revision.parent_id}/{revision.pk}")
            addresses.append(f"/history/{paths[revision.page_id]}")
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )

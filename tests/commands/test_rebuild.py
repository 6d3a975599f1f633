"""All that is made from revisions can be made again."""

import pytest
from django.core.management import call_command

from tests.builders import orchard, touched, touched_since
from wiki.models import Casting, Citation, PageLink, Person, Season

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_what_was_lost_or_wrong_is_made_again_and_pages_are_touched(capsys):
    orchard()
    state = (
        set(Casting.objects.values_list("row", "actor")),
        PageLink.objects.count(),
        Citation.objects.count(),
    )
    before = touched()
    Casting.objects.filter(row="ada").delete()
    Casting.objects.update(actor=None)
    PageLink.objects.all().delete()
    Citation.objects.all().delete()
    Season.objects.update(number=9)
    call_command("rebuild")
    assert capsys.readouterr().out == "Rebuilt 7 pages.\n"
    assert (
        set(Casting.objects.values_list("row", "actor")),
        PageLink.objects.count(),
        Citation.objects.count(),
    ) == state
    assert (Season.objects.get().number, Person.objects.count()) == (1, 2)
    assert touched_since(before) == before.keys()

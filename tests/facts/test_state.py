"""What an edit of a typed row in the admin makes of a page's facts."""

import pytest

from tests.builders import change_fact, orchard, value
from wiki.facts.kinds import KINDS
from wiki.facts.kinds.season import CASTING
from wiki.facts.state import with_columns, with_row
from wiki.models import Casting, Season, Show

pytestmark = pytest.mark.django_db


def test_a_row_that_was_not_changed_changes_nothing():
    world = orchard()
    facts = world.season.current.facts
    assert with_columns(KINDS["season"], facts, Season.objects.get()) == facts
    assert all(with_row(CASTING, facts, casting) == facts for casting in Casting.objects.all())


def test_a_changed_column_keeps_its_sources_and_an_empty_one_goes():
    world = orchard()
    facts = world.season.current.facts
    season = Season.objects.get()
    season.status, season.premise = "ordered", "Apples."
    changed = facts | {"status": facts["status"] | {"value": "ordered"}, "premise": {"value": "Apples."}}
    assert with_columns(KINDS["season"], facts, season) == changed
    season.status = season.premise = ""
    assert with_columns(KINDS["season"], facts, season) == {
        name: fact for name, fact in facts.items() if name != "status"
    }


def test_words_stand_where_no_page_is_named():
    world = orchard()
    change_fact(world.show, "creator", value({"name": "A stranger"}))
    show = Show.objects.get()
    assert with_columns(KINDS["show"], {}, show)["creator"] == {"value": {"name": "A stranger"}}
    show.creator = world.ada.person
    assert with_columns(KINDS["show"], {}, show)["creator"] == {"value": world.ada.uid}


def test_a_changed_row_keeps_its_sources_and_other_rows_stay():
    world = orchard()
    facts = world.season.current.facts
    ada, ben = facts["casting"]
    casting = Casting.objects.get(row="ada")
    casting.actor, casting.actor_name, casting.billing = None, "A stranger", ""
    kept = {name: ada[name] for name in ("id", "character", "sources")}
    assert with_row(CASTING, facts, casting) == facts | {
        "casting": [kept | {"actor": {"name": "A stranger"}}, ben]
    }

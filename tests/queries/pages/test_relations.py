"""Relations of a character, in its own facts and in those of others, and who plays the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import again, change_fact, orchard, row, write
from wiki.models import Relationship
from wiki.queries.pages.reading import Reading
from wiki.queries.titles.lookup import current_title

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def relations(page):
    page = again(page)
    found = Reading(page, current_title(page).text, page.current).relations
    players = [[player.title for player in one.players] for one in found]
    return [
        (one.kind, one.other.text, one.note, names, one.mark)
        for one, names in zip(found, players, strict=True)
    ]


def related(page, *rows):
    """Write a character who is related to others."""
    return write(page, "character", facts={"relationships": list(rows)})


def test_who_plays_a_character_stands_in_the_order_of_the_rows():
    world = orchard()
    cleo = write("Cleo Reed", "person")
    casting = again(world.season).current.facts["casting"]
    cast_too = row("cleo", actor=cleo.uid, character=world.pip.uid)
    change_fact(world.season, "casting", [*casting, cast_too])
    nan = related("Nan", row("pip", kind="friend", other=world.pip.uid))
    with CaptureQueriesContext(connection) as asked:
        [(*_relation, players, _mark)] = relations(nan)
    assert players == ["Ada Marsh", "Cleo Reed"]
    by_season = [one["sql"] for one in asked if 'ORDER BY "wiki_season"."number"' in one["sql"]]
    # Else a database may answer in any order within a season.
    assert by_season
    assert not [sql for sql in by_season if sql.endswith('"wiki_season"."number" ASC')]


def test_a_relation_has_the_other_character_their_actors_and_its_sources():
    world = orchard()
    nan = related(
        "Nan",
        row("pip", (world.times, "page 3"), kind="parent", other=world.pip.uid, note="by adoption"),
        row("dog", kind="friend", other={"name": "Her dog"}),
    )
    assert relations(nan) == [
        ("Parent of", "Pip Russet", "by adoption", ["Ada Marsh"], ""),
        ("Friend of", "Her dog", "", [], ""),
    ]


@pytest.mark.parametrize(
    ("kind", "seen"), [("parent", "Child of"), ("child", "Parent of"), ("together", "Together with")]
)
def test_a_relation_is_on_the_page_of_the_other_character_too(kind, seen):
    world = orchard()
    related("Nan", row("pip", kind=kind, other=world.pip.uid))
    assert relations(world.pip) == [(seen, "Nan", "", [], "")]


def test_a_relation_that_both_pages_name_is_listed_once_as_in_the_facts_of_the_page():
    world = orchard()
    nan = related("Nan", row("pip", kind="friend", other=world.pip.uid))
    pip = related("Pip the Elder", row("nan", kind="partner", other=nan.uid, note="since school"))
    write("Nan the Elder", "character", facts={"relationships": [row("pip", kind="partner", other=pip.uid)]})
    change_fact(nan, "relationships", [row("pip", kind="partner", other=pip.uid)])
    assert relations(pip) == [
        ("Partner of", "Nan", "since school", [], ""),
        ("Partner of", "Nan the Elder", "", [], ""),
    ]


def test_friends_who_become_a_couple_later_are_both_and_only_the_later_is_closed():
    nan = write("Nan", "character")
    pip = related("Pip", row("nan", kind="friend", other=nan.uid))
    change_fact(nan, "relationships", [row("pip", kind="together", other=pip.uid) | {"from": "S3"}])
    later = "Spoilers for season 3"
    assert relations(nan) == [("Together with", "Pip", "", [], later), ("Friend of", "Pip", "", [], "")]
    assert relations(pip) == [("Friend of", "Nan", "", [], ""), ("Together with", "Nan", "", [], later)]


def test_a_mark_goes_with_the_relation_on_both_pages():
    world = orchard()
    nan = related("Nan", row("pip", kind="partner", other=world.pip.uid) | {"from": "S1E2"})
    assert [mark for *_rest, mark in relations(nan)] == ["Spoilers for season 1, episode 2"]
    assert relations(world.pip) == [("Partner of", "Nan", "", [], "Spoilers for season 1, episode 2")]


def test_every_kind_has_an_inverse_that_leads_back():
    assert all(kind.inverse.inverse == kind for kind in Relationship.Kind)


def test_only_characters_have_relations():
    world = orchard()
    assert relations(world.season) == []


def test_a_hidden_row_of_the_page_does_not_replace_a_public_one_of_the_other_page():
    world = orchard()
    nan = related("Nan", row("pip", kind="friend", other=world.pip.uid))
    hidden = row("nan", kind="friend", other=nan.uid) | {"from": "S1E2"}
    change_fact(world.pip, "relationships", [hidden])
    assert [mark for *_, mark in relations(world.pip)] == ["Spoilers for season 1, episode 2", ""]
    change_fact(nan, "relationships", [row("pip", kind="friend", other=world.pip.uid) | {"from": "S1E2"}])
    assert [mark for *_, mark in relations(world.pip)] == ["Spoilers for season 1, episode 2"]

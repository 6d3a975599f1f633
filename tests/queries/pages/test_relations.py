"""Relations of a character, in its own facts and in those of others, and who plays the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import again, change_fact, garden, orchard, row, value, viewer, write
from wiki.models import Relationship
from wiki.queries.pages.reading import Reading
from wiki.queries.titles.lookup import current_title

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def relations(page, closes=False, **watched):
    page = again(page)
    title = current_title(page).text
    found = Reading(viewer(**watched), page, title, page.current, closes=closes).relations
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


def test_friends_who_become_a_couple_later_are_both_and_only_the_later_is_hidden():
    orchard()
    nan = write("Nan", "character")
    pip = related("Pip", row("nan", kind="friend", other=nan.uid))
    change_fact(nan, "relationships", [row("pip", kind="together", other=pip.uid) | {"from": "S3"}])
    assert relations(nan) == relations(nan, orchard="s3e8") == [("Friend of", "Pip", "", [], "")]
    assert relations(pip) == relations(pip, orchard="s3e8") == [("Friend of", "Nan", "", [], "")]
    couple, friends = ("Together with", "Pip", "", [], ""), ("Friend of", "Pip", "", [], "")
    assert relations(nan, orchard="s3") == [couple, friends]
    assert relations(pip, orchard="s3") == [
        ("Friend of", "Nan", "", [], ""),
        ("Together with", "Nan", "", [], ""),
    ]


def test_a_relationship_ends_where_the_next_one_to_the_same_character_begins():
    world = orchard()
    nan = related(
        "Nan",
        row("friends", kind="friend", other=world.pip.uid),
        row("couple", kind="together", other=world.pip.uid) | {"from": "S1E5"},
        row("apart", kind="former partner", other=world.pip.uid) | {"from": "S2"},
        row("quince", kind="friend", other=world.quince.uid),
    )
    told = {
        "none": ["Friend of"],
        "s1e4": ["Friend of"],
        "s1e5": ["Together with"],
        "s2e8": ["Together with"],
        "s2": ["Former partner of"],
        "all": ["Former partner of"],
    }
    for point, kinds in told.items():
        kinds_to_pip = [kind for kind, other, *_ in relations(nan, orchard=point) if other == "Pip Russet"]
        assert kinds_to_pip == kinds, point
        assert [kind for kind, *_rest in relations(world.pip, orchard=point)] == kinds, point
        assert ("Friend of", "Mrs Quince", "", ["Ben Frost"], "") in relations(nan, orchard=point)


def test_a_relation_is_hidden_on_both_pages_until_it_is_reached():
    world = orchard()
    nan = related("Nan", row("pip", kind="partner", other=world.pip.uid) | {"from": "S1E2"})
    for reading in ({}, {"orchard": "none"}, {"orchard": "s1e1"}):
        assert relations(nan, **reading) == relations(world.pip, **reading) == []
    for reading in ({"orchard": "s1e2"}, {"orchard": "s1"}, {"orchard": "all"}):
        assert relations(nan, **reading) == [("Partner of", "Pip Russet", "", ["Ada Marsh"], "")]
        assert relations(world.pip, **reading) == [("Partner of", "Nan", "", [], "")]


def test_editors_get_a_hidden_relation_of_the_page_itself_with_its_mark():
    world = orchard()
    nan = related("Nan", row("pip", kind="partner", other=world.pip.uid) | {"from": "S1E2"})
    assert [mark for *_rest, mark in relations(nan, closes=True)] == ["Spoilers for season 1, episode 2"]
    assert relations(world.pip, closes=True) == []
    assert [mark for *_rest, mark in relations(nan, closes=True, orchard="s1e2")] == [""]


def test_who_plays_the_other_character_is_told_to_those_who_may_see_it():
    world = orchard()
    marked = [row("ada", actor=world.ada.uid, character=world.pip.uid) | {"from": "S1E3"}]
    change_fact(world.season, "casting", marked)
    nan = related("Nan", row("pip", kind="friend", other=world.pip.uid))
    assert relations(nan, orchard="s1e2") == [("Friend of", "Pip Russet", "", [], "")]
    assert relations(nan, orchard="s1e3") == [("Friend of", "Pip Russet", "", ["Ada Marsh"], "")]


def test_a_relation_belongs_to_the_show_of_the_character_whose_page_names_it():
    world, second = orchard(), garden()
    change_fact(world.pip, "first_appearance", value(world.season.uid))
    marked = row("pip", kind="friend", other=world.pip.uid) | {"from": "S1"}
    change_fact(second.fern, "relationships", [marked])
    for page in (second.fern, world.pip):
        assert relations(page, orchard="all") == []
        assert len(relations(page, garden="s1")) == 1
    change_fact(second.fern, "relationships", [marked | {"show": world.show.uid}])
    for page in (second.fern, world.pip):
        assert relations(page, garden="all") == []
        assert len(relations(page, orchard="s1")) == 1


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
    public = [("Friend of", "Nan", "", [], "")]
    assert relations(world.pip) == relations(world.pip, orchard="s1e1") == public
    assert relations(world.pip, orchard="s1e2") == public
    change_fact(nan, "relationships", [row("pip", kind="friend", other=world.pip.uid) | {"from": "S1E2"}])
    assert relations(world.pip) == []
    assert relations(world.pip, orchard="s1e2") == public


def test_for_editors_a_hidden_row_of_the_page_stands_beside_a_public_one_of_the_other_page():
    world = orchard()
    nan = related("Nan", row("pip", kind="friend", other=world.pip.uid))
    change_fact(world.pip, "relationships", [row("nan", kind="friend", other=nan.uid) | {"from": "S1E2"}])
    marks = [mark for *_rest, mark in relations(world.pip, closes=True)]
    assert marks == ["Spoilers for season 1, episode 2", ""]

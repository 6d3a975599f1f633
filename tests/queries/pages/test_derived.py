"""Facts of a page that other pages hold, each with the page to edit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import again, change_fact, orchard, reader, row, season_with, write, write_episode
from wiki.queries.pages.derived import derived_facts
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def lines(page, sight=SAFE):
    return [(label, words, name.title) for label, words, name in derived_facts(sight, again(page))]


def test_a_show_has_its_seasons_and_a_season_its_episodes_and_neighbours():
    world = orchard()
    second = season_with(0)
    write_episode(world.season, 1, "Planting")
    assert lines(world.show) == [
        ("Season", "The Orchard season 1", "The Orchard season 1"),
        ("Season", "The Orchard season 2", "The Orchard season 2"),
    ]
    assert lines(world.season) == [
        ("Episode", "Planting", "Planting"),
        ("Next", "The Orchard season 2", "The Orchard season 2"),
    ]
    assert lines(second) == [("Previous", "The Orchard season 1", "The Orchard season 1")]


def test_an_episode_has_the_cast_of_its_season_in_one_line():
    world = orchard()
    planting = write_episode(world.season, 1, "Planting")
    assert lines(planting) == [("Cast of the season", "Pip Russet, Mrs Quince", "The Orchard season 1")]


def test_who_plays_whom_is_edited_at_the_season():
    world = orchard()
    change_fact(world.season, "credits", [row("c", job="writer", person=world.ada.uid)])
    assert lines(world.pip) == [("Played by", "Ada Marsh", "The Orchard season 1")]
    assert lines(world.ada) == [
        ("Role", "Pip Russet", "The Orchard season 1"),
        ("Writer", "The Orchard season 1", "The Orchard season 1"),
    ]


def test_a_relation_is_derived_if_only_the_other_character_names_it():
    world = orchard()
    change_fact(world.quince, "relationships", [row("r", kind="parent", other=world.pip.uid)])
    relation = ("Relationship", "Child of – Mrs Quince", "Mrs Quince")
    assert relation in lines(world.pip)
    change_fact(world.pip, "relationships", [row("s", kind="child", other=world.quince.uid)])
    assert relation not in lines(world.pip)


def test_a_relation_to_somebody_without_a_page_hides_no_relation_that_others_name():
    world = orchard()
    change_fact(world.pip, "relationships", [row("dog", kind="friend", other={"name": "Her dog"})])
    write("Nan", "character", facts={"relationships": [row("pip", kind="parent", other=world.pip.uid)]})
    assert ("Relationship", "Child of – Nan", "Nan") in lines(world.pip)


def test_a_relation_that_would_spoil_is_left_out_until_it_is_reached():
    world = orchard()
    later = row("r", kind="friend", other=world.pip.uid) | {"from": "S1E2"}
    change_fact(world.quince, "relationships", [later])
    assert [label for label, *_rest in lines(world.pip)] == ["Played by"]
    assert [label for label, *_rest in lines(world.pip, reader(orchard="s1e1"))] == ["Played by"]
    relation = ("Relationship", "Friend of – Mrs Quince", "Mrs Quince")
    assert relation in lines(world.pip, reader(orchard="s1e2"))


def test_a_role_that_would_spoil_is_left_out_until_it_is_reached():
    world = orchard()
    cast = [row("ada", actor=world.ada.uid, character=world.pip.uid) | {"from": "S1E2"}]
    change_fact(world.season, "casting", cast)
    assert lines(world.pip) == lines(world.ada) == []
    assert lines(world.pip, reader(orchard="s1e2")) == [("Played by", "Ada Marsh", "The Orchard season 1")]


def test_a_source_has_the_pages_that_cite_it_and_an_article_has_nothing():
    world = orchard()
    assert lines(world.times) == [("Cited by", "The Orchard season 1", "The Orchard season 1")]
    assert lines(write("Words")) == []


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_number_of_facts():
    world = orchard()
    costs = []
    for number in (2, 3):
        with CaptureQueriesContext(connection) as asked:
            derived_facts(SAFE, again(world.show))
        costs.append(len(asked))
        season_with(number, f"The Orchard season {number}", number)
    assert costs[0] == costs[1]

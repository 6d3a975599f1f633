"""Which pages facts name, and what those pages are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import known_of, orchard, write
from wiki.facts.kinds import KINDS
from wiki.facts.references import look_up, marked_uids, sources_in, uids_in
from wiki.models import Character, Page, Person, Season, Show, Source

FACTS = {
    "show": {"value": "show1"},
    "status": {"value": "released", "sources": [{"source": "s1"}, {"source": "s2", "locator": "p. 2"}]},
    "casting": [
        {"id": "a", "actor": "p1", "character": {"name": "A baker"}, "sources": [{"source": "s1"}]},
        {"id": "b", "character": "c1", "show": "show2", "from": "S1", "note": "p9"},
    ],
    "statements": [{"id": "a", "label": "a1", "value": "a2"}],
    "unknown": {"value": "a3"},
}


def test_facts_name_pages_in_values_rows_marks_and_sources():
    assert uids_in(KINDS["season"], FACTS) == {"show1", "s1", "s2", "p1", "c1", "show2", "a2"}
    assert uids_in(KINDS["article"], {}) == set()


def test_a_page_that_only_rows_with_marks_name_has_the_marks_of_each():
    facts = {
        "relationships": [
            {"id": "a", "other": "c1", "from": "S1", "sources": [{"source": "s1"}]},
            {"id": "b", "other": "c1", "from": "S2E5", "show": "show2"},
            {"id": "c", "other": "c2", "from": "S2"},
        ],
        "statements": [{"id": "a", "label": "Cat", "value": "a1", "from": "S3", "until": "S4"}],
    }
    assert marked_uids(KINDS["character"], facts) == {
        "c1": {("", 1999), ("show2", 2005)},
        "s1": {("", 1999)},
        "show2": {("show2", 2005)},
        "c2": {("", 2999)},
        "a1": {("", 3999)},
    }


def test_a_page_that_something_without_a_mark_names_has_no_marks():
    facts = {
        "first_appearance": {"value": "c1", "sources": [{"source": "s1"}]},
        "relationships": [
            {"id": "a", "other": "c1", "from": "S1"},
            {"id": "b", "other": "c2", "until": "S1"},
            {"id": "c", "other": "c2", "from": "S2", "sources": [{"source": "s1"}]},
        ],
    }
    assert marked_uids(KINDS["character"], facts) == {"c1": set(), "c2": set(), "s1": set()}


def test_pages_with_marks_are_the_pages_that_facts_name():
    assert marked_uids(KINDS["season"], FACTS).keys() == uids_in(KINDS["season"], FACTS)


def test_each_place_in_a_source_comes_once_in_the_order_of_the_facts():
    assert list(sources_in(KINDS["season"], FACTS)) == [("s1", ""), ("s2", "p. 2")]


@pytest.mark.django_db
def test_what_is_known_of_pages_is_their_kind_and_the_keys_of_their_rows():
    world = orchard()
    article = write("From seed to screen")
    known = known_of(world.season, world.ada, article)
    assert {uid: one.kind for uid, one in known.items()} == {
        world.season.uid: "season",
        world.ada.uid: "person",
        article.uid: "article",
    }
    season = known[world.season.uid]
    assert (season.key_in(Season), season.key_in(Page), season.key_in(Show)) == (
        Season.objects.get().pk,
        world.season.pk,
        None,
    )
    tables = (Page, Person, Season, Show, Character, Source)
    assert [known[world.ada.uid].is_a(model) for model in tables] == [True, True, False, False, False, False]


@pytest.mark.django_db
def test_pages_are_looked_up_in_one_query_and_unknown_ones_left_out():
    world = orchard()
    with CaptureQueriesContext(connection) as asked:
        known = look_up({world.ada.uid, world.ben.uid, "nobody"})
    assert (len(asked), known.keys()) == (1, {world.ada.uid, world.ben.uid})

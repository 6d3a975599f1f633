"""Facts as a reader sees them: labels, words, links, sources and marks."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from tests.facts.generated import TITLES
from wiki.facts.kinds import KINDS
from wiki.facts.kinds.season import SEASON
from wiki.facts.shown import ShownSource, Words, date_shown, shown_facts

NAMES = {uid: SimpleNamespace(title=title, url=f"/wiki/{uid}", uid=uid) for uid, title in TITLES.items()}
NUMBERS = {("s1", ""): 1, ("s1", "page 2"): 2, ("gone", ""): 3}


def shown(kind="season", **facts):
    return shown_facts(KINDS[kind], facts, NAMES, NUMBERS)


def first(fact, **more):
    """Return the one value of a fact about the number of a season."""
    return shown(status={"value": fact} | more)["status"].values[0]


def test_facts_stand_in_the_order_of_the_kind_with_their_labels():
    facts = shown(
        statements=[], number={"value": 1}, show={"value": "show1"}, trees=7, episode_count={"value": 6}
    )
    assert [(fact.name, fact.label) for fact in facts.values()] == [
        ("show", "show"),
        ("number", "number"),
        ("episode_count", "episodes"),
        ("statements", "other facts"),
        ("trees", "trees"),
    ]


def test_a_page_is_shown_by_its_title_with_a_link_and_words_by_themselves():
    cast = shown(casting=[{"id": "r1", "actor": "p1", "character": {"name": "A baker"}, "billing": "new"}])
    (row,) = cast["casting"].values
    assert row.words == {
        "actor": Words("Ada Marsh", "/wiki/p1", "p1"),
        "character": Words("A baker"),
        "billing": Words("New"),
    }
    assert row.row == "r1"


def test_a_page_that_is_gone_is_not_named():
    assert shown(show={"value": "gone"})["show"].values[0].value == Words("a deleted page", "", "gone")


def test_an_address_leads_to_itself_and_a_date_is_in_words():
    facts = shown("source", address={"value": "https://orchard.example/"}, published={"value": "2031-04"})
    assert facts["address"].values[0].value == Words("https://orchard.example/", "https://orchard.example/")
    assert facts["published"].values[0].value == Words("April 2031")


def test_sources_have_their_numbers_titles_and_places():
    one = first(
        "released", sources=[{"source": "s1", "locator": "page 2"}, {"source": "gone"}], as_of="2031-04-01"
    )
    assert one.sources == [
        ShownSource(2, "The Orchard Times", "page 2"),
        ShownSource(3, "a deleted page", ""),
    ]
    assert (one.as_of, one.needs_source) == ("1 April 2031", False)


def test_what_has_no_source_says_so_unless_it_makes_the_page_what_it_is():
    facts = shown(show={"value": "show1"}, status={"value": "released"}, casting=[{"id": "r1", "note": "x"}])
    assert {name: fact.values[0].needs_source for name, fact in facts.items()} == {
        "show": False,
        "status": True,
        "casting": True,
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, ""),
        ({"from": "S1"}, "Spoilers for season 1"),
        ({"until": "S2E5"}, "Until season 2, episode 5"),
        ({"from": "S1", "until": "S2"}, "Spoilers for season 1, until season 2"),
    ],
)
def test_a_mark_says_from_when_until_when_a_row_is_shown(row, words):
    (shown_row,) = shown(statements=[{"id": "r1", "label": "Job"} | row])["statements"].values
    assert shown_row.mark == words


def test_what_no_model_knows_any_more_is_shown_as_it_was_written_down():
    assert shown(trees={"value": 7})["trees"].values[0].value.text == '{"value": 7}'


def test_a_choice_that_was_taken_back_is_shown_as_it_was_written_down():
    assert first("cancelled").value == Words("cancelled")


@pytest.mark.parametrize(
    ("day", "words"), [("2031", "2031"), ("2031-04", "April 2031"), ("2031-04-01", "1 April 2031")]
)
def test_a_date_is_as_precise_as_it_is_known(day, words):
    assert date_shown(day) == words


def test_a_date_is_in_the_language_of_the_reader():
    with translation.override("de"):
        assert date_shown("2031-05-01") == "1 Mai 2031"


def test_every_infobox_shows_facts_that_its_kind_has():
    for kind in KINDS.values():
        assert set(kind.infobox) <= set(kind.names)
        assert set(kind.identity) <= set(kind.plain)
    assert "casting" not in SEASON.infobox

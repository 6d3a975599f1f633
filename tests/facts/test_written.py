"""Facts as people type them: nothing is lost from facts to text and back."""

from collections import defaultdict

import pytest
from hypothesis import given

from tests.examples import examples
from tests.facts.generated import SOURCE_KEYS, TITLES, kinds_and_facts
from wiki.facts.kinds.character import CHARACTER
from wiki.facts.kinds.season import SEASON
from wiki.facts.written import Typed, bare_title, facts_from_text, facts_to_text

UIDS = {title: uid for uid, title in TITLES.items()}
SOURCE_UIDS = {key: uid for uid, key in SOURCE_KEYS.items()}


def written(kind, facts):
    return facts_to_text(kind, facts, TITLES, SOURCE_KEYS)


def read(kind, text, base=None, unchanged=(), **row_ids):
    ids = {rows.name: row_ids.get(rows.name, []) for rows in kind.rows}
    typed = Typed(defaultdict(str, text), set(unchanged), UIDS, SOURCE_UIDS)
    return facts_from_text(kind, typed, ids, base or {})


@examples(60)
@given(kinds_and_facts())
def test_nothing_is_lost_on_the_way_to_text_and_back(pair):
    kind, facts = pair
    ids = {rows.name: [row["id"] for row in facts.get(rows.name, [])] for rows in kind.rows}
    assert read(kind, written(kind, facts), facts, **ids) == facts


def test_facts_are_written_as_titles_keys_and_marks():
    facts = {
        "show": {"value": "show1"},
        "number": {"value": 2, "as_of": "2031-04", "sources": [{"source": "s1", "locator": "p. 1, top"}]},
        "casting": [{"id": "r1", "actor": {"name": "A stranger"}, "character": "c1", "from": "S2"}],
        "statements": [{"id": "r1", "label": "Follows", "value": "a1", "sources": [{"source": "s2"}]}],
    }
    assert written(SEASON, facts) == {
        "facts-show": "The Orchard",
        "facts-show-sources": "",
        "facts-show-as_of": "",
        "facts-number": "2",
        "facts-number-sources": "orchard-times, p. 1, top",
        "facts-number-as_of": "2031-04",
        "facts-casting-r1-actor": "A stranger",
        "facts-casting-r1-character": "Pip Russet",
        "facts-casting-r1-sources": "",
        "facts-casting-r1-show": "",
        "facts-casting-r1-from": "S2",
        "facts-casting-r1-until": "",
        "facts-statements-r1-label": "Follows",
        "facts-statements-r1-value": "[[From seed to screen]]",
        "facts-statements-r1-sources": "report",
        "facts-statements-r1-show": "",
        "facts-statements-r1-from": "",
        "facts-statements-r1-until": "",
    }


@pytest.mark.parametrize(
    ("typed", "actor"),
    [
        ("Ada Marsh", "p1"),
        ("[[Ada Marsh]]", "p1"),
        ("  Ada Marsh ", "p1"),
        ("p1", {"name": "p1"}),
        ("A stranger", {"name": "A stranger"}),
        ("[[A stranger]]", {"name": "A stranger"}),
    ],
)
def test_where_a_page_is_named_a_title_is_typed_and_unknown_words_stay_words(typed, actor):
    facts = read(SEASON, {"facts-casting-r1-actor": typed}, casting=["r1"])
    assert facts == {"casting": [{"id": "r1", "actor": actor}]}


def test_where_no_words_may_stand_an_unknown_title_is_left_for_the_check_to_refuse():
    assert read(SEASON, {"facts-show": "The Garden"}) == {"show": {"value": "The Garden"}}


def test_where_words_or_a_page_may_stand_only_brackets_make_a_link():
    text = {"facts-statements-r1-value": "Pip Russet", "facts-statements-r2-value": "[[ Pip Russet ]]"}
    assert read(CHARACTER, text, statements=["r1", "r2"])["statements"] == [
        {"id": "r1", "value": {"name": "Pip Russet"}},
        {"id": "r2", "value": "c1"},
    ]


def test_each_line_of_sources_is_a_key_and_a_place_in_words():
    typed = " orchard-times , page 1, top \n\nreport\r\nnobody,\n"
    assert read(SEASON, {"facts-number": "1", "facts-number-sources": typed})["number"]["sources"] == [
        {"source": "s1", "locator": "page 1, top"},
        {"source": "s2"},
        {"source": "nobody"},
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), (" 007 ", 7), ("two", "two"), ("2.0", "2.0"), ("²", "²"), ("0000000012",) * 2],
)
def test_a_number_is_read_where_one_is_typed(typed, number):
    assert read(SEASON, {"facts-number": typed})["number"]["value"] == number


def test_what_is_emptied_is_gone():
    facts = {"number": {"value": 1}, "statements": [{"id": "r1", "label": "x", "show": "show1"}]}
    text = dict.fromkeys(written(SEASON, facts), " ")
    assert read(SEASON, text, facts, statements=["r1"]) == {}


def test_the_show_of_a_mark_is_kept_with_its_row():
    old = {"statements": [{"id": "r1", "label": "x", "show": "show1", "from": "S1"}]}
    text = written(CHARACTER, old) | {"facts-statements-r1-from": "S2", "facts-statements-r2-label": "y"}
    assert read(CHARACTER, text, old, statements=["r2", "r1"])["statements"] == [
        {"id": "r2", "label": "y"},
        {"id": "r1", "label": "x", "show": "show1", "from": "S2"},
    ]


@pytest.mark.parametrize("typed", ["[[Pip Russet]]", " [[ Pip Russet ]] ", "Pip Russet "])
def test_a_title_is_bare_without_brackets_and_space(typed):
    assert bare_title(typed) == "Pip Russet"

"""Facts have one normal form. What may not stand is in tests/queries/pages/test_preparation.py."""

import json

import pytest
from hypothesis import given, strategies as st

from tests.examples import examples
from tests.facts.generated import KNOWN, kinds_and_facts
from wiki.facts.checking import FactsInvalid, check_facts
from wiki.facts.kind import REVEAL
from wiki.facts.kinds import ARTICLE, KINDS
from wiki.facts.kinds.character import CHARACTER
from wiki.facts.kinds.season import SEASON

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["s1", "p1", "show1"]),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "value", "sources", "source", "locator", "name", "from", "actor", "label"]
            ),
            parts,
            max_size=4,
        )
    ),
)


def rough(kind, facts):
    """Return the same facts as people and files write them: out of order, with space and with empty parts."""
    roughened = {
        name: [_rough_row(kind.rows_named(name), row) for row in fact]
        if kind.rows_named(name)
        else {"show": ""} | fact
        if name == REVEAL
        else _rough_value(fact)
        for name, fact in reversed(facts.items())
    }
    return roughened | {name: None for name in kind.names if name not in facts}


def _rough_row(rows, row):
    marks = {name: row[name].lower() for name in ("from", "until") if name in row}
    empty = {name: "" for name in (*rows.columns, "show", "from", "until") if name not in row}
    return {"sources": []} | dict(reversed(row.items())) | marks | empty


def _rough_value(fact):
    spaced = {"as_of": f" {fact['as_of']} "} if "as_of" in fact else {"as_of": ""}
    return {"sources": None} | fact | spaced


@pytest.mark.slow
@examples(40)
@given(kinds_and_facts())
def test_facts_in_normal_form_stay_as_they_are(pair):
    kind, facts = pair
    assert check_facts(kind, facts, KNOWN) == facts


@examples(40)
@given(kinds_and_facts())
def test_rough_facts_come_into_the_one_normal_form(pair):
    kind, facts = pair
    checked = check_facts(kind, rough(kind, facts), KNOWN)
    assert checked == facts
    assert json.dumps(checked) == json.dumps(check_facts(kind, facts, KNOWN))
    assert list(checked) == [name for name in kind.names if name in facts]


def checked_or_refused(kind, facts):
    try:
        return check_facts(kind, facts, KNOWN), {}
    except FactsInvalid as refusal:
        return None, refusal.errors


@given(st.sampled_from(list(KINDS.values())), st.data())
def test_whatever_stands_in_facts_is_checked_or_refused_in_words(kind, data):
    facts = data.draw(st.dictionaries(st.sampled_from(kind.names), ANYTHING | st.lists(ANYTHING, max_size=3)))
    checked, errors = checked_or_refused(kind, facts)
    assert errors or check_facts(kind, checked, KNOWN) == checked
    assert all(sentences and all(sentences) for sentences in errors.values())


@pytest.mark.parametrize("empty", [None, "", " ", {}, {"name": ""}, {"name": " \n"}, {"name": None}])
def test_what_is_empty_is_left_out(empty):
    facts = {"school": {"value": empty}, "statements": [{"id": "r1", "label": "Job", "value": empty}]}
    assert check_facts(CHARACTER, facts, KNOWN) == {"statements": [{"id": "r1", "label": "Job"}]}


def test_words_lose_what_space_they_do_not_need():
    facts = {
        "full_name": {"value": " Philippa \n Russet ", "sources": [{"source": "s1", "locator": " p.  1 "}]},
        "school": {"value": {"name": " The  Grange "}},
    }
    assert check_facts(CHARACTER, facts, KNOWN) == {
        "full_name": {"value": "Philippa Russet", "sources": [{"source": "s1", "locator": "p. 1"}]},
        "school": {"value": {"name": "The Grange"}},
    }


def test_no_kind_has_facts_by_chance():
    assert check_facts(ARTICLE, {}, KNOWN) == {}
    with pytest.raises(FactsInvalid, match=r"show: Enter a show\.; number: Enter a number\."):
        check_facts(SEASON, {}, KNOWN)


def test_everything_that_is_wrong_is_said_at_once():
    facts = {
        "show": {"value": "p1"},
        "number": {"value": "two"},
        "colour": {"value": "red"},
        "casting": [{"id": "r1", "actor": "c1", "from": "later"}, {"id": "r1", "billing": "star"}],
    }
    with pytest.raises(FactsInvalid) as refusal:
        check_facts(SEASON, facts, KNOWN)
    assert refusal.value.errors.keys() == {
        "colour",
        "show",
        "number",
        "casting",
        "casting-r1-actor",
        "casting-r1-from",
        "casting-r1-billing",
    }


@pytest.mark.parametrize(
    ("start", "end"), [("S2E5", "S2E5"), ("S3", "S2E5"), ("S2", "S2E9"), ("s02e05", "S2E4")]
)
def test_a_row_does_not_end_before_it_begins(start, end):
    row = {"id": "r1", "label": "Status", "from": start, "until": end}
    assert checked_or_refused(CHARACTER, {"statements": [row]}) == (
        None,
        {"statements-r1-until": ["Enter a later point than the one from which this is shown."]},
    )


@pytest.mark.parametrize(
    "limits", [{"until": "S1"}, {"from": "S2E10", "until": "S2"}, {"from": "S2", "until": "S3E0"}]
)
def test_a_row_may_end_after_it_begins(limits):
    facts = {"statements": [{"id": "r1", "label": "Status"} | limits]}
    assert checked_or_refused(CHARACTER, facts) == (facts, {})


def test_a_limit_that_is_no_point_is_refused_alone():
    row = {"id": "r1", "label": "Status", "from": "later", "until": "S1"}
    assert checked_or_refused(CHARACTER, {"statements": [row]})[1].keys() == {"statements-r1-from"}

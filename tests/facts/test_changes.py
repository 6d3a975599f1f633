"""What differs between two sets of facts, as a reader of the history sees it."""

from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from tests.examples import examples
from tests.facts.generated import TITLES, facts_of
from wiki.facts.changes import fact_changes
from wiki.facts.kinds import ARTICLE, KINDS
from wiki.facts.kinds.season import SEASON

NAMES = {uid: SimpleNamespace(title=title, url=f"/wiki/{title}", uid=uid) for uid, title in TITLES.items()}
FACTS = {kind.name: facts_of(kind) for kind in KINDS.values()}  # made once: that takes longer than a draw
ADA = {"id": "ada", "actor": "p1", "character": "c1", "billing": "new", "sources": [{"source": "s1"}]}
BEN = {"id": "ben", "actor": "p2", "character": {"name": "A baker"}, "note": "Uncredited"}


def changes(old, new, kind=SEASON):
    return [(one.label, one.before, one.after) for one in fact_changes(kind, old, new, NAMES)]


def both_ways(old, new, label, before, after):
    assert changes(old, new) == [(label, before, after)]
    assert changes(new, old) == [(label, after, before)]


def test_equal_facts_have_no_changes():
    assert changes({"casting": [ADA, BEN]}, {"casting": [dict(ADA), dict(BEN)]}) == []


def test_a_value_comes_goes_and_changes_in_words():
    both_ways({}, {"released": {"value": "2031-04"}}, "Released", "", "April 2031")
    both_ways(
        {"status": {"value": "ordered"}}, {"status": {"value": "released"}}, "Status", "Ordered", "Released"
    )
    both_ways({}, {"show": {"value": "show1"}}, "Show", "", "The Orchard")


def test_sources_and_dates_of_a_value_are_lines_of_their_own():
    old = {"number": {"value": 1, "sources": [{"source": "s1", "locator": "page 1"}], "as_of": "2031"}}
    new = {"number": {"value": 1, "sources": [{"source": "s1", "locator": "page 2"}, {"source": "s2"}]}}
    assert changes(old, new) == [
        ("Number: sources", "The Orchard Times, page 1", "The Orchard Times, page 2; The report"),
        ("Number: as of", "2031", ""),
    ]


def test_a_row_that_comes_or_goes_is_one_line():
    both_ways(
        {"casting": [ADA]}, {"casting": [ADA, BEN]}, "Cast: A baker", "", "Ben Frost; A baker; Uncredited"
    )
    both_ways({}, {"casting": [ADA]}, "Cast: Pip Russet", "", "Ada Marsh; Pip Russet; New; The Orchard Times")


def test_a_row_that_changed_has_a_line_for_each_cell():
    changed = {"id": "ada", "actor": "p2", "character": "c1", "from": "S1", "show": "show1"}
    assert changes({"casting": [ADA, BEN]}, {"casting": [changed, BEN]}) == [
        ("Cast: Pip Russet, actor", "Ada Marsh", "Ben Frost"),
        ("Cast: Pip Russet, billing", "New", ""),
        ("Cast: Pip Russet, sources", "The Orchard Times", ""),
        ("Cast: Pip Russet, show", "", "The Orchard"),
        ("Cast: Pip Russet, hide until", "", "S1"),
    ]


def test_rows_in_another_order_are_one_line():
    both_ways(
        {"casting": [ADA, BEN]},
        {"casting": [BEN, ADA]},
        "Cast: order",
        "Pip Russet, A baker",
        "A baker, Pip Russet",
    )


def test_a_statement_is_named_by_what_it_points_at_or_by_its_label():
    row = {"id": "r1", "label": "Grows", "value": "a1"}
    only_label = {"id": "r1", "label": "Grows"}
    assert changes({}, {"statements": [row]}, ARTICLE)[0][0] == "Other facts: From seed to screen"
    assert changes({}, {"statements": [only_label]}, ARTICLE)[0][0] == "Other facts: Grows"


def test_what_no_model_knows_any_more_stays_readable():
    old = {"tree_count": {"value": 7}, "genre": [1]}
    assert changes(old, {"tree_count": {"value": 8}}) == [
        ("tree_count", '{"value": 7}', '{"value": 8}'),
        ("genre", "[1]", ""),
    ]


def test_pages_that_are_gone_are_not_named():
    old, new = {"show": {"value": "gone"}}, {"show": {"value": "show1", "sources": [{"source": "gone"}]}}
    assert changes(old, new) == [
        ("Show", "a deleted page", "The Orchard"),
        ("Show: sources", "", "a deleted page"),
    ]
    assert changes(old, {"show": {"value": "gone too"}}) == [("Show", "a deleted page", "a deleted page")]


def test_changes_stand_in_the_order_of_the_kind():
    new = {"casting": [ADA], "status": {"value": "released"}, "old": 1, "number": {"value": 2}}
    assert [one[0] for one in changes({}, new)] == ["Number", "Status", "Cast: Pip Russet", "old"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@examples(15)
@given(st.data())
def test_there_are_changes_exactly_when_facts_differ(kind, data):
    facts = FACTS[kind.name]
    old, new = data.draw(facts), data.draw(facts)
    assert bool(changes(old, new, kind)) == (old != new)
    assert changes(old, old, kind) == []

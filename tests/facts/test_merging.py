"""What two people made of the facts of one page, put together."""

import pytest
from hypothesis import given, strategies as st

from tests.builders import row, value
from tests.examples import examples
from tests.facts.generated import facts_of
from wiki.facts.kinds import KINDS
from wiki.facts.merging import merge_contents, merge_facts

FACTS = {kind.name: facts_of(kind) for kind in KINDS.values()}  # made once: that takes longer than a draw
FEWER = examples(20)  # whole sets of facts take long to make up
CAST = KINDS["season"]
NAMES = st.text("abc", min_size=1, max_size=4)


def merge(base, theirs, mine, kind=CAST, **choices):
    return merge_facts(kind, base, theirs, mine, choices)


def without(holder, name):
    return {key: part for key, part in holder.items() if key != name}


def cast(*rows):
    return {"casting": list(rows)}


ADA = row("ada", actor={"name": "Ada"}, note="tall")
BEN = row("ben", actor={"name": "Ben"})


@st.composite
def kind_and_facts(draw, count):
    kind = draw(st.sampled_from(list(KINDS.values())))
    return kind, *(draw(FACTS[kind.name]) for _side in range(count))


@FEWER
@given(kind_and_facts(2))
def test_who_changed_nothing_takes_what_the_other_made(sides):
    kind, base, other = sides
    assert merge(base, other, base, kind) == merge(base, base, other, kind) == (other, [])
    assert merge(base, other, other, kind) == (other, [])


@FEWER
@given(kind_and_facts(3), st.data())
def test_edits_of_different_facts_are_both_kept_undone_and_redone(sides, data):
    kind, base, *others = sides
    whose = {name: data.draw(st.integers(0, 1)) for name in kind.names}

    def edited(*editors):
        facts = {name: (others[whose[name]] if whose[name] in editors else base).get(name) for name in whose}
        return {name: fact for name, fact in facts.items() if fact}

    theirs, mine, both = edited(0), edited(1), edited(0, 1)
    assert merge(base, theirs, mine, kind) == (both, [])
    assert merge(theirs, both, base, kind) == (mine, [])
    assert merge(base, mine, theirs, kind) == (both, [])


@FEWER
@given(kind_and_facts(3), st.sampled_from(["theirs", "mine", "both"]))
def test_every_clash_can_be_settled(sides, choice):
    kind, base, theirs, mine = sides
    _facts, clashes = merge(base, theirs, mine, kind)
    choices = {clash.key: choice if clash.may_be_both else "mine" for clash in clashes}
    facts, left = merge(base, theirs, mine, kind, **choices)
    assert left == []
    for rows in kind.rows:
        ids = [one["id"] for one in facts.get(rows.name, [])]
        assert len(set(ids)) == len(ids)


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=4))
def test_rows_that_two_people_add_never_clash_and_are_all_there(old, theirs, mine):
    base = [row(f"old-{place}", actor={"name": name}) for place, name in enumerate(old)]
    # Some have the same id by chance, or because they were written by hand.
    their_rows = [row(f"new-{place}", actor={"name": name}) for place, name in enumerate(theirs)]
    my_rows = [row(f"new-{place}", actor={"name": name}) for place, name in enumerate(mine)]
    facts, clashes = merge(cast(*base), cast(*base, *their_rows), cast(*my_rows, *base))
    assert clashes == []
    added = [one["actor"]["name"] for one in facts.get("casting", []) if not one["id"].startswith("old")]
    assert set(added) == {*theirs, *mine}
    assert set(theirs) | set(mine) | set(old) == {one["actor"]["name"] for one in facts.get("casting", [])}


def test_different_facts_are_both_kept():
    facts, clashes = merge({}, {"number": value(1)}, {"status": value("released")})
    assert (facts, clashes) == ({"number": value(1), "status": value("released")}, [])


def test_a_value_and_its_source_changed_apart_both_stay():
    base = {"number": value(1)}
    theirs = {"number": {"value": 1, "sources": [{"source": "s1"}]}}
    mine = {"number": {"value": 2, "as_of": "2031"}}
    facts, clashes = merge(base, theirs, mine)
    assert clashes == []
    assert facts == {"number": {"value": 2, "sources": [{"source": "s1"}], "as_of": "2031"}}


def test_sources_that_either_adds_are_kept_and_those_that_either_takes_away_are_gone():
    one, two, three, four = ({"source": f"s{number}"} for number in range(1, 5))
    sides = [{"number": {"value": 1, "sources": found}} for found in ([one, two], [two, three], [one, four])]
    facts, clashes = merge(*sides)
    assert (facts["number"]["sources"], clashes) == ([three, four], [])


def test_the_same_value_changed_by_both_clashes_and_a_choice_settles_it():
    sides = [{"number": value(number)} for number in (1, 2, 0)]
    facts, (clash,) = merge(*sides)
    assert facts == {"number": value(0)}
    assert (clash.name, clash.may_be_both) == ("number", False)
    assert (clash.theirs, clash.mine) == (value(2), value(0))
    assert merge(*sides, **{clash.key: "theirs"}) == ({"number": value(2)}, [])
    assert merge(*sides, **{clash.key: "mine"}) == ({"number": value(0)}, [])
    assert merge(*sides, **{clash.key: "both"})[1] == [clash]


def test_a_choice_holds_for_what_is_typed_anew_and_not_for_what_somebody_saved_since():
    base, theirs, mine = (cast(ADA | {"note": note}) for note in ("tall", "small", "old"))
    _facts, (clash,) = merge(base, theirs, mine)
    _facts, (anew,) = merge(base, theirs, cast(ADA | {"note": "older", "billing": "main"}))
    _facts, (later,) = merge(base, cast(ADA | {"note": "young"}), mine)
    assert clash.key == anew.key != later.key
    assert clash.key.startswith("casting-ada-")


def test_different_columns_of_one_row_are_both_kept():
    theirs, mine = ADA | {"note": "small"}, ADA | {"billing": "main"}
    assert merge(cast(ADA), cast(theirs), cast(mine)) == (cast(theirs | mine | {"note": "small"}), [])


def test_one_column_of_a_row_changed_by_both_can_become_two_rows():
    sides = [cast(ADA, BEN), cast(ADA | {"note": "small"}, BEN), cast(ADA | {"note": "old"}, BEN)]
    _facts, (clash,) = merge(*sides)
    assert clash.may_be_both
    facts, clashes = merge(*sides, **{clash.key: "both"})
    assert clashes == []
    assert [(one["id"], one.get("note")) for one in facts["casting"]] == [
        ("ada", "small"),
        ("ada-2", "old"),
        ("ben", None),
    ]


HIDDEN = row("ada", actor={"name": "Ada"}, note="alive", **{"from": "S1E1"})


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (HIDDEN | {"note": "dead"}, without(HIDDEN, "from")),
        (without(HIDDEN, "from"), HIDDEN | {"note": "dead"}),
        (HIDDEN | {"from": "S1E5"}, HIDDEN | {"show": "pear"}),
        (HIDDEN | {"until": "S2"}, HIDDEN | {"from": "S1E5"}),
    ],
)
def test_a_mark_and_what_it_hides_are_never_put_together_from_two_edits(theirs, mine):
    _facts, (clash,) = merge(cast(HIDDEN), cast(theirs), cast(mine))
    assert (clash.theirs, clash.mine) == (theirs, mine)


def test_a_mark_and_a_source_changed_apart_both_stay():
    sourced = HIDDEN | {"sources": [{"source": "s1"}]}
    facts, clashes = merge(cast(HIDDEN), cast(sourced), cast(HIDDEN | {"from": "S2"}))
    assert (facts, clashes) == (cast(sourced | {"from": "S2"}), [])


def test_a_row_that_one_changed_and_the_other_took_away_clashes():
    changed = ADA | {"note": "small"}
    _facts, (clash,) = merge(cast(ADA, BEN), cast(BEN), cast(changed, BEN))
    assert (clash.theirs, clash.mine, clash.may_be_both) == (None, changed, False)
    assert merge(cast(ADA, BEN), cast(BEN), cast(changed, BEN), **{clash.key: "theirs"})[0] == cast(BEN)


def test_who_moves_a_row_and_who_adds_one_both_have_their_way():
    cleo = row("cleo", actor={"name": "Cleo"})
    assert merge(cast(ADA, BEN), cast(BEN, ADA), cast(ADA, cleo, BEN))[0] == cast(BEN, ADA, cleo)
    assert merge(cast(ADA, BEN), cast(ADA, BEN, cleo), cast(BEN, ADA))[0] == cast(BEN, cleo, ADA)


def test_words_and_facts_are_merged_in_one():
    base, theirs, mine = ("A.\n\nB.", {}), ("A.\n\nC.", {"number": value(1)}), ("Z.\n\nB.", {})
    merge = merge_contents(CAST, base, theirs, mine)
    assert (merge.body, merge.facts, merge.clashes) == ("Z.\n\nC.", {"number": value(1)}, [])


def test_the_choices_for_words_and_facts_come_in_one_table():
    sides = [("A.", {"number": value(1)}), ("B.", {"number": value(2)}), ("C.", {"number": value(3)})]
    merge = merge_contents(CAST, *sides)
    fact, passage = merge.clashes
    settled = merge_contents(CAST, *sides, {fact.key: "theirs", passage.key: "both"})
    assert (settled.body, settled.facts, settled.clashes) == ("B. C.", {"number": value(2)}, [])

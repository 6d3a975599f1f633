"""Facts over time: a row of a line ends where the next row of that line begins."""

from wiki.facts.kind import CREDITS, STATEMENTS
from wiki.facts.kinds.character import RELATIONSHIPS
from wiki.facts.timeline import with_ends


def statement(start=None, label="Status", **more):
    return {"id": "r1", "label": label} | ({"from": start} if start else {}) | more


def relationship(start=None, **more):
    return {"id": "r1", "kind": "friend"} | ({"from": start} if start else {}) | more


def ends(*listed, rows=STATEMENTS):
    return [row.get("until") for row in with_ends(rows, list(listed))]


def test_a_row_ends_where_the_next_one_begins():
    assert ends(statement(), statement("S1E4"), statement("S3E9")) == ["S1E4", "S3E9", None]


def test_the_order_of_the_rows_does_not_matter():
    assert ends(statement("S3E9"), statement(), statement("S1E4")) == [None, "S1E4", "S3E9"]


def test_points_are_compared_in_the_order_of_the_story():
    assert ends(statement("S2E9"), statement("S2"), statement("S2E10")) == ["S2E10", None, "S2"]


def test_a_label_may_be_written_in_capitals():
    assert ends(statement(label="STATUS"), statement("S2", "status"), statement("S3", "Straße")) == [
        "S2",
        None,
        None,
    ]
    assert ends(statement(label="STRASSE"), statement("S3", "Straße")) == ["S3", None]


def test_statements_with_other_labels_go_on():
    assert ends(statement(label="Job"), statement("S2")) == [None, None]


def test_rows_that_begin_together_do_not_end_each_other():
    assert ends(statement("S1"), statement("S1"), statement("S2")) == ["S2", "S2", None]
    assert ends(statement(), statement()) == [None, None]
    assert ends(statement("S02E05"), statement("S2E5")) == [None, None]


def test_a_row_keeps_an_end_of_its_own():
    assert ends(statement(until="S1E2"), statement("S2")) == ["S1E2", None]
    assert ends(statement(until="S9"), statement("S2"), statement("S3", until="S4")) == ["S9", "S3", "S4"]


def test_rows_of_another_show_are_not_compared():
    other = statement("S2", show="show2")
    assert ends(statement(), other, statement("S4")) == ["S4", None, None]
    assert ends(statement("S1", show="show2"), other) == ["S2", None]


def test_relationships_to_one_character_follow_each_other():
    assert ends(
        relationship(other="c1"),
        relationship("S1E8", kind="together", other="c1"),
        relationship("S2", other="c2"),
        relationship("S3", kind="former partner", other="c1"),
        rows=RELATIONSHIPS,
    ) == ["S1E8", "S3", None, None]


def test_a_character_without_a_page_is_known_by_name():
    assert ends(
        relationship(other={"name": "A baker"}),
        relationship("S2", other={"name": "a Baker"}),
        relationship("S3", other={"name": "A butcher"}),
        rows=RELATIONSHIPS,
    ) == ["S2", None, None]


def test_relationships_that_name_nobody_do_not_end_each_other():
    school, home = relationship(note="At school."), relationship("S2", id="r2", note="At home.")
    assert ends(school, home, rows=RELATIONSHIPS) == [None, None]


def test_other_facts_that_repeat_have_no_lines():
    listed = [{"id": "r1", "job": "writer"}, {"id": "r2", "job": "writer", "from": "S2"}]
    assert with_ends(CREDITS, listed) == listed


def test_nothing_else_of_a_row_changes():
    listed = [statement(value="c1", sources=[{"source": "s1"}]), statement("S2")]
    before = [dict(row) for row in listed]
    assert with_ends(STATEMENTS, listed) == [before[0] | {"until": "S2"}, before[1]]
    assert listed == before

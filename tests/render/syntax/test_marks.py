"""Marks of spoilers: which are read, which are unreadable, and which of two counts."""

import pytest

from wiki.render.compiler import compile_body
from wiki.render.document import Mark
from wiki.render.syntax.marks import PUBLIC, UNREADABLE, later, read_mark, read_opening
from wiki.text.points import NEVER


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("S2E5", Mark(start=2005)),
        (" s2 ", Mark(start=2999)),
        ("heartstopper S2E5", Mark(show="heartstopper", start=2005)),
        ("Heartstopper s2e5", Mark(show="heartstopper", start=2005)),
        ("", UNREADABLE),
        ("banana", UNREADABLE),
        ("S02E05", Mark(start=2005)),
        ("heart stopper S2E5", UNREADABLE),
        ("heart_stopper S2E5", UNREADABLE),
        ("S2E5 S3", UNREADABLE),
    ],
)
def test_a_mark_is_read_or_unreadable(text, mark):
    assert read_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    ["S2E5: a", " S2:a", "x S2E5 : a", "S2E5 a", "S2E5", "SxEy: a", "S?E?: a", "season two: a", "Spoiler: a",
     "2x05: a", "S2-S3: a", "S2E5/S3E1 a", "**S2E5**: a", "S2E5：a", "Ｓ２Ｅ５: a", "At 10: a"],
)  # fmt: skip
def test_what_resembles_a_mark_opens_a_spoiler(text):
    assert read_opening(text)


@pytest.mark.parametrize("text", ["", "words", "Note: a", "See: a", "words of S2E5", "a\nS2E5: b", "!S2: a"])
def test_what_does_not_resemble_a_mark_opens_none(text):
    assert read_opening(text) is None


def test_only_a_whole_mark_is_trusted():
    for text in ("S2-S3: a", "S2E5/S3E1 a", "S2 E5: a", "S2E5 or S3E1: a"):
        assert read_opening(text) == ("", 0)


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (">!secret!< a", "[hidden] a"),
        ("a >!secret >!S1: b!<!< c", "a [hidden] c"),
        ("> >!secret!<\n\n- >!secret!<", "> [hidden]\n\n- [hidden]"),
        ("| a | b |\n|---|---|\n| c | >!secret | secret!< |", "| a | b |\n|---|---|\n| c | [hidden] |"),
    ],
)
def test_a_spoiler_whose_mark_was_forgotten_stays_hidden(body, source):
    document = compile_body(body)
    assert document.source_for(lambda mark: mark.start is None) == source
    assert {piece.start for piece in document.pieces} == {None, NEVER}
    assert "Line 1: no readable mark, so the spoiler stays hidden." in map(
        str, compile_body(">!a!<").warnings
    )


@pytest.mark.parametrize("body", [">!a\n\nb!<", "a >!b", "`>!a!<`", "\\>!a!<", "a >!<!< b"])
def test_without_another_edge_on_its_line_an_edge_without_a_mark_is_text(body):
    assert len(compile_body(body).pieces) == 1


def test_the_later_of_two_marks_counts():
    early, late = Mark(start=2005), Mark(start=3001)
    assert later(early, late) == later(late, early) == late
    assert later(PUBLIC, early) == early
    assert later(early, UNREADABLE) == later(UNREADABLE, early) == UNREADABLE


def test_marks_of_two_shows_can_not_be_compared():
    assert later(Mark(show="a", start=2005), Mark(show="b", start=1001)) == UNREADABLE
    assert later(Mark(start=2005), Mark(show="b", start=1001)) == UNREADABLE


def test_no_point_is_as_late_as_an_unreadable_mark():
    assert compile_body("::: spoiler S999E998\na\n:::").pieces[1].start < NEVER


def test_a_spoiler_in_a_spoiler_has_the_later_mark():
    body = "::: spoiler S2E5\na >!S1: b!< >!S3: c!<\n::: spoiler banana\nd\n:::\n:::\n"
    assert [piece.start for piece in compile_body(body).pieces] == [None, 2005, 2005, 3999, NEVER]


def test_a_spoiler_in_a_footnote_that_is_hidden_has_the_later_mark():
    document = compile_body("a >!S3: b[^1]!<\n\n[^1]: c >!S1: d!<")
    assert [piece.start for piece in document.pieces] == [None, 3999, 3999]

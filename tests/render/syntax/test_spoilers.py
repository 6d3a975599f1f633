"""Marks, and that broken spoilers stay closed and are named."""

import pytest

from wiki.render.compiler import compile_body
from wiki.render.document import NEVER
from wiki.render.syntax.marks import PUBLIC, UNREADABLE, Mark, later, mark_label, read_mark, read_opening


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("S2E5", Mark(None, 2005, False)),
        (" s2 ", Mark(None, 2999, False)),
        ("heartstopper S2E5", Mark("heartstopper", 2005, False)),
        ("Heartstopper s2e5", Mark("heartstopper", 2005, False)),
        ("", UNREADABLE),
        ("banana", UNREADABLE),
        ("S02E05", UNREADABLE),
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


def test_the_later_of_two_marks_counts():
    early, late = Mark(None, 2005, False), Mark(None, 3001, False)
    assert later(early, late) == later(late, early) == late
    assert later(PUBLIC, early) == early
    assert later(early, UNREADABLE) == later(UNREADABLE, early) == UNREADABLE


def test_marks_of_two_shows_can_not_be_compared():
    assert later(Mark("a", 2005, False), Mark("b", 1001, False)) == UNREADABLE
    assert later(Mark(None, 2005, False), Mark("b", 1001, False)) == UNREADABLE


def test_a_mark_is_written_for_readers():
    assert mark_label(None, 2005, False) == "S2E5"
    assert mark_label("heartstopper", 2999, False) == "heartstopper S2"
    assert mark_label(None, NEVER, True) == ""


def test_no_point_is_as_late_as_an_unreadable_mark():
    assert compile_body("::: spoiler S999E998\na\n:::").pieces[1].start < NEVER


def test_a_spoiler_in_a_spoiler_has_the_later_mark():
    body = "::: spoiler S2E5\na >!S1: b!< >!S3: c!<\n::: spoiler banana\nd\n:::\n:::\n"
    assert [piece.start for piece in compile_body(body).pieces] == [None, 2005, 2005, 3999, NEVER]


def test_a_spoiler_in_a_footnote_that_is_hidden_has_the_later_mark():
    document = compile_body("a >!S3: b[^1]!<\n\n[^1]: c >!S1: d!<")
    assert [piece.start for piece in document.pieces] == [None, 3999, 3999]


@pytest.mark.parametrize(
    ("body", "warnings"),
    [
        ("a >!S2E5: b!<\n\n::: spoiler S1\nc\n:::", ()),
        (
            "a\n\n::: spoiler S2E5\nb",
            ("The spoiler that begins in line 3 is never closed; everything after it is hidden.",),
        ),
        (
            "- a\n- ::: spoiler S2E5\n  b\n\nc",
            ("The spoiler that begins in line 2 is never closed; everything after it is hidden.",),
        ),
        (
            "a\n> b\n> >!S2E5: c\n\nd",
            ("The spoiler in line 3 is never closed with !<; all to the end of its block is hidden.",),
        ),
        (
            "::: spoiler banana\na\n:::\n\n>!SxEy: b!<",
            (
                "The mark of the spoiler in line 1 can't be read; it is hidden until a reader has seen all.",
                "The mark of the spoiler in line 5 can't be read; it is hidden until a reader has seen all.",
            ),
        ),
        (
            "::: spoiler x S1\n>!y S2: b!<\n:::",
            (
                "The spoiler in line 2 can't be compared with the one around it; "
                "it is hidden until a reader has seen all.",
            ),
        ),
        ("::: note\na", ("The note that begins in line 1 is never closed.",)),
        (
            "::: note\n::: tip\na\n:::\n:::",
            ("Line 2 opens a box of an unknown kind; it is shown as text.",),
        ),
        (
            "a[^1]\n\n[^1]: b\n\n[^1]: c\n\n[^2]: d",
            (
                "The footnote in line 5 has the name of another one; it is left out.",
                "Nothing refers to the footnote in line 7; it is not shown.",
            ),
        ),
    ],
)
def test_each_slip_is_named_with_its_line(body, warnings):
    assert compile_body(body).warnings == warnings


def test_a_note_in_an_unclosed_spoiler_of_a_list_is_hidden_with_the_rest_of_the_page():
    document = compile_body("a\n\n- ::: spoiler S2E5\n  b\n- c\n\n[[D]]\n\n## E\n\n[[Category:F]]")
    assert document.pieces[0].text == "a"
    assert {found.start for found in (*document.links, *document.headings, *document.categories)} == {2005}

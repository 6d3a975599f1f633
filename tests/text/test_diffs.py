"""What changed between two texts."""

import re

import pytest
from hypothesis import example, given, strategies as st

from wiki.text.diffs import DiffRow, Run, compare_texts

PAGE = """\
# Nora Hale

Nora Hale is one of the two main characters of the series. She rows for the school.

## Family

- Ida, her mother
- Jonas, her elder brother
- Pip, the dog

| Season | Episodes |
|---|---|
| 1 | 8 |

```
first line

last line
```

The last paragraph is about a trip to the sea.
"""


def kinds(rows):
    return [row.kind for row in rows]


def changes(old, new):
    """Return the rows that a reader must see, without what is around them."""
    return [row for row in compare_texts(old, new) if row.kind not in ("same", "folded")]


def marked(runs):
    """Write a side as words, with what was removed in [-...-] and added in {+...+}."""
    frames = {"removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(frames.get(run.kind, "%s") % run.visible for run in runs)


def old_side(rows):
    return "".join(run.text for row in rows for run in row.old)


def new_side(rows):
    return "".join(run.text for row in rows for run in row.new)


def with_line_feeds(text):
    return re.sub("\r\n?", "\n", text)


pieces = [
    "a",
    "b",
    "word",
    "é",
    "e\u0301",
    "👩\u200d👧",
    " ",
    "\u00a0",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\x0b",
]
pieces += ["# h", "- ", "1. ", "| x |", "|---|", ":::", "`", "```", "~~~", "    ", "\u2028", "\ud800", "\x00"]
texts = st.text() | st.lists(st.sampled_from(pieces), max_size=30).map("".join)


@given(texts, texts, st.integers(0, 3))
@example("\nword", "word", 2)
@example("```\n", "```", 2)
@example(" ", "\n ", 0)
def test_the_rows_hold_both_texts_whole(old, new, context):
    rows = compare_texts(old, new, context)
    assert old_side(rows) == with_line_feeds(old)
    assert new_side(rows) == with_line_feeds(new)


@given(texts, texts)
def test_rows_show_a_change_exactly_when_there_is_one(old, new):
    assert bool(changes(old, new)) == (with_line_feeds(old) != with_line_feeds(new))


@given(texts, texts)
def test_every_run_of_a_side_is_of_that_side(old, new):
    rows = compare_texts(old, new)
    assert {run.kind for row in rows for run in row.old} <= {"same", "removed", "between"}
    assert {run.kind for row in rows for run in row.new} <= {"same", "added", "between"}
    assert all(run.text for row in rows for run in (*row.old, *row.new))


def test_equal_texts_are_one_folded_row():
    [row] = compare_texts(PAGE, PAGE)
    assert (row.kind, row.count) == ("folded", 11)
    assert compare_texts("", "") == []


def test_a_first_text_is_all_added():
    assert compare_texts("", "Hello") == [DiffRow("added", new=(Run("added", "Hello"),))]


def test_an_emptied_text_is_all_removed():
    assert compare_texts("Hello", "") == [DiffRow("removed", old=(Run("removed", "Hello"),))]


def test_line_ends_of_any_kind_are_the_same():
    assert kinds(compare_texts("one\r\ntwo\rthree", "one\ntwo\nthree")) == ["folded"]


def test_words_are_marked_and_not_letters():
    [row] = changes("She rows for the school on Sundays.", "She rowed for the school on Mondays.")
    assert marked(row.old) == "She [-rows-] for the school on [-Sundays-]."
    assert marked(row.new) == "She {+rowed+} for the school on {+Mondays+}."


def test_neighbouring_words_are_one_mark():
    [row] = changes("Nora is a very good swimmer here.", "Nora is an even better swimmer here.")
    assert marked(row.old) == "Nora is [-a very good-] swimmer here."
    assert marked(row.new) == "Nora is {+an even better+} swimmer here."


def test_accents_stay_with_letters_and_emoji_in_one_piece():
    [row] = changes(
        "We met cafe\u0301 staff 👩\u200d👩\u200d👧 there", "We met cafe staff 👩\u200d👩\u200d👦 there"
    )
    assert marked(row.old) == "We met [-cafe\u0301-] staff [-👩\u200d👩\u200d👧-] there"
    assert marked(row.new) == "We met {+cafe+} staff {+👩\u200d👩\u200d👦+} there"


def test_an_added_paragraph_changes_nothing_around_it():
    [row] = changes(PAGE, PAGE.replace("## Family", "A new paragraph.\n\n## Family"))
    assert (row.kind, row.old, marked(row.new)) == ("added", (), "{+A new paragraph.+}")


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_paragraph_added_at_the_end_changes_nothing_above_it(end):
    [row] = changes("First." + end, "First.\n\nLast." + end)
    assert (row.kind, marked(row.new)) == ("added", "{+Last.+}")


def test_an_item_a_row_and_a_heading_are_blocks():
    new = PAGE.replace("- Pip, the dog\n", "").replace("| 1 | 8 |\n", "| 1 | 8 |\n| 2 | 8 |\n")
    new = new.replace("## Family", "### Family")
    assert [(row.kind, marked(row.old), marked(row.new)) for row in changes(PAGE, new)] == [
        ("changed", "## Family", "##{+#+} Family"),
        ("removed", "[-- Pip, the dog-]", ""),
        ("added", "", "{+| 2 | 8 |+}"),
    ]


def test_a_fence_is_one_block_with_its_blank_lines():
    [row] = changes(PAGE, PAGE.replace("first line", "first long line"))
    assert marked(row.new) == "```\nfirst {+long +}line\n\nlast line\n```"


def test_an_open_fence_goes_to_the_end():
    [row] = changes("~~~~\none\n~~~\n# two\n\nthree", "~~~~\none\n~~~\n# two\n\nfour")
    assert marked(row.new) == "~~~~\none\n~~~\n# two\n\n{+four+}"


def test_a_rewritten_block_is_removed_and_added():
    assert kinds(changes("Nora rows.\n\nEnd.", "Completely other words here.\n\nEnd.")) == [
        "removed",
        "added",
    ]


def test_a_changed_block_is_found_behind_new_ones():
    new = PAGE.replace("Nora Hale is", "One.\n\nTwo.\n\nNora Hale really is")
    assert kinds(changes(PAGE, new)) == ["added", "added", "changed"]


def test_a_column_added_to_a_table_changes_each_row():
    old = "".join(f"| {number % 3} | yes |\n" for number in range(9))
    assert kinds(changes(old, old.replace("yes |", "yes | no |"))) == ["changed"] * 9


def test_a_moved_block_has_a_row_at_both_places_with_the_changes_inside():
    old = "Pip is a dog of nine years.\n\nOne.\n\nTwo.\n\nThree."
    new = "One.\n\nTwo.\n\nThree.\n\nPip is a big dog of nine years."
    before, after = changes(old, new)
    assert before == DiffRow(
        "moved", old=(Run("same", "Pip is a dog of nine years."), Run("between", "\n\n")), move=1
    )
    assert (after.kind, after.move, after.old) == ("moved", 1, ())
    assert marked(after.new) == "Pip is a {+big +}dog of nine years."


def test_two_moves_have_two_numbers():
    old = "Pip is a dog.\n\nOne.\n\nTwo.\n\nIda is a mother.\n\nThree.\n\nFour."
    new = "One.\n\nTwo.\n\nPip is a dog.\n\nThree.\n\nFour.\n\nIda is a mother."
    assert sorted(row.move for row in changes(old, new)) == [1, 1, 2, 2]


def test_a_rule_without_words_is_never_moved():
    assert kinds(changes("---\n\nOne.\n\nTwo.", "One.\n\nTwo.\n\n---")) == ["removed", "added"]


NUMBERED = "\n\n".join(f"Paragraph {number}." for number in range(20))


def test_what_is_far_from_a_change_is_folded():
    rows = compare_texts(NUMBERED, NUMBERED.replace("Paragraph 9.", "Paragraph 9, changed."))
    assert kinds(rows) == ["folded", "same", "same", "changed", "same", "same", "folded"]
    assert [row.count for row in rows] == [7, 1, 1, 1, 1, 1, 8]
    assert rows[0].old == (Run("same", "".join(f"Paragraph {number}.\n\n" for number in range(7))),)


@pytest.mark.parametrize(("context", "around"), [(0, 0), (1, 1), (5, 5), (99, 19)])
def test_the_context_says_how_many_blocks_are_shown_around(context, around):
    rows = compare_texts(NUMBERED, NUMBERED + "\n\nParagraph 20.", context)
    assert kinds(rows).count("same") == min(around, 20) + (context == 99)


def test_a_short_stretch_between_two_changes_is_not_folded():
    new = NUMBERED.replace("Paragraph 5.", "Paragraph five.").replace("Paragraph 10.", "Paragraph ten.")
    assert kinds(compare_texts(NUMBERED, new))[3:10] == ["changed"] + ["same"] * 4 + ["changed", "same"]


def test_white_space_that_changed_is_visible():
    [row] = changes("one two\nthree four", "one\ttwo three\u00a0four")
    assert marked(row.old) == "one[-·-]two[-⏎\n-]three[-·-]four"
    assert marked(row.new) == "one{+→+}two{+·+}three{+[U+00A0]+}four"


def test_blank_lines_that_changed_between_two_blocks_are_visible():
    [row] = changes("# Head\n\nText.", "# Head\nText.")
    assert (marked(row.old), marked(row.new)) == ("# Head[-⏎\n⏎\n-]", "# Head{+⏎\n+}")


def test_white_space_that_did_not_change_is_left_alone():
    assert Run("same", " \n").visible == " \n"
    assert Run("between", "\n\n").visible == ""
    assert Run("added", " a b\n").visible == " a b\n"

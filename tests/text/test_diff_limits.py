"""Comparisons of long texts: coarser beyond a limit, and never wrong."""

import pytest

from wiki.text import diffs
from wiki.text.alignment import Effort
from wiki.text.diffs import compare_texts


def sides(rows):
    """Return the old and the new text that the rows hold."""
    return (
        "".join(run.text for row in rows for run in row.old),
        "".join(run.text for row in rows for run in row.new),
    )


def added(rows):
    return [run.text for row in rows for run in row.new if run.kind == "added"]


def test_a_block_of_many_letters_is_compared_by_lines():
    old = "\n".join(f"{number} " + "long" * 50 for number in range(101))
    new = old.replace("7 long", "7 longer", 1)
    assert len(old) > diffs.MAX_WORDS_TEXT
    assert added(compare_texts(old, new)) == ["7 longer" + "long" * 49 + "\n"]


def test_a_block_of_many_words_is_compared_by_lines():
    old = "\n".join(f"{number} of it" for number in range(1000))
    assert len(old) < diffs.MAX_WORDS_TEXT
    assert added(compare_texts(old, old.replace("700 of it", "700 of us"))) == ["700 of us\n"]


def test_a_shorter_block_is_compared_by_words():
    old = "\n".join(f"{number} of it" for number in range(500))
    assert added(compare_texts(old, old.replace("400 of it", "400 of us"))) == ["us"]


@pytest.mark.slow
def test_a_very_long_text_is_one_block_compared_by_lines():
    old = "\n\n".join(f"- item {number} of a long list" for number in range(12_000))
    new = old.replace("item 900 of", "item 900 in")
    assert len(old) > diffs.MAX_TEXT
    [row] = compare_texts(old, new)
    assert row.kind == "changed"
    assert added([row]) == ["- item 900 in a long list\n"]


@pytest.mark.slow
def test_few_changes_in_a_text_of_many_blocks_are_rows():
    old = "\n".join(f"- item {number} of a long list" for number in range(8000))
    rows = compare_texts(old, old.replace("item 900 of", "item 900 in"))
    assert [row.kind for row in rows] == ["folded", "same", "same", "changed", "same", "same", "folded"]


def test_a_text_where_too_many_blocks_differ_is_one_block():
    old = "\n".join(f"- item {number} of a list" for number in range(2 * diffs.MAX_LOOSE_BLOCKS))
    new = "\n".join(line + "!" * (number % 2) for number, line in enumerate(old.split("\n")))
    rows = compare_texts(old, new)
    assert [row.kind for row in rows] == ["changed"]
    assert sides(rows) == (old, new)


def test_an_effort_is_spent_until_too_little_is_left():
    effort = Effort(10)
    assert [effort.allows(cost) for cost in (6, 6, 4, 1)] == [True, False, True, False]


def test_when_the_effort_is_spent_the_rows_still_hold_both_texts():
    old = " ".join("ab"[number % 3 == 0] for number in range(1900))
    new = " ".join("ab"[number % 5 == 0] for number in range(1900))
    rows = compare_texts(old, new)
    assert [row.kind for row in rows] == ["changed"]
    assert sides(rows) == (old, new)


def test_long_texts_of_one_repeated_line_are_compared():
    old, new = "same\n" * 20_000, "same\n" * 9_000 + "other\n" + "same\n" * 11_000
    rows = compare_texts(old, new)
    assert added(rows) == ["other\n"]
    assert sides(rows) == (old, new)


@pytest.mark.slow
def test_long_texts_of_one_letter_a_line_are_compared():
    old = "".join("abcdefg"[number * number % 7] + "\n" for number in range(60_000))
    new = "".join("abcdefg"[number * number % 5] + "\n" for number in range(60_000))
    assert sides(compare_texts(old, new)) == (old, new)

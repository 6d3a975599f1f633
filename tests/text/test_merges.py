"""What two people made of one text, put together."""

import pytest
from hypothesis import given, strategies as st

from wiki.text.merges import Clash, merge_texts, settle, whole_text

LETTERS = st.characters(
    exclude_categories=("Cs",), exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
)
LINES = st.text(LETTERS, min_size=1, max_size=8)
TEXTS = st.lists(st.sampled_from(["a.", "b. c.", "", "- x", "> y", ":::"]), max_size=8).map("\n".join)


def merged(base, theirs, mine):
    """Return the text of a merge without a clash."""
    parts = merge_texts(base, theirs, mine)
    assert not clashes(parts)
    return whole_text(parts, "mine")


def clashes(parts):
    return [part for part in parts if isinstance(part, Clash)]


@st.composite
def disjoint_edits(draw):
    """Return a text of lines that all differ, two edits of lines that are no neighbours, and both of them."""
    lines = draw(st.lists(LINES, min_size=5, max_size=12, unique=True))
    places = st.integers(0, len(lines) - 1)
    first = draw(places)
    second = draw(places.filter(lambda place: abs(place - first) > 1))
    edits = st.lists(LINES.map(lambda line: f"new {line}"), max_size=2)
    theirs, mine = draw(edits), draw(edits)

    def edited(**changes):
        made = [changes.get(str(place), [line]) for place, line in enumerate(lines)]
        return "\n".join(line for part in made for line in part)

    return (
        "\n".join(lines),
        edited(**{str(first): theirs}),
        edited(**{str(second): mine}),
        edited(**{str(first): theirs, str(second): mine}),
    )


@given(disjoint_edits())
def test_edits_of_different_lines_are_both_kept(texts):
    base, theirs, mine, both = texts
    assert merged(base, theirs, mine) == both.rstrip("\n")


@given(disjoint_edits())
def test_undo_keeps_what_came_later_and_redo_brings_the_same_again(texts):
    before, edited, later, both = texts
    assert merged(edited, both, before) == later.rstrip("\n")
    assert merged(before, later, edited) == both.rstrip("\n")


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("One. Two. Three.", "One. Two b. Three.", "One a. Two. Three.", "One a. Two b. Three."),
        ("One? “Two.” Three", "One? “Two.” Four", "None? “Two.” Three", "None? “Two.” Four"),
        ("- a\n- b\n- c", "- a1\n- b\n- c", "- a\n- b1\n- c", "- a1\n- b1\n- c"),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n| c |", "| z |\n|---|\n| b |", "| z |\n|---|\n| c |"),
        ("A\n\nB", "A\n\nB\n\nC", "Z\n\nA\n\nB", "Z\n\nA\n\nB\n\nC"),
    ],
    ids=["sentences", "quoted sentences", "items of a list", "rows of a table", "both ends"],
)
def test_neighbours_are_told_apart(base, theirs, mine, both):
    assert merged(base, theirs, mine) == both


@given(TEXTS, TEXTS)
def test_who_changed_nothing_takes_what_the_other_made(base, other):
    assert merged(base, other, base) == merged(base, base, other) == other.rstrip("\n")
    assert merged(base, other, other) == other.rstrip("\n")


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_three_texts_are_choosing_one_side_for_all_leaves_no_clash(base, theirs, mine):
    parts = merge_texts(base, theirs, mine)
    for choice in ("theirs", "mine", "both"):
        settled = settle(parts, {clash.key: choice for clash in clashes(parts)})
        assert not clashes(settled)
        assert whole_text(settled, "mine") == whole_text(parts, choice)


@given(TEXTS, TEXTS, TEXTS)
def test_both_sides_of_a_clash_are_told_in_full(base, theirs, mine):
    for clash in clashes(merge_texts(base, theirs, mine)):
        both = clash.settled("both")
        assert clash.theirs in both
        assert clash.mine in both
        assert clash.theirs != clash.mine


def test_two_new_paragraphs_at_one_place_clash_and_stand_apart_when_both_are_kept():
    (_before, clash) = merge_texts("A", "A\n\nB.", "A\n\nC.")
    assert (clash.base, clash.theirs, clash.mine) == ("", "\nB.\n", "\nC.\n")
    assert whole_text(merge_texts("A", "A\n\nB.", "A\n\nC."), "both").split() == ["A", "B.", "C."]
    assert whole_text(merge_texts("- a", "- a\n- b", "- a\n- c"), "both") == "- a\n- b\n- c"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("Old.", "One.", "Two.", "One. Two."),
        ("- old", "- one", "- two", "- one\n- two"),
        ("| old |", "| one |", "| two |", "| one |\n| two |"),
        ("## Old", "## One", "## Two", "## One\n## Two"),
        ("Old.", "", "Two.", "Two."),
        ("Old.", "One.", "", "One."),
        ("## Old", "One.\n\n## One", "Two.\n\n## Two", "One.\n\n## One\n\nTwo.\n\n## Two"),
        ("## Old", "## One", "Two.", "## One\n\nTwo."),
    ],
)
def test_both_stand_one_after_the_other(base, theirs, mine, both):
    assert whole_text(merge_texts(base, theirs, mine), "both") == both


def test_a_paragraph_that_both_wrote_anew_is_one_clash_and_not_one_for_each_sentence():
    parts = merge_texts("One. Two. Three.", "Four. Five. Six.", "Seven. Eight. Nine.")
    assert [clash.mine for clash in clashes(parts)] == ["Seven. Eight. Nine."]


def test_the_key_of_a_clash_stays_when_mine_is_written_anew_and_not_when_theirs_is():
    (clash,) = clashes(merge_texts("One.", "Two.", "Three."))
    (later,) = clashes(merge_texts("One.", "Two.", "Something else."))
    (other,) = clashes(merge_texts("One.", "Four.", "Three."))
    assert clash.key == later.key != other.key


def test_two_clashes_that_look_alike_have_keys_of_their_own():
    base, theirs, mine = (f"{word}.\n\nBetween.\n\n{word}." for word in ("A", "B", "C"))
    keys = [clash.key for clash in clashes(merge_texts(base, theirs, mine))]
    assert len(set(keys)) == 2


def test_a_choice_that_is_none_leaves_the_clash():
    parts = merge_texts("One.", "Two.", "Three.")
    (clash,) = clashes(parts)
    assert settle(parts, {clash.key: "nonsense", "text-0": "mine"}) == parts


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [
        ("::: spoiler S2\nA.\n:::", "::: spoiler S2\nA. Worse.\n:::", "::: spoiler S1\nA.\n:::"),
        ("::: spoiler S2\nA.\n\nB.\n:::", "::: spoiler S2\nA.\n\nB. Worse.\n:::", "A.\n\nB."),
        ("::: spoiler S2\nA.\n\nB.", "::: spoiler S2\nA.\n\nB. Worse.", "A.\n\nB."),
        (">!S2: One. Two.!<", ">!S2: One. Worse.!<", ">!S1: One. Two.!<"),
        # Who moves the end of a spoiler tells what stood behind it.
        (
            "::: spoiler S2\nK.\n\nL.\n\nM.\n:::\n\nB.",
            "::: spoiler S2\nK.\n\nL. Worse.\n\nM.\n:::\n\nB.",
            "::: spoiler S2\nK.\n:::\n\nL.\n\nM.\n\nB. More.",
        ),
        (
            "::: spoiler S2\nK.\n\nL.\n\nM.\n:::",
            "::: spoiler S2\nK. Worse.\n\nL.\n\nM.\n:::",
            "K.\n\nL.\n\n::: spoiler S2\nM.\n:::",
        ),
        (
            ">!S2: One. Two. Three. Four.!< End.",
            ">!S2: One. Two. Three. Worse. Four.!< End.",
            ">!S2: One.!< Two. Three. Four. End.",
        ),
        (">!S2: One.\nTwo.!<", ">!S2: One.\nWorse.!<", ">!S1: One.\nTwo.!<"),
        ("## A {S2}\n\nK.\n\nL.", "## A {S2}\n\nK.\n\nL. Worse.", "## A {S1}\n\nK.\n\nL."),
        ("## A {S2}\n\n### K\n\nL.", "## A {S2}\n\n### K\n\nL. Worse.", "## A\n\n### K\n\nL."),
        ("A {S2}\n---\nK.\n\nL.", "A {S2}\n---\nK.\n\nL. Worse.", "A\n---\nK.\n\nL."),
        ("## A {S2}\n\nK.\n\nL.", "## A {S2}\n\nK.\n\nL. Worse.", "## A {S2}\n\nK.\n\n## B\n\nL."),
        ("## A {S2}\n\nK.\n\n# B\n\nL.", "## A {S2}\n\nK. Worse.\n\n# B\n\nL.", "# B\n\nL. K."),
    ],
)
def test_a_mark_and_what_it_hides_are_never_put_together_from_two_edits(base, theirs, mine):
    for sides in ((base, theirs, mine), (base, mine, theirs), (theirs, base, mine)):
        assert clashes(merge_texts(*sides)) or sides[0] in sides[1:]
    assert clashes(merge_texts(base, theirs, mine))


def test_edits_of_two_sections_with_marks_are_both_kept():
    base = "## A {S1}\n\nOne.\n\n### B\n\nTwo.\n\n## C\n\n## D {S2}\n\nThree.\n\n## E\n\nFour."
    theirs = base.replace("{S1}", "{S3}").replace("Two", "Second")
    mine = base.replace("Three", "Third").replace("Four", "Fourth")
    both = "## A {S3}\n\nOne.\n\n### B\n\nSecond.\n\n## C\n\n## D {S2}\n\nThird.\n\n## E\n\nFourth."
    assert merged(base, theirs, mine) == both


def test_edits_in_one_spoiler_and_beside_one_are_both_kept():
    base = "A.\n\n::: spoiler S2\nOne.\n\nTwo. Three.\n:::\n\nB."
    theirs = base.replace("One", "First").replace("Two", "Second")
    mine = base.replace("Three", "Third").replace("B.", "B.\n\n::: spoiler S1\nMore.\n:::")
    both = "A.\n\n::: spoiler S2\nFirst.\n\nSecond. Third.\n:::\n\nB.\n\n::: spoiler S1\nMore.\n:::"
    assert merged(base, theirs, mine) == both

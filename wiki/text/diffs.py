"""Compares two texts: block by block, then word by word inside a block.

Every step is bounded by counting and not by time, so that the same texts always give the same rows, however
busy the machine is.
"""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from wiki.text.alignment import WORD, Effort, find_partners, match_tokens

DIFF_VERSION = 3  # raise it whenever the same texts would give different rows
MAX_TEXT = 300_000  # characters; a longer text is one block
MAX_LOOSE_BLOCKS = 2_000  # when more blocks than this differ, each text is one block
MAX_WORDS_TEXT = 20_000  # characters; a longer block is compared by lines
MAX_WORDS = 4_000  # a block with more words is compared by lines

_SINGLE_LINE = r"[ ]{0,3}(?:\#|\||:::)"  # a heading, a row of a table, an edge of a ::: container
_FENCE = r"[ ]{0,3}(?P<fence>`{3,}|~{3,})"
_OPENER = rf"{_SINGLE_LINE}|[ ]{{0,3}}(?:`{{3}}|~{{3}})|[^\S\n]*(?:[-*+]|[0-9]{{1,9}}[.)])[ ]"
_BLOCK = re.compile(
    rf"""(?P<text> \A\s*\n  # blank lines at the very start
        | {_FENCE}[^`\n]*(?:\n(?![ ]{{0,3}}(?P=fence))[^\n]*)*(?:\n[ ]{{0,3}}(?P=fence)[^\n]*)?
        | {_SINGLE_LINE}[^\n]*
        | [^\n]+(?:\n(?!{_OPENER}|[^\S\n]*(?:\n|\Z))[^\n]+)*  # a paragraph or an item of a list
    )(?P<after>(?:\n|\Z|(?<=\n))(?:\s*\n)?)""",
    re.VERBOSE,
)
_WHOLE = re.compile(r"(?P<text>.+)(?P<after>)", re.DOTALL)
_LINE_END = re.compile("\r\n?")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_VISIBLE = {" ": "·", "\n": "⏎\n", "\t": "→"}


@dataclass(frozen=True)
class Run:
    """A part of one side of a row: "same", "added" or "removed".

    It is "between" for the white space after a block, which a page shows by its own spacing.
    """

    kind: str
    text: str

    @property
    def visible(self) -> str:
        """The text as readers see it. Changed white space is shown as signs (· ⏎ →)."""
        if self.kind == "between":
            return ""
        if self.kind == "same" or not self.text.isspace():
            return self.text
        return "".join(_VISIBLE.get(character, f"[U+{ord(character):04X}]") for character in self.text)


@dataclass(frozen=True)
class DiffRow:
    """A block that is "same", "removed", "added", "changed" or "moved", or several "folded" ones.

    `old` and `new` are what the two texts have there; all rows together have the whole texts. `count` is the
    number of blocks in a row. A moved block has two rows with the same `move` (1, 2 and so on; other rows
    have 0): one with `old` where it was, and one with `new` where it is.
    """

    kind: str
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    count: int = 1
    move: int = 0


@dataclass(frozen=True)
class _Block:
    text: str
    after: str  # the line end and the blank lines after it


def compare_texts(old: str, new: str, context: int = 2) -> list[DiffRow]:
    """Return the rows of a comparison in the order of the texts. Lines end with a line feed.

    Unchanged blocks more than `context` blocks away from any change are folded into one row.
    """
    effort = Effort()
    old, new = (_LINE_END.sub("\n", text) for text in (old, new))
    old_blocks, new_blocks, same = _align(old, new, effort)
    changed, moved = find_partners(_texts(old_blocks), _texts(new_blocks), same)
    rows = list(_rows(old_blocks, new_blocks, sorted(same + changed), moved, effort))
    return list(_fold(rows, context))


def _align(old, new, effort):
    """Return the blocks of both texts, and the pairs of equal blocks."""
    if max(len(old), len(new)) <= MAX_TEXT:
        old_blocks, new_blocks = _split(_BLOCK, old), _split(_BLOCK, new)
        same = match_tokens(_texts(old_blocks), _texts(new_blocks), effort)
        if len(old_blocks) + len(new_blocks) - 2 * len(same) <= MAX_LOOSE_BLOCKS:
            return old_blocks, new_blocks, same
    return _split(_WHOLE, old), _split(_WHOLE, new), []


def _split(pattern, text):
    return [_Block(match["text"], match["after"]) for match in pattern.finditer(text)]


def _texts(blocks):
    return [block.text for block in blocks]


def _rows(old, new, pairs, moves, effort):
    removed = [DiffRow("removed", old=_side([Run("removed", block.text)], block)) for block in old]
    added = [DiffRow("added", new=_side([Run("added", block.text)], block)) for block in new]
    for move, (i, j) in enumerate(moves, 1):
        old_runs, new_runs = _compare_words(old[i].text, new[j].text, effort)
        removed[i] = DiffRow("moved", old=_side(old_runs, old[i]), move=move)
        added[j] = DiffRow("moved", new=_side(new_runs, new[j]), move=move)
    for (i, j), following in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        if i >= 0:
            yield _paired_row(old[i], new[j], following == (i + 1, j + 1), effort)
        yield from removed[i + 1 : following[0]]
        yield from added[j + 1 : following[1]]


def _paired_row(old, new, neighbours, effort):
    if neighbours and old.after != new.after:  # otherwise nothing would show that the white space changed
        old, new = _Block(old.text + old.after, ""), _Block(new.text + new.after, "")
    old_runs, new_runs = _compare_words(old.text, new.text, effort)
    kind = "same" if old.text == new.text else "changed"
    return DiffRow(kind, _side(old_runs, old), _side(new_runs, new))


def _side(runs, block):
    return (*runs, Run("between", block.after)) if block.after else tuple(runs)


def _compare_words(old, new, effort):
    """Return the runs of both sides of a block: by words, or by lines if it is very long."""
    if old == new:
        return [Run("same", old)], [Run("same", new)]
    old_tokens, new_tokens = WORD.findall(old), WORD.findall(new)
    if max(len(old), len(new)) > MAX_WORDS_TEXT or max(len(old_tokens), len(new_tokens)) > MAX_WORDS:
        old_tokens, new_tokens = _LINE.findall(old), _LINE.findall(new)
    same = set(match_tokens(old_tokens, new_tokens, effort))
    pairs = [  # without the white space between two changed words, so that a change reads as one
        (i, j)
        for i, j in same
        if not old_tokens[i].isspace() or (i - 1, j - 1) in same or (i + 1, j + 1) in same
    ]
    removed = _runs("removed", old_tokens, {i for i, _ in pairs})
    return removed, _runs("added", new_tokens, {j for _, j in pairs})


def _runs(kind, tokens, kept):
    runs, start = [], 0
    for same, group in groupby(place in kept for place in range(len(tokens))):
        end = start + len(list(group))
        runs.append(Run("same" if same else kind, "".join(tokens[start:end])))
        start = end
    return runs


def _fold(rows, context):
    for kind, group in groupby(rows, key=lambda row: row.kind):
        alike = list(group)
        start = 0 if alike[0] is rows[0] else context
        end = len(alike) - (0 if alike[-1] is rows[-1] else context)
        if kind == "same" and start < end:
            folded = alike[start:end]
            old = Run("same", "".join(run.text for row in folded for run in row.old))
            new = Run("same", "".join(run.text for row in folded for run in row.new))
            alike[start:end] = [DiffRow("folded", (old,), (new,), count=len(folded))]
        yield from alike

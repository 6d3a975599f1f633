"""Blocks between colons: `::: note` ... `:::`, and `::: spoiler S2E5` ... `:::`.

Fences pair like brackets: a bare `:::` closes the innermost open one. An unknown name shows as text, and
is paired all the same: otherwise its `:::` would end the spoiler around it too early.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from wiki.render.limits import MAX_NESTING, check_depth

BOX_CLASSES = {"note": "note", "warning": "note warn", "hatnote": "hatnote"}
SPOILER_FENCE = re.compile(r":{3,}[ \t]*spoilers?[ \t]*(.*)", re.IGNORECASE)
_OPENING_FENCE = re.compile(r":{3,}[ \t]*([^\s:].*)")
_CLOSING_FENCE = re.compile(r":{3,}[ \t]*")
_INTERRUPTS = {"alt": ["paragraph", "reference", "blockquote", "list"]}


@dataclass(frozen=True)
class _Contents:
    end: int  # the line after the box
    closed: bool


def install(markdown: MarkdownIt) -> None:
    """Teach `markdown` the fences of colons."""
    markdown.block.ruler.before("table", "box", _box, _INTERRUPTS)
    markdown.block.ruler.before("table", "box_end", _box_end, _INTERRUPTS)


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _OPENING_FENCE.fullmatch(_line(state, start))
    if not opening or state.is_code_block(start):
        return False
    name, spoiler = opening[1].strip().casefold(), SPOILER_FENCE.fullmatch(opening[0])
    if not spoiler and name not in BOX_CLASSES and not state.env["open_boxes"]:
        return False  # around it is nothing that its closing fence could end
    if silent:
        return True
    if spoiler:
        _push_spoiler(state, start, end, spoiler[1])
    elif name in BOX_CLASSES:
        _push_known(state, start, end, name)
    else:
        _push_unknown(state, start, end)
    return True


def _push_spoiler(state: StateBlock, start: int, end: int, mark: str) -> None:
    token = state.push("spoiler_open", "", 1)
    contents = _read_contents(state, start + 1, end)
    token.map = [start, contents.end]
    cut_short = not contents.closed and _has_words_after(state, contents.end)
    token.meta = {"mark": mark, "closed": contents.closed, "cut_short": cut_short}
    state.push("spoiler_close", "", -1)


def _push_known(state: StateBlock, start: int, end: int, name: str) -> None:
    token = state.push("box_open", "div", 1)
    token.attrSet("class", BOX_CLASSES[name])
    contents = _read_contents(state, start + 1, end)
    if not contents.closed:
        _warn(state, start, f"The {name} that begins in line {start + 1} is never closed.")
    state.push("box_close", "div", -1)


def _push_unknown(state: StateBlock, start: int, end: int) -> None:
    _push_text(state, start)
    _warn(state, start, f"Line {start + 1} opens a box of an unknown kind; it is shown as text.")
    contents = _read_contents(state, start + 1, end)
    if contents.closed:
        _push_text(state, contents.end - 1)


def _push_text(state: StateBlock, line: int) -> None:
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = _line(state, line), [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _read_contents(state: StateBlock, line: int, end: int) -> _Contents:
    """Parse block after block until the closing fence or the end of what the box stands in."""
    state.env["open_boxes"] += 1
    check_depth(2 * state.env["open_boxes"])
    closed = False
    while not closed:
        line = state.skipEmptyLines(line)
        if line >= end or state.sCount[line] < state.blkIndent or state.level >= MAX_NESTING:
            break
        closed = _is_closing(state, line)
        line = line + 1 if closed else _parse_one_block(state, line, end)
    state.env["open_boxes"] -= 1
    state.line = line = min(line, end)
    return _Contents(line, closed)


def _parse_one_block(state: StateBlock, line: int, end: int) -> int:
    state.line = line
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):
            break
    return state.line


def _box_end(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """End a paragraph, list or quote before the fence that closes the box around it."""
    return silent and state.env["open_boxes"] > 0 and _is_closing(state, start)


def _is_closing(state: StateBlock, line: int) -> bool:
    return bool(_CLOSING_FENCE.fullmatch(_line(state, line))) and not state.is_code_block(line)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _has_words_after(state: StateBlock, line: int) -> bool:
    return any(not state.isEmpty(later) for later in range(line, len(state.bMarks) - 1))


def _warn(state: StateBlock, start: int, sentence: str) -> None:
    state.env["warnings"].append((start, sentence))

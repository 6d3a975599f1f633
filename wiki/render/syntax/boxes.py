"""Boxes between fences of colons: `::: note` ... `:::` and `::: spoiler S2E5` ... `:::`.

Fences are paired like brackets: `:::` alone closes the innermost open box. A fence with an unknown name is
shown as text, but is paired too: otherwise its `:::` would close the spoiler around it too early.
"""

import re

from wiki.render.syntax.limits import MAX_NESTING, check_depth
from wiki.text.messages import gettext_noop

BOX_CLASSES = {"note": "note", "warning": "note warn", "hatnote": "hatnote"}
# Any space will do, such as the one that Option and Space type on a Mac, and some files begin with U+FEFF.
SPOILER_FENCE = re.compile(r"\ufeff?:{3,}\s*spoilers?\s*(.*)", re.IGNORECASE)
_OPENING_FENCE = re.compile(r"\ufeff?:{3,}\s*([^\s:].*)")
_CLOSING_FENCE = re.compile(r":{3,}\s*")
INTERRUPTS = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def install(markdown):
    """Add the rules for boxes to `markdown`."""
    markdown.block.ruler.before("table", "box", _box, INTERRUPTS)
    markdown.block.ruler.before("table", "box_end", _box_end, INTERRUPTS)


def _box(state, start, end, silent):
    opening = _OPENING_FENCE.fullmatch(_line(state, start))
    if not opening or state.is_code_block(start):
        return False
    name, spoiler = opening[1].strip().casefold(), SPOILER_FENCE.fullmatch(opening[0])
    if not spoiler and name not in BOX_CLASSES and not state.env["open_boxes"]:
        return False  # its closing fence can't close any box around it
    if silent:
        return True
    line, warnings = start + 1, state.env["warnings"]
    if spoiler:
        _push_spoiler(state, start, end, spoiler[1])
    elif name in BOX_CLASSES:
        token = state.push("box_open", "div", 1)
        token.attrSet("class", BOX_CLASSES[name])
        if not (closed := _read_contents(state, start + 1, end)):
            warnings.append(
                gettext_noop("Line %(line)s: this %(name)s has no closing :::.", line=line, name=name)
            )
        token.map, token.meta = [start, state.line], {"end": state.line - closed}
        state.push("box_close", "div", -1)
    else:
        _push_text(state, start)
        warnings.append(gettext_noop("Line %(line)s: unknown kind of box. It is shown as text.", line=line))
        if _read_contents(state, start + 1, end):
            _push_text(state, state.line - 1)
    return True


def _push_spoiler(state, start, end, mark):
    token = state.push("spoiler_open", "", 1)
    closed = _read_contents(state, start + 1, end)
    rest = range(state.line, len(state.bMarks) - 1)
    cut_short = not closed and any(not state.isEmpty(line) for line in rest)
    token.map = [start, state.line]
    token.meta = {"mark": mark, "closed": closed, "cut_short": cut_short, "end": state.line - closed}
    state.push("spoiler_close", "", -1)


def _push_text(state, line):
    state.push("paragraph_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = _line(state, line), [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _read_contents(state, line, end):
    """Parse the blocks of a box. Return whether it is closed before the block around it ends."""
    state.env["open_boxes"] += 1
    check_depth(2 * state.env["open_boxes"])
    closed = False
    while not closed:
        line = state.skipEmptyLines(line)
        if line >= end or state.sCount[line] < state.blkIndent or state.level >= MAX_NESTING:
            break
        if closed := _is_closing(state, line):
            line += 1
            continue
        state.line = line
        for rule in state.md.block.ruler.getRules(""):
            if rule(state, line, end, False):
                break
        line = state.line
    state.env["open_boxes"] -= 1
    state.line = min(line, end)
    return closed


def _box_end(state, start, end, silent):
    """End a paragraph, list or quote at the fence that closes the box around it."""
    return silent and state.env["open_boxes"] > 0 and _is_closing(state, start)


def _is_closing(state, line):
    return bool(_CLOSING_FENCE.fullmatch(_line(state, line))) and not state.is_code_block(line)


def _line(state, line):
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]

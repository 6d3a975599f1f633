"""Inline spoilers `>!S2E5: words!<`, and what keeps every kind of spoiler closed when it is broken.

Spoilers bind like code: more tightly than links, so that a link's words, address or title can't hold one
(such a link shows as text, and the spoiler in it is hidden).
"""

import re
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from wiki.render.boxes import SPOILER_FENCE
from wiki.render.disguise import CLOSING, LONGEST_OPENING, OPENING, edge_number
from wiki.render.marks import read_opening

_STRAY_FENCE = re.compile(r"^[ \t]*(" + SPOILER_FENCE.pattern + ")$", re.IGNORECASE | re.MULTILINE)

_MAX_BRACKETS = 32  # open at once in the words of a link


def install(markdown: MarkdownIt) -> None:
    """Teach `markdown` inline spoilers, and its links to leave them alone."""
    markdown.inline.add_terminator_char(OPENING)
    markdown.inline.add_terminator_char(CLOSING)
    markdown.inline.ruler.before("escape", "spoiler", _inline_spoiler)
    markdown.block.ruler.at("reference", _reference_without_spoiler)
    markdown.core.ruler.after("block", "hide_the_rest", _hide_the_rest)
    markdown.helpers = SimpleNamespace(
        parseLinkLabel=_link_label,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=_link_title,
    )


def _inline_spoiler(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != OPENING:
        return False
    opening, start = state.pos, state.pos + 2
    mark, length = read_opening(state.src[start : min(start + LONGEST_OPENING, state.posMax)]) or ("", 0)
    end = _find_closing(state, start + length)
    if not silent:
        _push_spoiler(state, opening, start + length, end, mark)
    state.pos = min(end + 2, state.posMax)
    return True


def _find_closing(state: StateInline, start: int) -> int:
    """Return where the spoiler that begins at `start` is closed, or the end of its block."""
    state.pos = start
    while state.pos < state.posMax and state.src[state.pos] != CLOSING:
        state.md.inline.skipToken(state)
    return state.pos


def _push_spoiler(state: StateInline, opening: int, start: int, end: int, mark: str) -> None:
    token = state.push("spoiler_open", "", 1)
    closed = end < state.posMax
    token.meta = {"mark": mark, "closed": closed, "opening": edge_number(state.src[opening + 1])}
    if closed:
        token.meta["closing"] = edge_number(state.src[end + 1])
    whole = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = whole
    state.push("spoiler_close", "", -1)


def _hide_the_rest(state: StateCore) -> None:
    """Hide the page from the top-level block in which a spoiler is opened and can't be closed any more.

    That is one whose list item or quote ends before it is closed, and a fence inside a paragraph.
    """
    start = 0
    for index, token in enumerate(state.tokens):
        if token.level == 0 and token.nesting >= 0:
            start = index
        mark = _unclosable_mark(token)
        if mark is not None:
            _wrap_from(state, start, mark, token)
            return


def _unclosable_mark(token: Token) -> str | None:
    if token.type == "spoiler_open":
        return token.meta["mark"] if token.meta["cut_short"] else None
    stray = _STRAY_FENCE.search(token.content) if token.type == "inline" else None
    return stray[2] if stray else None


def _wrap_from(state: StateCore, start: int, mark: str, culprit: Token) -> None:
    line = culprit.map[0] if culprit.map else 0
    first_line = next((token.map[0] for token in state.tokens[start:] if token.map), line)
    opening = Token("spoiler_open", "", 1, block=True, map=[first_line, state.src.count("\n") + 1])
    opening.meta = {"mark": mark, "closed": False, "cut_short": False, "line": line}
    if culprit.type == "spoiler_open":
        culprit.meta["closed"] = True  # one warning is enough
    state.tokens = [
        *state.tokens[:start],
        opening,
        *state.tokens[start:],
        Token("spoiler_close", "", -1, block=True),
    ]


def _reference_without_spoiler(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if OPENING in state.src[state.bMarks[start] : state.eMarks[start]]:
        return False
    return reference(state, start, end, silent)


def _link_label(state: StateInline, start: int, without_links: bool = False) -> int:
    """Return where the words of a link that begin at `start` end, -1 when they hold a spoiler or never end.

    It replaces the parser's own, which takes time in the square of the brackets that are open at once.
    """
    before, end, depth = state.pos, -1, 1
    state.pos = start + 1
    while state.pos < state.posMax and depth <= _MAX_BRACKETS and state.src[state.pos] != OPENING:
        here, sign = state.pos, state.src[state.pos]
        depth -= sign == "]"
        if depth == 0:
            end = here
            break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == here + 1:
            depth += 1
        elif sign == "[" and without_links:
            break
    state.pos = before
    return end


def _link_title(string: str, start: int, maximum: int, previous=None):
    result = helpers.parseLinkTitle(string, start, maximum, previous)
    if OPENING in result.str:
        result.ok = result.can_continue = False
    return result

"""Spoilers in a line or of a section, and rules that keep broken spoilers of every kind closed.

Spoilers bind more tightly than links, as code does. So the text, address or title of a link can't contain
one: such a link is shown as text, and the spoiler in it is hidden.
"""

import re
from collections import defaultdict
from itertools import chain, pairwise
from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.rules_block import reference
from markdown_it.token import Token

from wiki.render.syntax.boxes import SPOILER_FENCE
from wiki.render.syntax.disguise import CLOSING, LONGEST_OPENING, OPENING, edge_number
from wiki.render.syntax.limits import LONGEST_ADDRESS, count_steps
from wiki.render.syntax.marks import read_heading, read_opening

_STRAY_FENCE = re.compile(rf"^[ \t]*({SPOILER_FENCE.pattern})$", re.IGNORECASE | re.MULTILINE)
_MAX_BRACKETS = 32  # open at once in the words of a link


def install(markdown):
    """Add inline spoilers to `markdown`, and keep its links from containing them."""
    markdown.inline.add_terminator_char(OPENING)
    markdown.inline.add_terminator_char(CLOSING)
    markdown.inline.ruler.before("escape", "spoiler", _inline_spoiler)
    markdown.block.ruler.at("reference", _reference_without_spoiler)
    markdown.core.ruler.after("block", "hide_the_rest", _hide_the_rest)
    markdown.core.ruler.after("hide_the_rest", "hide_sections", _hide_sections)
    markdown.helpers = SimpleNamespace(
        parseLinkLabel=_link_label,
        parseLinkDestination=_link_destination,
        parseLinkTitle=_link_title,
    )


def _inline_spoiler(state, silent):
    """Read a spoiler such as `>!S2E5: words!<` up to its `!<`, or to the end of its block."""
    if state.src[state.pos] != OPENING:
        return False
    opening, start, whole = state.pos, state.pos + 2, state.posMax
    mark, length = read_opening(state.src[start : min(start + LONGEST_OPENING, whole)]) or ("", 0)
    state.pos = start = start + length
    while state.pos < whole and state.src[state.pos] != CLOSING:
        count_steps(state)
        state.md.inline.skipToken(state)
    end = state.pos
    if not silent:
        token = state.push("spoiler_open", "", 1)
        token.meta = {"mark": mark, "closed": end < whole, "opening": edge_number(state.src[opening + 1])}
        if end < whole:
            token.meta["closing"] = edge_number(state.src[end + 1])
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = whole
        state.push("spoiler_close", "", -1)
    state.pos = min(end + 2, whole)
    return True


def _hide_the_rest(state):
    """Hide the page from the top-level block with a spoiler that can't be closed any more.

    That is a spoiler whose list item or quote ends before it is closed, or a fence inside a paragraph.
    """
    start = 0
    for index, token in enumerate(state.tokens):
        if token.level == 0 and token.nesting >= 0:
            start = index
        mark = _unclosable_mark(token)
        if mark is not None:
            line = next(inside.map[0] for inside in state.tokens[start:] if inside.map)
            opening = Token("spoiler_open", "", 1, block=True, map=[line, state.src.count("\n") + 1])
            opening.meta = {"mark": mark, "closed": False, "line": token.map[0]}
            if token.type == "spoiler_open":
                token.meta["closed"] = True  # so that there is only one warning
            state.tokens.insert(start, opening)
            state.tokens.append(Token("spoiler_close", "", -1, block=True))
            return


def _unclosable_mark(token):
    if token.type == "spoiler_open":
        return token.meta["mark"] if token.meta["cut_short"] else None
    stray = _STRAY_FENCE.search(token.content) if token.type == "inline" else None
    return stray[2] if stray else None


def _hide_sections(state):
    """Put a spoiler around the section of each heading with a mark, such as `## Season 2 {S2}`.

    It ends before the next heading of its level or a higher one, or with the list, quote or box around it.
    """
    lines = [0, state.src.count("\n") + 1]
    page, page_end = Token("page_open", "", 1, map=lines), Token("page_close", "", -1)
    around, sections, tokens = [page], [], []  # `around`: the tokens that open what is around a token
    tight, loose = defaultdict(list), set()  # by list: its paragraphs; lists in which a section is hidden
    for token, next_token in pairwise([*state.tokens, page_end, page_end]):
        is_heading = token.type == "heading_open"
        container = around.pop() if token.nesting < 0 else around[-1]
        place = len(around), token.tag if is_heading else "z"
        while sections and place <= sections[-1][:2]:
            end = token.map[0] if is_heading else container.meta.get("end", container.map[1])
            sections.pop()[2].map.append(end)
            tokens.append(Token("spoiler_close", "", -1, block=True))
        if is_heading and (heading := read_heading(next_token.content)):
            next_token.content, mark = heading
            opening = Token("spoiler_open", "", 1, block=True, map=token.map[:1])
            opening.meta = {"mark": mark, "closed": True, "has_sections": container is page}
            sections.append((*place, opening))
            tokens.append(opening)
            loose.update(map(id, around[-2:-1]))
        if token.hidden:
            tight[id(around[-2])].append(token)
        tokens.append(token)
        if token.nesting > 0:
            around.append(token)
    state.tokens = tokens[:-1]
    # Without empty lines around its paragraphs, a list would tell that no section in it has one.
    for paragraph in chain.from_iterable(tight[one] for one in loose):
        paragraph.hidden = False


def _reference_without_spoiler(state, start, end, silent):
    if OPENING in state.src[state.bMarks[start] : state.eMarks[start]]:
        return False
    return reference(state, start, end, silent)


def _link_label(state, start, without_links=False):
    """Return where the text of a link that starts at `start` ends, or -1 if it has a spoiler or no end.

    This replaces the parser's own function, which takes time in the square of the number of open brackets.
    """
    before, depth, end = state.pos, 1, -1
    state.pos = start + 1
    while state.pos < state.posMax and depth <= _MAX_BRACKETS and state.src[state.pos] != OPENING:
        count_steps(state)
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


def _link_destination(string, start, maximum):
    """Read an address up to the longest allowed, or each link before a long text would read all of it."""
    result = helpers.parseLinkDestination(string, start, min(maximum, start + LONGEST_ADDRESS))
    result.ok = result.ok and OPENING not in result.str
    return result


def _link_title(string, start, maximum, previous=None):
    result = helpers.parseLinkTitle(string, start, maximum, previous)
    if OPENING in result.str:
        result.ok = result.can_continue = False
    return result

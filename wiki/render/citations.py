"""`[@source-key, locator; @other]`: which sources say so."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from wiki.render.disguise import CLOSING, OPENING, plain

_BRACKET = re.compile(rf"\[(@[^\[\]{OPENING}{CLOSING}]*)\](?!\()")
_BETWEEN = re.compile(r";(?=\s*@)")
_CITATION = re.compile(r"\s*@([a-z0-9-]{1,60})\s*(?:,(.*))?", re.DOTALL)


def install(markdown: MarkdownIt) -> None:
    """Teach `markdown` citations."""
    markdown.inline.ruler.before("link", "citation", _citations)


def _citations(state: StateInline, silent: bool) -> bool:
    bracket = None if state.linkLevel else _BRACKET.match(state.src, state.pos, state.posMax)
    if not bracket:
        return False
    matches = [_CITATION.fullmatch(part) for part in _BETWEEN.split(bracket[1])]
    if not all(matches):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")  # a number stands close to the word it supports
        for match in matches:
            locator = " ".join(plain(match[2] or "").split())
            state.push("citation", "", 0).meta = {"source": match[1], "locator": locator}
    state.pos = bracket.end()
    return True

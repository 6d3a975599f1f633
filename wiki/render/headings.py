"""Headings: their levels below the page's own, and the anchors that addresses and contents point at."""

import re
import unicodedata
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# The site's own ids (main, q, note-1 ...) never begin like this.
_PREFIX = "section-"
_NOT_A_WORD = re.compile(r"[^\w]+")


def install(markdown: MarkdownIt) -> None:
    """Make `markdown` demote headings: the page's h1 is its title, so `#` and `##` are h2, `###` is h3 ..."""
    markdown.core.ruler.push("demote", _demote)


def anchor_of(text: str) -> str:
    """Return a heading's anchor, before duplicates are told apart: "Cast & crew" is "section-cast-crew"."""
    words = _NOT_A_WORD.sub("-", unicodedata.normalize("NFC", text).casefold())
    return _PREFIX + words.strip("-_")


def distinct(anchors: Iterable[str]) -> list[str]:
    """Return the anchors with "-2", "-3" ... added to repeated ones, so that no two are equal."""
    taken, counts, result = set(), {}, []
    for anchor in anchors:
        candidate = anchor
        while candidate in taken:
            counts[anchor] = counts.get(anchor, 1) + 1
            candidate = f"{anchor}-{counts[anchor]}"
        taken.add(candidate)
        result.append(candidate)
    return result


def _demote(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(2, int(token.tag[1]))}"

"""Links out of the wiki: which addresses may be linked, and images, which are linked and never loaded."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from wiki.render.disguise import plain

SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def install(markdown: MarkdownIt) -> None:
    """Teach `markdown` which links may leave the wiki, and to turn images into links."""
    markdown.validateLink = _may_be_linked
    markdown.normalizeLink = lambda url: normalizeLink(plain(url))
    markdown.inline.ruler.at("image", _image_as_link)
    markdown.core.ruler.push("tidy_links", _tidy_links)


def leaves_the_wiki(url: str) -> bool:
    """Say whether `url` names another site."""
    return bool(_ELSEWHERE.match(url))


def _may_be_linked(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return not scheme or scheme[1].casefold() in SCHEMES


def _image_as_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    start, state.pos = state.pos, state.pos + 1
    if not link(state, silent):
        state.pos = start
        return False
    if not silent and state.tokens[-2].type == "link_open":  # no alt text: the address is better than nothing
        state.tokens.insert(-1, Token("text", "", 0, content=str(state.tokens[-2].attrs["href"])))
        state.tokens_meta.insert(-1, None)
    return True


def _tidy_links(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = _without_links_in_links(token.children or [])
            _mark_links_out(token.children)


def _without_links_in_links(children: list[Token]) -> list[Token]:
    kept, depth = [], 0
    for token in children:
        depth -= token.type == "link_close"
        if depth == 0 or token.type not in ("link_open", "link_close"):
            kept.append(token)
        depth += token.type == "link_open"
    return kept


def _mark_links_out(children: list[Token]) -> None:
    for token in children:
        if token.type == "link_open" and leaves_the_wiki(str(token.attrs["href"])):
            token.attrSet("rel", "nofollow noopener")

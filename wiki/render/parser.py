"""Our Markdown: one parser with all the rules, from disguised source to tokens without disguise."""

from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from wiki.render import boxes, citations, headings, limits, links, markers, spoilers, tables, wikilinks
from wiki.render.disguise import openings_in, plain

_OPTIONS = MappingProxyType({"html": False, "xhtmlOut": False, "maxNesting": limits.MAX_NESTING})
_NOT_OURS = ("html_inline", "html_block", "normalize")


def new_parser() -> MarkdownIt:
    """Return a parser for one text; making one takes less than a millisecond, and threads share nothing."""
    parser = MarkdownIt("gfm-like", dict(_OPTIONS)).disable(_NOT_OURS)
    # The core rule of the same name finds the addresses; this one takes time in the square of the text.
    parser.inline.ruler.disable("linkify")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.core.ruler.after("block", "check_blocks", limits.check_blocks)
    for syntax in (spoilers, boxes, wikilinks, citations, links, headings, tables, markers):
        parser.use(syntax.install)
    parser.core.ruler.after("inline", "check_words", limits.check_words)
    parser.core.ruler.after("inline", "undisguise", _undisguise)
    return parser


def _undisguise(state: StateCore) -> None:
    for block in state.tokens:
        for token in [block] if block.children is None else block.children:
            _undisguise_token(token, state.env["openings_as_text"])


def _undisguise_token(token: Token, openings_as_text: set[int]) -> None:
    if token.content:
        openings_as_text |= openings_in(token.content)
        token.content = plain(token.content)
    if "title" in token.attrs:
        token.attrs["title"] = plain(str(token.attrs["title"]))

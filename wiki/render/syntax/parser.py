"""The parser with all our rules. It takes disguised source and returns tokens without disguises."""

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from wiki.render import markers
from wiki.render.syntax import boxes, definitions, limits, links, spoilers
from wiki.render.syntax.disguise import openings_in, plain


def new_parser() -> MarkdownIt:
    """Return a parser for one text. That takes less than a millisecond, and threads share nothing."""
    options = {"html": False, "xhtmlOut": False, "maxNesting": limits.MAX_NESTING}
    parser = MarkdownIt("gfm-like", options).disable(["html_inline", "html_block", "normalize"])
    # The core rule of the same name finds addresses. This one takes time in the square of the text's length.
    parser.inline.ruler.disable("linkify")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.core.ruler.before("block", "bound_tokens", limits.bound_tokens)
    parser.core.ruler.after("block", "check_blocks", limits.check_tokens)
    parser.block.ruler.before("table", "count_line", limits.count_line, boxes.INTERRUPTS)
    parser.inline.ruler.before("text", "count_steps", limits.count_steps)
    for syntax in (spoilers, boxes, definitions, links, markers):
        parser.use(syntax.install)
    parser.core.ruler.after("inline", "check_words", limits.check_tokens)
    parser.core.ruler.after("inline", "undisguise", _undisguise)
    parser.core.ruler.push("adapt_tags", _adapt_tags)
    # Authors can't set classes, and the language that a fence names would become one.
    parser.renderer.rules["fence"] = parser.renderer.rules["code_block"]
    return parser


def _undisguise(state):
    for block in state.tokens:
        for token in block.children or [block]:
            if token.content:
                state.env["openings_as_text"] |= openings_in(token.content)
                token.content = plain(token.content)
            if "title" in token.attrs:
                token.attrs["title"] = plain(token.attrs["title"])


def _adapt_tags(state):
    """Give headings their tags, and align cells by class instead of style.

    `#` and `##` are h2, because the title of the page is its h1. No heading is more than one level below the
    one before it. Headings in a spoiler or footnote don't count for the headings after it.
    """
    levels = [1]
    for token in state.tokens:
        if token.type in definitions.OPENINGS:
            levels.append(levels[-1])
        elif token.type in definitions.CLOSINGS:
            levels.pop()
        elif token.type == "heading_open":
            levels[-1] = min(max(2, int(token.tag[1])), levels[-1] + 1)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{levels[-1]}"
        if style := token.attrs.pop("style", None):
            token.attrSet("class", style.replace("text-align:", "align-"))

"""Tables that scroll inside a region of their own, with alignment as a class instead of a style."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_REGION = '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>\n'


def install(markdown: MarkdownIt) -> None:
    """Make `markdown` wrap tables and align cells by class."""
    markdown.core.ruler.push("align_by_class", _align_by_class)
    markdown.add_render_rule("table_open", lambda *_: _REGION)
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")


def _align_by_class(state: StateCore) -> None:
    for token in state.tokens:
        style = token.attrs.pop("style", None)
        if style:
            token.attrSet("class", str(style).replace("text-align:", "align-"))

"""The last word on HTML: what is not on these lists does not leave the compiler."""

import nh3

from wiki.render.syntax.boxes import BOX_CLASSES
from wiki.render.syntax.links import SCHEMES

_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "div"}
_WORDS = {"a", "br", "code", "em", "strong", "s"}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
_BOXES = set().union(*(names.split() for names in BOX_CLASSES.values()))
# Comments stay: they are the compiler's own markers. Authors can't write any, since raw HTML is text to them.
_CLEANER = nh3.Cleaner(
    tags=_HEADINGS | _TABLE | _BLOCKS | _WORDS,
    attributes={"a": {"href", "title", "rel"}, "ol": {"start"}} | {tag: {"id"} for tag in _HEADINGS},
    allowed_classes={"div": _BOXES, "th": _ALIGNMENTS, "td": _ALIGNMENTS},
    url_schemes=set(SCHEMES),
    strip_comments=False,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return `html` without any tag, attribute, class or address that is not allowed; comments stay."""
    return _CLEANER.clean(html)

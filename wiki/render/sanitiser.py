"""Sanitises the HTML of a page: the compiler returns nothing that is not on these lists."""

import nh3

from wiki.render.syntax.boxes import BOX_CLASSES
from wiki.text.hosts import SCHEMES

_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "div"}
_WORDS = {"a", "br", "code", "em", "strong", "s"}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
_BOXES = set().union(*(names.split() for names in BOX_CLASSES.values()))
# Comments stay, because they are markers. Authors can't write any: raw HTML is shown as text.
_CLEANER = nh3.Cleaner(
    tags=_HEADINGS | _TABLE | _BLOCKS | _WORDS,
    attributes={"a": {"href", "title", "rel"}, "ol": {"start"}} | {tag: {"id"} for tag in _HEADINGS},
    allowed_classes={"div": _BOXES, "th": _ALIGNMENTS, "td": _ALIGNMENTS},
    url_schemes=set(SCHEMES),
    strip_comments=False,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return `html` without the tags, attributes, classes and addresses that are not allowed."""
    return _CLEANER.clean(html)

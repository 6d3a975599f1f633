"""Anchors of headings in joined HTML: each is as short as those that are shown beside it allow."""

import re

_HEADING = re.compile(r'(<h[1-6] id=")([^"]*)')


def shorten_anchors(html: str) -> tuple[str, dict[str, str]]:
    """Return `html` with short anchors, and {anchor: short anchor} in the order of the text.

    An anchor that names a show (wiki.render.document.Heading) loses it, unless another heading has the rest.
    """
    anchors = [anchor for _tag, anchor in _HEADING.findall(html)]
    short_anchors, taken = {}, {anchor for anchor in anchors if ":" not in anchor}
    for anchor in anchors:
        short, colon, _show = anchor.partition(":")
        short_anchors[anchor] = anchor if colon and short in taken else short
        taken.add(short)
    return _HEADING.sub(lambda match: match[1] + short_anchors[match[2]], html), short_anchors

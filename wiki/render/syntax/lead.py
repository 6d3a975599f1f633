"""Hides a page below its lead until a point: all of the page of an episode tells what happens in it."""

from markdown_it.token import Token

from wiki.text.points import point_label


def hide_below_lead(tokens, point):
    """Return block `tokens` with a spoiler around what follows the lead: hatnotes and the first paragraph.

    Footnotes stay outside: each is shown with the text that uses it.
    """
    lead, notes, rest = [], [], []
    is_over = False
    for block in _blocks(tokens):
        if block[0].type == "footnote_reference_open":
            notes += block
        elif is_over:
            rest += block
        else:
            is_hatnote = block[0].type == "box_open" and block[0].attrs.get("class") == "hatnote"
            is_over = not is_hatnote
            lead, rest = (
                (lead + block, rest) if is_hatnote or block[0].type == "paragraph_open" else (lead, block)
            )
    if not rest:
        return tokens
    lines = [token.map for token in rest if token.map]
    opening = Token("spoiler_open", "", 1, block=True, map=[lines[0][0], max(end for _start, end in lines)])
    opening.meta = {"mark": point_label(point), "closed": True, "has_sections": True}
    return [*lead, *notes, opening, *rest, Token("spoiler_close", "", -1, block=True)]


def _blocks(tokens):
    """Yield the tokens of each block that is in no other block."""
    block, depth = [], 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []

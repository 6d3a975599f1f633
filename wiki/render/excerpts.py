"""The source text of each piece: the source of a hidden piece is cut out of the text around it."""

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate

from wiki.render.outline import Draft, Note


class Source:
    """The normalised body, with the offsets of its lines and of its numbered `>!` and `!<`."""

    def __init__(self, text: str, edges: list[int]) -> None:
        self.text = text
        self.edges = edges
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._line_starts[-1] = len(text)

    def span(self, part: Draft | Note) -> tuple[int, int]:
        """Return where a spoiler or footnote begins and ends. Without `!<` a spoiler ends with its block."""
        start, end = (self._line_starts[line] for line in part.lines)
        if isinstance(part, Note) or not part.inline:
            return start, end
        if "closing" in part.meta:
            end = self.edges[part.meta["closing"]] + 2
        elif self.text.endswith("\n", start, end):
            end -= 1
        return self.edges[part.meta["opening"]], end

    def line_number(self, draft: Draft) -> int:
        """Return the number, from 1, of the line in which a spoiler begins."""
        if draft.inline:
            return bisect_right(self._line_starts, self.edges[draft.meta["opening"]])
        return draft.meta.get("line", draft.lines[0]) + 1


def excerpts(source, page, as_text) -> list[str]:
    """Return the source of each piece, with NUL, number, NUL in the place of each piece inside it.

    A footnote that is not shown with the text around it is moved to the end of the piece it is shown with, or
    left out if it is not used. A spoiler that is neither a piece nor text (`as_text` are those in code) is in
    a place that is not rendered, such as a cell too many: it is left out with the rest of its line.
    """
    spans, holes = {page.pieces[0]: (0, len(source.text))}, defaultdict(list)
    for part in page.written:
        if isinstance(part, Draft) or not part.stays:
            home, (start, end) = _home(part.place), source.span(part)
            spans[part] = start, min(end, spans[home][1])
            holes[home].append((spans[part], f"\0{part.number}\0" if isinstance(part, Draft) else ""))
    for start, end in _unseen(source, page, as_text):
        around = [part for part, span in spans.items() if span[0] <= start < span[1]]
        narrowest = min(around, key=lambda part: spans[part][1] - spans[part][0])
        holes[narrowest].append(((start, end), ""))
    texts = {part: _cut(source.text, *span, sorted(holes[part])) for part, span in spans.items()}
    for note in page.notes:
        if not note.stays:
            texts[note.piece] += "\n" + texts[note]
    return [texts[piece] for piece in page.pieces]


def _home(place):
    """Return the piece or moved footnote whose source has the text that is written in `place`."""
    while isinstance(place, Note) and place.stays:
        place = place.place
    return place


def _unseen(source, page, as_text):
    met = as_text.union(draft.meta.get("opening") for draft in page.drafts)
    for number, start in enumerate(source.edges):
        if source.text[start] == ">" and number not in met:
            end = source.text.find("\n", start)
            yield start, len(source.text) if end < 0 else end


def _cut(text, position, end, holes):
    kept = ""
    for (hole_start, hole_end), sign in holes:
        kept += text[position : max(position, hole_start)] + sign
        position = max(position, hole_end)
    return kept + text[position:end]

"""The source text of each piece: what is hidden is cut out of what is shown."""

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate

from wiki.render.outline import Draft, Text


class Source:
    """The normalised body by offsets: where its lines begin, and where its numbered `>!` and `!<` stand."""

    def __init__(self, text: str, edges: list[int]) -> None:
        self.text = text
        self.edges = edges
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._line_starts[-1] = len(text)

    def span(self, part: Draft | Text) -> tuple[int, int]:
        """Return where a spoiler or footnote begins and ends.

        An inline spoiler without `!<` ends where its block ends.
        """
        start, end = (self._line_starts[line] for line in part.lines)
        if isinstance(part, Text) or not part.inline:
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

    A footnote that is not shown with the text it is written in is moved to the end of the piece that it is
    shown with; one that nothing refers to is left out. A spoiler that became neither a piece nor text
    (`as_text`, in code) is left out with the rest of its line: it stands where nothing is shown, such as in a
    cell too many.
    """
    spans, holes = {page.pieces[0]: (0, len(source.text))}, defaultdict(list)
    for part in page.written[1:]:
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
    """Return the piece or the moved footnote whose source holds what is written in `place`."""
    while isinstance(place, Text) and place.stays:
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

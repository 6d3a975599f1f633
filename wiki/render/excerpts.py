"""The source text of each piece: what is hidden is cut out of what is shown."""

from bisect import bisect_right
from itertools import accumulate


class Source:
    """The normalised body by offsets: where its lines begin, and where its numbered `>!` and `!<` stand."""

    def __init__(self, text: str, edges: list[int]) -> None:
        self.text = text
        self.edges = edges
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._line_starts[-1] = len(text)

    def lines(self, first: int, end: int) -> tuple[int, int]:
        """Return the span of the lines from `first` up to and without `end`."""
        return self._line_starts[first], self._line_starts[end]

    def span(self, draft) -> tuple[int, int]:
        """Return the span of a spoiler; that of an inline one without `!<` ends with its block."""
        start, end = self.lines(*draft.lines)
        if not draft.inline:
            return start, end
        if "closing" in draft.meta:
            end = self.edges[draft.meta["closing"]] + 2
        elif self.text.endswith("\n", start, end):
            end -= 1
        return self.edges[draft.meta["opening"]], end

    def line_number(self, draft) -> int:
        """Return the number, from 1, of the line in which a spoiler begins."""
        if draft.inline:
            return bisect_right(self._line_starts, self.edges[draft.meta["opening"]])
        return draft.meta.get("line", draft.lines[0]) + 1


def excerpts(source, page, as_text) -> list[str]:
    """Return the source of each piece, with NUL, number, NUL in the place of each piece inside it.

    A footnote that is hidden with a spoiler elsewhere is moved to the end of that spoiler's source. A
    spoiler that became neither a piece nor text (`as_text`, in code) stands where nothing is shown, say in
    a cell too many: it is left out with the rest of its line.
    """
    spans, holes, moved = [(0, len(source.text))], [[] for _ in page.drafts], [""] * len(page.drafts)
    for draft in page.drafts[1:]:
        start, end = source.span(draft)
        spans.append((start, min(end, spans[draft.around][1])))
        holes[draft.around].append((spans[-1], f"\0{draft.piece}\0"))
    for note in page.notes:
        if note.piece != note.around:
            start, end = source.lines(*note.lines)
            holes[note.around].append(((start, end), ""))
            moved[note.piece] += "\n" + source.text[start:end]
    for start, end in _unseen(source, page, as_text):
        around = [span for span in spans if span[0] <= start < span[1]]
        narrowest = min(around, key=lambda span: span[1] - span[0])
        holes[spans.index(narrowest)].append(((start, end), ""))
    return [_cut(source.text, *span, sorted(holes[i])) + moved[i] for i, span in enumerate(spans)]


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

"""The source text of each piece: what is hidden is cut out of what is shown."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from wiki.render.outline import Draft, Outline

Span = tuple[int, int]


class Source:
    """The normalised body by offsets: where its lines begin, and where its numbered `>!` and `!<` stand."""

    def __init__(self, text: str, edges: list[int]) -> None:
        self.text = text
        self.edges = edges
        self._line_starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def lines(self, first: int, end: int) -> Span:
        """Return the span of the lines from `first` up to and without `end`."""
        last = len(self._line_starts) - 1
        return self._line_starts[min(first, last)], min(self._line_starts[min(end, last)], len(self.text))

    def line_number(self, draft: Draft) -> int:
        """Return the number, from 1, of the line in which a spoiler begins."""
        if draft.inline:
            return bisect_right(self._line_starts, self.edges[draft.meta["opening"]])
        return draft.meta.get("line", draft.lines[0]) + 1


def excerpts(source: Source, page: Outline, owners: dict[str, int], as_text: set[int]) -> list[str]:
    """Return the source of each piece, with NUL, number, NUL in the place of each piece inside it.

    A footnote that is hidden with a spoiler elsewhere is moved to the end of that spoiler's source. A
    spoiler that became neither a piece nor text (`as_text`, in code) stands where nothing is shown, say in
    a cell too many: it is left out with the rest of its line.
    """
    spans = _spans(source, page)
    holes: list[list[tuple[Span, str]]] = [[] for _ in spans]
    moved = [""] * len(spans)
    for number, draft in enumerate(page.drafts[1:], start=1):
        holes[draft.around].append((spans[number], f"\0{number}\0"))
    for label, owner in owners.items():
        definition = page.definitions[label]
        if owner != definition.around:
            span = source.lines(*definition.lines)
            holes[definition.around].append((span, ""))
            moved[owner] += "\n" + source.text[slice(*span)]
    for hole in _unseen(source, page, as_text):
        around = min((span for span in spans if span[0] <= hole[0] < span[1]), key=_length)
        holes[spans.index(around)].append((hole, ""))
    return [_cut(source.text, span, sorted(holes[i])) + moved[i] for i, span in enumerate(spans)]


def _unseen(source: Source, page: Outline, as_text: set[int]) -> Iterator[Span]:
    met = as_text.union(draft.meta.get("opening") for draft in page.drafts)
    for number, start in enumerate(source.edges):
        if source.text[start] == ">" and number not in met:
            end = source.text.find("\n", start)
            yield start, len(source.text) if end < 0 else end


def _length(span: Span) -> int:
    return span[1] - span[0]


def _spans(source: Source, page: Outline) -> list[Span]:
    spans = [(0, len(source.text))]
    for draft in page.drafts[1:]:
        start, end = _span(source, draft)
        spans.append((start, min(end, spans[draft.around][1])))
    return spans


def _span(source: Source, draft: Draft) -> Span:
    start, end = source.lines(*draft.lines)
    if not draft.inline:
        return start, end
    if "closing" in draft.meta:
        end = source.edges[draft.meta["closing"]] + 2
    elif source.text[start:end].endswith("\n"):
        end -= 1
    return source.edges[draft.meta["opening"]], end


def _cut(text: str, span: Span, holes: list[tuple[Span, str]]) -> str:
    position, end = span
    parts = []
    for (hole_start, hole_end), sign in holes:
        parts += [text[position : max(position, hole_start)], sign]
        position = max(position, hole_end)
    return "".join([*parts, text[position:end]])

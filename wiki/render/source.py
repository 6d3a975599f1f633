"""The source text of a page, and which part of it belongs to which piece."""

from bisect import bisect_right
from itertools import accumulate, pairwise

from wiki.render.document import Segment
from wiki.render.outline import Draft, Note, Outline


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

    def segments(self, page: Outline, as_text: set[int]) -> tuple[Segment, ...]:
        """Return the source in Segments, which together are the whole of it.

        A spoiler that is neither a piece nor text (`as_text` are those in code) is in a place that is not
        rendered, such as a cell too many: it is never shown, nor is the rest of its line.
        """
        spans = [(*self.span(part), pieces_of(part), isinstance(part, Note)) for part in page.written]
        shown = as_text.union(draft.meta.get("opening") for draft in page.drafts)
        for number, start in enumerate(self.edges):
            if self.text[start] == ">" and number not in shown:
                end = self.text.find("\n", start)
                spans.append((start, len(self.text) if end < 0 else end, (), True))
        spans = [span for span in spans if 0 not in span[2]]  # a public footnote is public text
        segments, around = [], []
        edges = {0, len(self.text), *(place for start, end, *_ in spans for place in (start, end))}
        spans.sort(key=lambda span: (span[0], -span[1]))
        starting = iter([*spans, (len(self.text) + 1, 0, (), False)])
        span = next(starting)
        for start, end in pairwise(sorted(edges)):
            around = [open_span for open_span in around if open_span[1] > start]
            while span[0] <= start:
                if span[1] > start:
                    around.append(span)
                span = next(starting)
            segments.append(Segment(self.text[start:end], tuple(open_span[2:] for open_span in around)))
        return tuple(segments)


def pieces_of(part):
    """Return the numbers of the pieces of which one must be shown if a spoiler or footnote is to be shown."""
    pieces = [part] if isinstance(part, Draft) else part.pieces.values()
    return tuple(piece.number for piece in pieces if piece.number is not None)

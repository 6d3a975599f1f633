"""The source text of a page, and the part of it that is public."""

from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter

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

    def public(self, page: Outline, as_text: set[int]) -> str:
        """Return the public source, with NUL, number, NUL in the place of each piece.

        Footnotes that are not shown with the public text are left out. A spoiler that is neither a piece nor
        text (`as_text` are those in code) is in a place that is not rendered, such as a cell too many: it is
        left out with the rest of its line.
        """
        holes = []
        for part in page.written:
            if isinstance(part, Draft):
                holes.append((*self.span(part), f"\0{part.number}\0"))
            elif part.piece is not page.pieces[0]:
                holes.append((*self.span(part), ""))
        shown = as_text.union(draft.meta.get("opening") for draft in page.drafts)
        for number, start in enumerate(self.edges):
            if self.text[start] == ">" and number not in shown:
                end = self.text.find("\n", start)
                holes.append((start, len(self.text) if end < 0 else end, ""))
        kept, position = "", 0
        for start, end, sign in sorted(holes, key=itemgetter(0)):  # parts around others stay before them
            if start >= position:
                kept += self.text[position:start] + sign
            position = max(position, end)
        return kept + self.text[position:]

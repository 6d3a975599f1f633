"""Divides a page into pieces and footnotes. A piece is shown or hidden as one; piece 0 is the public text.

Nothing about a piece depends on text that is seen later: whatever is numbered is numbered in the order in
which it is seen.
"""

import heapq
from dataclasses import dataclass, field
from itertools import count

from wiki.render.document import TooComplex
from wiki.render.syntax.marks import PUBLIC, Mark, later, read_mark
from wiki.text.messages import gettext_noop

MAX_DEPTH = 40
_TOO_DEEP = gettext_noop(
    "Spoilers and footnotes are nested too deep. The limit is %(limit)s.", limit=MAX_DEPTH
)


@dataclass(eq=False)
class Draft:
    """A piece before it is rendered: the public text, or a spoiler. `mark` is its own mark.

    `shown` is the latest of all the marks around it, and `number` its place among the pieces; both are known
    as soon as it is known to be shown at all.
    """

    place: "Draft | Text | None"  # what it is written in
    lines: tuple[int, int]
    inline: bool
    mark: Mark
    meta: dict  # that of its tokens
    shown: Mark = PUBLIC
    depth: int = 0
    number: int | None = None
    inside: list["Draft"] = field(default_factory=list)

    @property
    def around(self):
        """The piece that this one is shown in, None for the public text."""
        return piece_of(self.place) if self.place else None

    @property
    def seen(self):
        """When it is seen, as something to sort by: what is around a piece is seen before it."""
        return self.shown.start or 0, self.depth

    def settle(self):
        """Find its mark and depth, once those of the piece around are known. Raises TooComplex."""
        self.shown, self.depth = later(self.around.shown, self.mark), self.around.depth + 1
        if self.depth > MAX_DEPTH:
            raise TooComplex(_TOO_DEEP)


@dataclass(eq=False)
class Text:
    """The blocks of the page itself or of a footnote, with the spoilers and the uses of footnotes in them."""

    place: "Draft | Text"  # what it is written in
    lines: tuple[int, int]
    meta: dict  # that of its tokens
    piece: Draft | None = None  # what it is shown with: the first piece that uses it
    tokens: list = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    uses: list = field(default_factory=list)  # (what it stands in, the `meta` of the footnote)
    number: int | None = None  # of a footnote in use

    @property
    def is_repeated(self):
        """Whether another footnote of the same name counts here."""
        return self.meta["known"][self.meta["label"]] is not self.meta

    @property
    def stays(self):
        """Whether it is shown with the text that it is written in."""
        return self.piece is piece_of(self.place)


def piece_of(place):
    """Return the piece that something in a Draft or footnote belongs to."""
    while isinstance(place, Text):
        place = place.piece or place.place
    return place


class Outline:
    """A divided page: `text`, `notes` in use, `pieces` by number; and all that is `written`, in its order."""

    def __init__(self, tokens):
        public = Draft(None, (0, 0), False, PUBLIC, {})
        self.text = Text(public, (0, 0), {}, piece=public)
        self.written = [public]
        self.notes = []
        self._open = [(public, self.text)]  # what we are in, each with the text it stands in
        for token in tokens:
            self._read(token)
        self.pieces = self._number([public, *self._find_notes()])
        for draft in self.drafts:
            if draft.number is None:
                draft.settle()

    @property
    def drafts(self):
        return [part for part in self.written if isinstance(part, Draft)]

    @property
    def definitions(self):
        return [part for part in self.written if isinstance(part, Text)]

    def _read(self, token):
        if token.type == "footnote_reference_open":
            note = token.meta["note"] = Text(self._open[-1][0], tuple(token.map), token.meta)
            self.written.append(note)
            self._open.append((note, note))
        self._open[-1][1].tokens.append(token)
        for part in token.children or [token]:
            self._follow(part, token)
        if token.type == "footnote_reference_close":
            token.meta = self._open.pop()[0].meta

    def _follow(self, token, block):
        place, text = self._open[-1]
        if token.type == "spoiler_open":
            mark = read_mark(token.meta["mark"])
            draft = token.meta["draft"] = Draft(place, tuple(block.map), token is not block, mark, token.meta)
            text.drafts.append(draft)
            self.written.append(draft)
            self._open.append((draft, text))
        elif token.type == "spoiler_close":
            token.meta = self._open.pop()[0].meta
        elif token.type == "footnote_ref":
            text.uses.append((place, token.meta["definition"]))

    def _find_notes(self):
        """Find the footnotes in use. Return all spoilers but those in other footnotes.

        A footnote is shown if the text around it and any piece that uses it are shown. So it belongs to the
        first piece that uses it, in the order in which pieces are seen.
        """
        queue, arrivals, shown = [], count(), []

        def enter(text):
            for draft in text.drafts:
                draft.settle()
                draft.around.inside.append(draft)
                shown.append(draft)
            for place, definition in text.uses:
                piece = piece_of(place)
                heapq.heappush(queue, (piece.seen, next(arrivals), piece, definition["note"]))

        enter(self.text)
        while queue:
            _, _, piece, note = heapq.heappop(queue)
            if note.piece is None:
                note.piece, note.number = piece, len(self.notes)
                note.meta["number"] = note.number
                self.notes.append(note)
                enter(note)
        return shown

    def _number(self, shown):
        """Number the pieces inside each piece in turn, in the order in which these are seen."""
        pieces = shown[:1]
        for draft in sorted(shown, key=lambda draft: draft.seen):
            pieces += draft.inside
        for number, draft in enumerate(pieces):
            draft.number = draft.meta["number"] = number
        return pieces

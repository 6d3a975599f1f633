"""Divides a page into pieces and footnotes. A piece is shown or hidden as one; piece 0 is the public text.

Nothing about a piece depends on text that is seen later: everything is numbered in the order in which it is
seen.
"""

import heapq
from dataclasses import dataclass, field
from itertools import count

from wiki.render.document import Mark, TooComplex
from wiki.render.syntax.marks import PUBLIC, later, read_mark
from wiki.text.messages import gettext_noop

MAX_DEPTH = 40
_MAX_SHOWS = 30  # more whose pieces lead to one footnote would take too long to follow
_TOO_DEEP = gettext_noop(
    "Spoilers and footnotes are nested too deep. The limit is %(limit)s.", limit=MAX_DEPTH
)


@dataclass(eq=False)
class Draft:
    """A piece before it is rendered. `mark` is its own mark, `shown` the latest of all marks around it."""

    place: "Draft | Note | None"  # what it is written in; None for the public text
    lines: tuple[int, int]
    inline: bool
    mark: Mark
    meta: dict  # shared with its tokens
    shown: Mark = PUBLIC
    depth: int = 0
    number: int | None = None  # None in a footnote that is not used
    inside: list["Draft"] = field(default_factory=list)

    @property
    def around(self):
        """The piece in which it is shown, None for the public text."""
        return piece_of(self.place) if self.place else None

    @property
    def seen(self):
        """A key to sort by: earlier points first, and outer pieces before inner ones."""
        return self.shown.start or 0, self.depth

    def settle(self):
        """Set its mark and depth, from those of the piece around it. Raises TooComplex.

        Of the pieces that lead to the footnote it is in, that of its own show counts, as points can't be
        compared with those of others.
        """
        pieces = self.place.pieces if isinstance(self.place, Note) else {}
        outer = pieces.get(self.mark.show, self.around)
        self.shown, self.depth = later(outer.shown, self.mark), self.around.depth + 1
        if self.depth > MAX_DEPTH:
            raise TooComplex(_TOO_DEEP)


@dataclass(eq=False)
class Note:
    """A footnote; the text of the page is one too, with the number None."""

    place: "Draft | Note"  # what it is written in
    lines: tuple[int, int]
    meta: dict  # shared with its tokens
    number: int | None = None
    tokens: list = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    uses: list = field(default_factory=list)  # the footnotes used in it: (the part with the use, `meta`)
    pieces: dict[str | None, Draft] = field(default_factory=dict)  # by show, the first that leads to it

    @property
    def piece(self):
        """What it is shown with, None if it is not used."""
        return next(iter(self.pieces.values()), None)


def piece_of(place):
    """Return the piece with which the content of a Draft or Note is shown."""
    while isinstance(place, Note):
        place = place.piece or place.place
    return place


class Outline:
    """A divided page: its `text`, the `notes` in use and the `pieces`, both by number.

    `written` lists all spoilers and footnotes in the order of the source.
    """

    def __init__(self, tokens):
        public = Draft(None, (0, 0), False, PUBLIC, {})
        self.text = Note(public, (0, 0), {})
        self.written = []
        self._open = [(public, self.text)]  # the open spoilers and footnotes, each with the text around it
        for token in tokens:
            self._read(token)
        self.pieces = [public]
        # Number the pieces inside each piece in turn, in the order in which these are seen.
        for draft in sorted([public, *self._find_notes()], key=lambda draft: draft.seen):
            self.pieces += draft.inside
        for number, draft in enumerate(self.pieces):
            draft.number = draft.meta["number"] = number
        for draft in self.drafts:
            if draft.number is None:
                draft.settle()

    @property
    def drafts(self):
        """All spoilers."""
        return [part for part in self.written if isinstance(part, Draft)]

    def _read(self, token):
        if token.type == "footnote_reference_open":
            note = token.meta["note"] = Note(self._open[-1][0], tuple(token.map), token.meta)
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
        """Find the footnotes in use, and return all spoilers except those in other footnotes.

        A footnote is shown if the text around it and any piece that uses it are shown. So it belongs to the
        piece that uses it and is seen first. Where pieces of several shows use it, each counts, as what is
        first for one reader may be hidden from another.
        """
        public, arrivals = self.text.place, count()
        shown, texts, queue = [], [], [(public.seen, next(arrivals), public, self.text)]
        while queue:
            *_order, piece, text = heapq.heappop(queue)
            show = piece.shown.show
            if text.piece is public or show in text.pieces or len(text.pieces) == _MAX_SHOWS:
                continue
            text.pieces[show] = piece
            for draft in text.drafts:
                draft.settle()
            if piece is text.piece:
                texts.append(text)
                shown += text.drafts
            for place, definition in text.uses:
                used_in = piece if place is text else place
                heapq.heappush(queue, (used_in.seen, next(arrivals), used_in, definition["note"]))
        for draft in shown:
            draft.around.inside.append(draft)
        self.notes = texts[1:]
        for number, note in enumerate(self.notes):
            note.number = note.meta["number"] = number
        return shown

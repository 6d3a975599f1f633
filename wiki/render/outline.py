"""What stands in what: the page as numbered pieces (0 is the public text), and the footnotes of each."""

import heapq
from dataclasses import dataclass, field
from functools import reduce
from itertools import count

from wiki.render.document import TooComplex
from wiki.render.syntax.marks import PUBLIC, Mark, later, read_mark

MAX_DEPTH = 40


@dataclass
class Text:
    """The blocks of the page itself or of a footnote, and the references in them: (what holds it, label)."""

    piece: int  # what it is shown and hidden with
    around: int  # the piece it is written in
    lines: tuple[int, int]
    tokens: list = field(default_factory=list)
    references: list = field(default_factory=list)
    number: int | None = None  # of a footnote in use


@dataclass
class Draft:
    """A piece as it is written. `mark` is its own, `shown` the latest of all the marks it stands in."""

    piece: int
    place: "Draft | Text | None"  # what it stands in
    around: int  # the piece it is written in
    lines: tuple[int, int]
    inline: bool
    mark: Mark
    meta: dict
    shown: Mark = PUBLIC


class Outline:
    """The divided page: its text, its pieces and its footnotes."""

    def __init__(self, tokens):
        self.text = Text(0, 0, (0, 0))
        self.drafts = [Draft(0, None, 0, (0, 0), False, PUBLIC, {})]
        self.definitions = {}  # all footnotes, by label
        self.repeated = []  # lines in which a label is defined once more
        self.notes = []  # the footnotes in use, in the order in which they are met
        self._open = [(self.drafts[0], self.text)]  # the pieces and notes we are in, each with its text
        for token in tokens:
            self._read(token)
        self._find_notes()
        for draft in self.drafts:
            draft.shown = self._shown(draft)

    def _read(self, token):
        if token.type == "footnote_reference_open":
            self._open_note(token)
        self._open[-1][1].tokens.append(token)
        for part in token.children or [token]:
            self._follow(part, token)
        if token.type == "footnote_reference_close":
            self._open.pop()

    def _open_note(self, token):
        label, around = token.meta["label"], self._open[-1][0].piece
        note = Text(around, around, tuple(token.map))
        if label in self.definitions:  # the first one counts; nothing can refer to this one
            self.repeated.append(token.map[0])
        self.definitions.setdefault(label, note)
        self._open.append((note, note))

    def _follow(self, token, block):
        place, text = self._open[-1]
        if token.type == "spoiler_open":
            number = token.meta["number"] = len(self.drafts)
            lines, mark = tuple(block.map), read_mark(token.meta["mark"])
            self.drafts.append(Draft(number, place, place.piece, lines, token is not block, mark, token.meta))
            self._open.append((self.drafts[-1], text))
        elif token.type == "spoiler_close":
            token.meta["number"] = self._open.pop()[0].piece
        elif token.type == "footnote_ref":
            text.references.append((place, token.meta["label"]))

    def _find_notes(self):
        """Find the footnotes in use, and the piece that each belongs to.

        That is the spoiler in which it is defined. One that is defined in public text belongs to it as soon
        as one reference in public text leads to it, and otherwise to the first spoiler that refers to it.
        """
        queue, arrivals = [], count()

        def arrive(text):
            for place, label in text.references:
                heapq.heappush(queue, (place.piece, next(arrivals), self.definitions[label]))

        arrive(self.text)
        while queue:  # the smallest piece first, so that public references come before all others
            piece, _, note = heapq.heappop(queue)
            if note.number is None:
                note.number, note.piece = len(self.notes), note.around or piece
                note.tokens[0].meta["number"] = note.tokens[-1].meta["number"] = note.number
                self.notes.append(note)
                arrive(note)

    def _shown(self, draft):
        marks = []
        while draft.place:
            marks.append(draft.mark)
            draft = self.drafts[draft.place.piece]
            if len(marks) > MAX_DEPTH:
                raise TooComplex(f"Spoilers and footnotes stand more than {MAX_DEPTH} deep in each other.")
        return reduce(later, reversed(marks), PUBLIC)

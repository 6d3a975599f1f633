"""Numbers of sources and footnotes: public text first, so that its numbers tell nothing of hidden text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wiki.render.document import Document
from wiki.render.markers import LEAF

Key = tuple[str, str] | int  # (source, locator), or the number of a note in the Document


@dataclass(frozen=True)
class Numbered:
    """A source or note in use. `piece` lists it; `uses` are the anchors of its uses, with their pieces."""

    number: int
    key: Key
    piece: int
    uses: list[tuple[str, int]] = field(default_factory=list)

    def backlinks(self) -> list[str]:
        """Return the anchors that the list may lead back to: from a public list only those in public text."""
        return [anchor for anchor, piece in self.uses if self.piece or not piece]


@dataclass
class Numbers:
    """All that is numbered on a page, and for each marker of a use what it uses and its own anchor."""

    sources: dict[Key, Numbered] = field(default_factory=dict)
    notes: dict[Key, Numbered] = field(default_factory=dict)
    uses: dict[tuple[str, int], tuple[Numbered, str]] = field(default_factory=dict)

    def listed(self, entries: dict[Key, Numbered], piece: int) -> list[Numbered]:
        """Return those of `entries` that are listed in `piece`, by number."""
        return [entry for entry in entries.values() if entry.piece == piece]


def number(document: Document, cited: Sequence[tuple[str, str]] = ()) -> Numbers:
    """Number the sources and notes of a document in the order of their first uses, piece by piece.

    The sources of facts, `cited`, come after those of the public text and before those of hidden text.
    """
    numbers, read = Numbers(), set()
    for piece, part in enumerate(document.pieces):
        _read(document, numbers, piece, part.html)
        _read_notes(document, numbers, read, piece)
        if piece == 0:
            for key in cited:
                _entry(numbers.sources, key, piece)
    return numbers


def _read(document: Document, numbers: Numbers, piece: int, html: str) -> None:
    for match in LEAF.finditer(html):
        _add_use(document, numbers, piece, match[1], int(match[2]))


def _read_notes(document: Document, numbers: Numbers, read: set[Key], piece: int) -> None:
    """Read the notes in use that belong to `piece` or an earlier one; that may bring more into use."""
    while unread := [note for note in numbers.notes.values() if note.piece <= piece and note.key not in read]:
        for note in unread:
            read.add(note.key)
            _read(document, numbers, note.piece, document.notes[note.key].html)


def _add_use(document: Document, numbers: Numbers, piece: int, name: str, index: int) -> None:
    if name == "cite":
        citation = document.citations[index]
        entry = _entry(numbers.sources, (citation.source, citation.locator), piece)
        anchor = f"cite-{entry.number}-{len(entry.uses) + 1}"
    elif name == "note-use":
        note = document.note_uses[index]
        entry = _entry(numbers.notes, note, document.notes[note].piece)
        anchor = f"note-{entry.number}-use-{len(entry.uses) + 1}"
    else:
        return
    entry.uses.append((anchor, piece))
    numbers.uses[name, index] = entry, anchor


def _entry(entries: dict[Key, Numbered], key: Key, piece: int) -> Numbered:
    return entries.setdefault(key, Numbered(len(entries) + 1, key, piece))

"""Numbers of sources and footnotes: public text first, so that its numbers tell nothing of hidden text."""

from dataclasses import dataclass, field

from wiki.render.markers import LEAF


@dataclass(frozen=True)
class Numbered:
    """A source or note in use. `piece` lists it; `uses` are the anchors of its uses, with their pieces."""

    number: int
    key: tuple[str, str] | int  # (source, locator), or the number of a note in the Document
    piece: int
    uses: list[tuple[str, int]] = field(default_factory=list)

    def backlinks(self) -> tuple[str, ...]:
        """Return the anchors that the list may lead back to: from a public list only those in public text."""
        return tuple(anchor for anchor, piece in self.uses if self.piece or not piece)


class Numbers:
    """The sources and notes of a document by the order of their first uses, piece by piece.

    The sources of facts, `cited`, come after those of the public text and before those of hidden text.
    `uses` holds, for each marker of a use, what it uses and its own anchor.
    """

    def __init__(self, document, cited):
        self.sources, self.notes, self.uses = {}, {}, {}
        self._document = document
        read = set()
        for number, piece in enumerate(document.pieces):
            self._read(piece.html, number)
            self._read_notes(read, number)
            if number == 0:
                for key in cited:
                    _entry(self.sources, key, number)

    def _read_notes(self, read, piece):
        """Read the notes in use that belong to `piece` or an earlier one; that may bring more into use."""
        while due := [note for note in self.notes.values() if note.piece <= piece and note.key not in read]:
            for note in due:
                read.add(note.key)
                self._read(self._document.notes[note.key].html, note.piece)

    def _read(self, html, piece):
        for name, index in LEAF.findall(html):
            if name == "cite":
                citation = self._document.citations[int(index)]
                entry = _entry(self.sources, (citation.source, citation.locator), piece)
                anchor = f"cite-{entry.number}-{len(entry.uses) + 1}"
            elif name == "note-use":
                note = self._document.note_uses[int(index)]
                entry = _entry(self.notes, note, self._document.notes[note].piece)
                anchor = f"note-{entry.number}-use-{len(entry.uses) + 1}"
            else:
                continue
            entry.uses.append((anchor, piece))
            self.uses[name, int(index)] = entry, anchor


def _entry(entries, key, piece):
    return entries.setdefault(key, Numbered(len(entries) + 1, key, piece))

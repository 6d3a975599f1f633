"""Numbers sources and footnotes in the order in which they are seen, whatever is hidden between them."""

from dataclasses import dataclass, field

from wiki.render.markers import LEAF


@dataclass(frozen=True)
class Numbered:
    """A source or footnote in use. `piece` lists it; `uses` are (anchor, piece) for each of its uses."""

    number: int
    key: tuple[str, str] | int  # (source, locator), or the number of a footnote in the Document
    piece: int
    uses: list[tuple[str, int]] = field(default_factory=list)

    def backlinks(self) -> tuple[str, ...]:
        """Return the anchors that the list leads back to: those in the piece it is listed in."""
        return tuple(anchor for anchor, piece in self.uses if piece == self.piece)


class Numbers:
    """The sources, footnotes and categories of a document. Each is listed in the piece that uses it first.

    `shown` has the numbers of the pieces that are shown where they stand: they belong to piece 0. Of the
    others, only those in `closed` are read. The sources of facts, `cited`, come after those of the shown
    text. `uses` has the Numbered and the anchor of each marker; `categories` has (link, piece) by the key of
    the link.
    """

    def __init__(self, document, cited, shown, closed):
        self.sources, self.notes, self.categories, self.uses = {}, {}, {}, {}
        self._document, self._shown = document, shown
        pieces = document.pieces
        self._read(pieces[0].html, 0)
        for key in cited:
            _entry(self.sources, key, 0)
        for number in sorted(closed, key=lambda number: pieces[number].start):
            self._read(pieces[number].html, number)

    def _read(self, html, piece):
        """Number the uses in a piece, then those in the footnotes that it is the first to use."""
        texts = [html]
        for text in texts:
            for name, number in self._leaves_of(text):
                index = int(number)
                if name == "cite":
                    citation = self._document.citations[index]
                    key = citation.source, citation.locator
                    self._add_use((name, index), "cite-{}-{}", self.sources, key, piece)
                elif name == "note-use":
                    note = self._document.note_uses[index]
                    if note not in self.notes:
                        texts.append(self._document.notes[note])
                    self._add_use((name, index), "note-{}-use-{}", self.notes, note, piece)
                elif name == "category":
                    link = self._document.categories[index]
                    self.categories.setdefault(link.key, (link, piece))

    def _leaves_of(self, html):
        """Yield (name, number) of each marker in `html`, and of those in the pieces shown in it, in order."""
        for name, number in LEAF.findall(html):
            yield name, number
            if name == "piece" and int(number) in self._shown:
                yield from self._leaves_of(self._document.pieces[int(number)].html)

    def _add_use(self, marker, anchor, entries, key, piece):
        entry = _entry(entries, key, piece)
        anchor = anchor.format(entry.number, len(entry.uses) + 1)
        entry.uses.append((anchor, piece))
        self.uses[marker] = entry, anchor


def _entry(entries, key, piece):
    return entries.setdefault(key, Numbered(len(entries) + 1, key, piece))

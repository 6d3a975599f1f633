"""The parts of a compiled page. Every class is frozen and can be pickled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wiki.text.messages import Message, MessageError

RENDER_VERSION = 11  # raise it whenever the same body would compile to another Document


class TooComplex(MessageError):
    """The body is too large or too complex to be rendered."""


@dataclass(frozen=True)
class Mark:
    """What hides text until `start`, a point of `show`. Each part of a page is marked with these two.

    `start` is None in public text, and NEVER if a mark can't be read or compared. `show` is None for the show
    of the page.
    """

    show: str | None = field(default=None, kw_only=True)
    start: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Link(Mark):
    """A link to a page of the wiki."""

    kind: str  # "link", "category" or "file"
    title: str  # clean, with its prefix: "Category:Drama", "File:leaf.webp"
    key: str
    section: str
    label: str | None


@dataclass(frozen=True)
class ExternalLink(Mark):
    """A link to another site."""

    url: str


@dataclass(frozen=True)
class Citation(Mark):
    """One use of a source."""

    source: str
    locator: str


@dataclass(frozen=True)
class Heading(Mark):
    """A heading. `text` has its public words only, without inline spoilers.

    If its mark names a show, that show follows its `anchor`, after a colon: headings of one show tell nothing
    of those of another.

    `line` is the line of the body, from 0, in which its section begins. It is None in a list, quote or
    box, where a heading begins no section. `written_level` is the level it is written with, 1 to 6.
    """

    level: int
    text: str
    anchor: str
    line: int | None
    written_level: int


@dataclass(frozen=True)
class Piece(Mark):
    """A part of the page that is shown or hidden as one. The first piece is the public text.

    `html` is sanitised and well nested; `<!--piece N-->` marks the place of piece N in it.
    """

    html: str
    inline: bool


@dataclass(frozen=True)
class Segment:
    """A part of the source, shown if all spoilers and footnotes `around` it are, from the outermost on.

    Each is (pieces, whether it is a footnote): it is shown if any of these pieces is. A footnote that is
    hidden is left out; other hidden text has a sign in its place.
    """

    text: str
    around: tuple[tuple[tuple[int, ...], bool], ...]


@dataclass(frozen=True)
class Document:
    """A compiled body. Each list is in the order in which readers see its entries: public ones come first.

    `notes` is the HTML of each footnote in use. A footnote is shown if a piece that leads to it is shown.
    `note_uses[i]` is the number of the footnote that marker i leads to. `words` are those of the text, in its
    order, as (pieces, words): they are shown if any of these pieces is. `source` is the body in Segments. If
    a body can't be compiled, `refusal` is the reason, and all else is empty.
    """

    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    categories: tuple[Link, ...]
    headings: tuple[Heading, ...]
    citations: tuple[Citation, ...]
    external_links: tuple[ExternalLink, ...]
    notes: tuple[str, ...]
    note_uses: tuple[int, ...]
    words: tuple[tuple[tuple[int, ...], str], ...]
    source: tuple[Segment, ...]
    warnings: tuple[Message, ...]
    refusal: Message | None = None

    @property
    def is_partly_unplaced(self) -> bool:
        """Whether a spoiler is in none of the pieces: it is not rendered, or the whole text is refused."""
        return self.refusal is not None or any(
            not pieces and (not is_note or segment.text.startswith(">!"))
            for segment in self.source
            for pieces, is_note in segment.around
        )

    def source_for(self, sees: Callable[[Mark], bool]) -> str:
        """Return the source for a reader who `sees` pieces with some Marks, with [hidden] for the rest."""
        shown = {number for number, piece in enumerate(self.pieces) if sees(piece)}
        written, hidden = [], ""
        for segment in self.source:
            hiding = [is_note for pieces, is_note in segment.around if shown.isdisjoint(pieces)]
            if not hiding:
                written += [hidden, segment.text]
                hidden = ""
            elif not hiding[0]:
                hidden = "[hidden]\n" if segment.text.endswith("\n") else "[hidden]"
        return "".join([*written, hidden])

    @property
    def text(self) -> str:
        """The words of the public text, with a line for each block."""
        return self.text_for(lambda mark: mark.start is None)

    def text_for(self, sees: Callable[[Mark], bool]) -> str:
        """Return the words for a reader who `sees` pieces with some Marks, with a line for each block."""
        shown = {number for number, piece in enumerate(self.pieces) if sees(piece)}
        return in_lines(words for pieces, words in self.words if not shown.isdisjoint(pieces))


def in_lines(words: Iterable[str]) -> str:
    """Return words as text, with a line for each block and single spaces."""
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)

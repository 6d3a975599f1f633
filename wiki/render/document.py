"""What a compiled page is made of. Every class is frozen and can be pickled."""

from dataclasses import dataclass

from wiki.text.messages import Message, MessageError
from wiki.text.points import SEASON

RENDER_VERSION = 4  # raise it whenever the same body would compile to another Document

# Later than every point that can be written: what carries it stays hidden until progress is `all`.
NEVER = 1000 * SEASON


class TooComplex(MessageError):
    """The body is too large or too tangled to be rendered."""


@dataclass(frozen=True)
class Link:
    """A link to a page of the wiki. `start` is None only for a link that stands in public text."""

    kind: str  # "link", "category" or "file"
    title: str  # clean, with its prefix: "Category:Drama", "File:leaf.webp"
    key: str
    section: str
    label: str | None
    show: str | None
    start: int | None


@dataclass(frozen=True)
class Citation:
    """One use of a source. `start` is None only in public text."""

    source: str
    locator: str
    show: str | None
    start: int | None


@dataclass(frozen=True)
class ExternalLink:
    """A link to another site. `start` is None only in public text."""

    url: str
    show: str | None
    start: int | None


@dataclass(frozen=True)
class Heading:
    """A heading; `text` holds its public words only, without inline spoilers.

    `line`, from 0, begins its section in the body; it is None in a list, quote, box or spoiler, where nothing
    is a section of its own. `written_level` is that of the signs it is written with, 1 to 6.
    """

    level: int
    text: str
    anchor: str
    show: str | None
    start: int | None
    line: int | None
    written_level: int


@dataclass(frozen=True)
class Piece:
    """A part of the page that is shown or hidden as one; the first piece is the public text.

    `html` is sanitised and well nested; `<!--piece N-->` in it is the place of piece N. In `markdown`
    that place is a NUL, the number and a NUL again. `hides` says that the mark of a spoiler could not
    be read or compared; `start` is then NEVER. `text` holds the plain words of this piece alone, those of
    a block in a line.
    """

    html: str
    markdown: str
    show: str | None
    start: int | None
    inline: bool
    hides: bool
    text: str


@dataclass(frozen=True)
class Document:
    """A compiled body. All that it lists comes in the order in which it is seen: what is public first.

    `notes` holds the HTML (blocks) of each footnote in use: it is shown if a piece that leads to it is shown.
    `note_uses[i]` is the number of the note that marker i refers to. `text` holds the words of ALL pieces,
    hidden ones too; for the public words alone take `pieces[0].text`.
    """

    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    categories: tuple[Link, ...]
    headings: tuple[Heading, ...]
    citations: tuple[Citation, ...]
    external_links: tuple[ExternalLink, ...]
    notes: tuple[str, ...]
    note_uses: tuple[int, ...]
    text: str
    warnings: tuple[Message, ...]
    refusal: Message | None = None  # why the body could not be compiled; the Document is then empty

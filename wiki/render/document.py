"""The parts of a compiled page. Every class is frozen and can be pickled."""

from dataclasses import dataclass, field

from wiki.text.messages import Message, MessageError
from wiki.text.points import SEASON

RENDER_VERSION = 7  # raise it whenever the same body would compile to another Document

# Later than every point that can be written: such text stays hidden until a reader's progress is `all`.
NEVER = 1000 * SEASON


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

    `line` is the line of the body, from 0, in which its section begins. It is None in a list, quote, box or
    spoiler, where a heading begins no section. `written_level` is the level it is written with, 1 to 6.
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
class Document:
    """A compiled body. Each list is in the order in which readers see its entries: public ones come first.

    `notes` is the HTML of each footnote in use. A footnote is shown if a piece that leads to it is shown.
    `note_uses[i]` is the number of the footnote that marker i leads to. `text` has the words of the public
    text, with a line for each block. `markdown` is its source, with a NUL, the number and another NUL in the
    place of each piece. If a body can't be compiled, `refusal` is the reason, and all else is empty.
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
    markdown: str
    warnings: tuple[Message, ...]
    refusal: Message | None = None

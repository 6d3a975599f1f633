"""From a Document to the HTML of a page: markers become links, numbers and closed spoilers.

Nothing is parsed here: the compiler has left markers, and each is replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from wiki.render.contents import link_words
from wiki.render.document import Document, Link
from wiki.render.headings import anchor_of
from wiki.render.markers import LEAF
from wiki.render.marks import mark_label
from wiki.render.numbering import Numbered, number
from wiki.text.titles import title_path


@dataclass(frozen=True)
class Target:
    """The page that a link leads to, as it is now."""

    url: str
    exists: bool
    title: str


@dataclass(frozen=True)
class SourceTarget:
    """The page of a source, as it is now."""

    url: str
    title: str
    exists: bool


@dataclass(frozen=True)
class ListedSource:
    """An entry of the list of sources; its element must have the id `source-<number>`."""

    number: int
    key: str
    title: str
    url: str
    exists: bool
    locator: str
    backlinks: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """A page as it is shown. Contents, sources and categories are those of the public text only."""

    html: str
    contents: list[tuple[int, str, str]]
    sources: list[ListedSource]
    categories: list[Target]


def join(
    document: Document,
    targets: Mapping[str, Target],
    sources: Mapping[str, SourceTarget],
    cited: Sequence[tuple[str, str]] = (),
) -> Joined:
    """Return the page with every spoiler closed.

    `targets` are by the key of links, `sources` by the key of sources; a link or source that is not in
    them is shown as missing. `cited` are (source key, locator) of facts beside the words: they are
    numbered and listed with the sources of the public text. Raises nothing.
    """
    page = _Page(document, targets, sources, cited)
    return Joined(
        html=page.html(),
        contents=[
            (heading.level, heading.text, heading.anchor)
            for heading in document.headings
            if heading.start is None and heading.text
        ],
        sources=page.sources_of(0),
        categories=_public_categories(document, targets),
    )


def _public_categories(document: Document, targets: Mapping[str, Target]) -> list[Target]:
    public: dict[str, Link] = {}
    for link in document.categories:
        if link.start is None:
            public.setdefault(link.key, link)
    return [target_of(link, targets) for link in public.values()]


def target_of(link: Link, targets: Mapping[str, Target]) -> Target:
    """Return where a link leads; to the form for a new page when nothing is known of it."""
    door = "wiki" if link.kind == "file" else "edit"
    return targets.get(link.key) or Target(f"/{door}/{title_path(link.title)}", False, link.title)


class _Page:
    """One page while it is put together."""

    def __init__(
        self,
        document: Document,
        targets: Mapping[str, Target],
        sources: Mapping[str, SourceTarget],
        cited: Sequence[tuple[str, str]],
    ) -> None:
        self._document = document
        self._targets = targets
        self._sources = sources
        self._numbers = number(document, cited)

    def html(self) -> str:
        later: list[int] = []
        text = self._fill(self._document.pieces[0].html, later)
        notes = self._notes_of(0, later)
        if notes:
            notes = f'<section class="footnotes" aria-label="Footnotes">{notes}</section>\n'
        hidden = "".join(self._details(piece) for piece in later)
        if hidden:
            hidden = f'<section class="hidden-words" aria-label="Hidden words">\n{hidden}</section>\n'
        return text + notes + hidden

    def sources_of(self, piece: int) -> list[ListedSource]:
        return [self._listed(entry) for entry in self._numbers.listed(self._numbers.sources, piece)]

    def _fill(self, html: str, later: list[int]) -> str:
        """Replace the markers of `html`; inline spoilers, whose words come further down, go to `later`."""
        return LEAF.sub(lambda match: self._replace(match[1], int(match[2]), later), html)

    def _replace(self, name: str, index: int, later: list[int]) -> str:
        if name == "link":
            return self._link(self._document.links[index])
        if name == "cite":
            return self._citation(*self._numbers.uses[name, index])
        if name == "note-use":
            return _note_use(*self._numbers.uses[name, index])
        if not self._document.pieces[index].inline:
            return self._details(index)
        later.append(index)
        return f'<a class="spoiler-mark" href="#spoiler-{index}">{self._spoiler_name(index, "spoiler ")}</a>'

    def _details(self, index: int) -> str:
        piece = self._document.pieces[index]
        later: list[int] = []
        words = self._fill(piece.html, later)
        if piece.inline:
            words = f"<p>{words}</p>\n"
        identity = f' id="spoiler-{index}"' if piece.inline else ""
        summary = f"<summary>{self._spoiler_name(index, 'Spoiler: ')}</summary>"
        rest = self._notes_of(index, later) + self._hidden_sources(index)
        nested = "".join(self._details(inner) for inner in later)
        return f'<details class="spoiler"{identity}>{summary}\n{words}{rest}{nested}</details>\n'

    def _spoiler_name(self, index: int, before: str) -> str:
        piece = self._document.pieces[index]
        label = mark_label(piece.show, piece.start, piece.hides)
        return before + escape(label) if label else before.strip(" :")

    def _link(self, link: Link) -> str:
        target = target_of(link, self._targets)
        if not target.exists:
            return f'<a class="new" href="{escape(target.url)}">{escape(link_words(link))}</a>'
        address = target.url + (f"#{anchor_of(link.section)}" if link.section else "")
        return f'<a href="{escape(address)}">{escape(link_words(link))}</a>'

    def _citation(self, entry: Numbered, anchor: str) -> str:
        name, sign = ("cite", "") if self._source(entry.key[0]).exists else ("cite unknown", "?")
        link = f'<a href="#source-{entry.number}" id="{anchor}">[{entry.number}{sign}]</a>'
        return f'<sup class="{name}">{link}</sup>'

    def _listed(self, entry: Numbered) -> ListedSource:
        key, locator = entry.key
        target = self._source(key)
        backlinks = tuple(entry.backlinks())
        return ListedSource(entry.number, key, target.title, target.url, target.exists, locator, backlinks)

    def _source(self, key: str) -> SourceTarget:
        return self._sources.get(key) or SourceTarget("", key, False)

    def _hidden_sources(self, piece: int) -> str:
        """The sources that only hidden text uses are listed where that text is."""
        items = "".join(_source_item(source) for source in self.sources_of(piece))
        return f'<ol class="sources">{items}</ol>\n' if items else ""

    def _notes_of(self, piece: int, later: list[int]) -> str:
        entries = self._numbers.listed(self._numbers.notes, piece)
        items = (
            _note_item(entry, self._fill(self._document.notes[entry.key].html, later)) for entry in entries
        )
        return f'<ol class="footnotes">{"".join(items)}</ol>\n' if entries else ""


def _note_use(entry: Numbered, anchor: str) -> str:
    return (
        f'<sup class="footnote"><a href="#note-{entry.number}" id="{anchor}">[note {entry.number}]</a></sup>'
    )


def _note_item(entry: Numbered, html: str) -> str:
    return f'<li id="note-{entry.number}" value="{entry.number}">{html}{_backlinks(entry.backlinks())}</li>\n'


def _source_item(source: ListedSource) -> str:
    title = escape(source.title)
    name = f'<a href="{escape(source.url)}">{title}</a>' if source.exists else title
    locator = f", {escape(source.locator)}" if source.locator else ""
    item = f'<li id="source-{source.number}" value="{source.number}">'
    return f"{item}{name}{locator}{_backlinks(source.backlinks)}</li>\n"


def _backlinks(anchors: list[str] | tuple[str, ...]) -> str:
    return "".join(
        f' <a class="backlink" href="#{anchor}" aria-label="Back to the text">↩</a>' for anchor in anchors
    )

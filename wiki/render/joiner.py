"""Joins a Document into the HTML of a page: markers become links, numbers and the pieces that are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from wiki.render.anchors import shorten_anchors
from wiki.render.document import Document, Mark, Piece
from wiki.render.markers import LEAF
from wiki.render.numbering import Numbers
from wiki.render.syntax.links import anchor_of, link_words
from wiki.text.titles import title_path


@dataclass(frozen=True)
class Labels:
    """Labels in the language of the reader, as plain text (wiki.wording makes them).

    `note` has a place for %(number)s, `edit_section` for %(heading)s. `spoiler` is the label of a closed box,
    `spoiler_link` that of a link in the text to a box further down. `hidden` is what stands in the place of
    the first hidden block, with `ask`, the words of a link to where readers say how far they have watched.
    """

    table: str
    footnotes: str
    spoilers: str
    categories: str
    note: str
    back: str
    edit: str
    edit_section: str
    hidden: str
    ask: str
    spoiler: Callable[[Piece], str]
    spoiler_link: Callable[[Piece], str]


@dataclass(frozen=True)
class Target:
    """The page that a link or a citation leads to, as it is now."""

    url: str
    exists: bool
    title: str


@dataclass(frozen=True)
class ListedSource(Target):
    """An entry of the list of sources; its element must have the id `source-<number>`."""

    number: int
    key: str
    locator: str
    backlinks: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """A joined page. Its contents, sources and categories are those of the text that is shown."""

    html: str
    contents: list[tuple[int, str, str]]
    sources: list[ListedSource]
    categories: list[Target]


@dataclass
class Joiner:
    """Joins a document for somebody who `sees` the pieces with some Marks.

    A piece that they see stands where it is written, as plain text. With `closes`, the others are closed
    boxes, for editors; else they are left out, and the first block among them `asks` readers how far they
    have watched.

    `targets` are by the key of links, `sources` by the key of sources; a page that is in neither is shown as
    missing. `cited` are the (source key, locator) of facts: they are listed with the sources of the shown
    text. `edit_url` is the address of the form that edits the page: with it, each section has a link to its
    own form.
    """

    document: Document
    targets: dict[str, Target]
    sources: dict[str, Target]
    labels: Labels
    sees: Callable[[Mark], bool] = lambda mark: mark.start is None
    closes: bool = False
    asks: bool = False
    cited: Iterable[tuple[str, str]] = ()
    edit_url: str | None = None

    def __post_init__(self):
        pieces = list(enumerate(self.document.pieces))
        self._shown = {number for number, piece in pieces if self.sees(piece)}
        closed = [number for number, _piece in pieces if number not in self._shown] if self.closes else []
        self._numbers = Numbers(self.document, self.cited, self._shown, closed)

    def join(self) -> Joined:
        """Return the joined page. Raises nothing."""
        later = []
        html = self._fill(self.document.pieces[0].html, later)
        if notes := self._notes_of(0, later):
            label = escape(self.labels.footnotes)
            html += f'<section class="footnotes" aria-label="{label}">{notes}</section>\n'
        if hidden := "".join(map(self._details, later)):
            label = escape(self.labels.spoilers)
            html += f'<section class="hidden-words" aria-label="{label}">\n{hidden}</section>\n'
        html, anchors = shorten_anchors(html)
        return Joined(html, list(self._contents(anchors)), self._sources_of(0), self._categories_of(0))

    def _contents(self, anchors):
        """Yield the headings that are shown, in their order in the text."""
        by_anchor = {heading.anchor: heading for heading in self.document.headings if heading.text}
        for anchor, short_anchor in anchors.items():
            heading = by_anchor.get(anchor)
            if heading and (self.sees(heading) or not self.closes):
                yield heading.level, heading.text, short_anchor

    def _sources_of(self, piece):
        return [self._listed(entry) for entry in self._numbers.sources.values() if entry.piece == piece]

    def _categories_of(self, piece):
        categories = self._numbers.categories.values()
        return [self._target_of(link) for link, number in categories if number == piece]

    def _target_of(self, link):
        """Return where a link leads. A plain link to a missing page leads to the form that creates it."""
        face = "edit" if link.kind == "link" else "wiki"
        return self.targets.get(link.key) or Target(f"/{face}/{title_path(link.title)}", False, link.title)

    def _fill(self, html, later):
        """Replace the markers in `html`. Add inline spoilers to `later`, to list them below the text."""
        return LEAF.sub(lambda match: self._replace(match[1], int(match[2]), later), html)

    def _replace(self, name, index, later):
        if name == "piece":
            return self._spoiler(index, later)
        if name == "link":
            return self._link(self.document.links[index])
        if name == "cite":
            entry, anchor = self._numbers.uses[name, index]
            kind, sign = ("cite", "") if self._source(entry.key[0]).exists else ("cite unknown", "?")
            words = f"[{entry.number}{sign}]"
            return f'<sup class="{kind}"><a href="#source-{entry.number}" id="{anchor}">{words}</a></sup>'
        if name == "note-use":
            entry, anchor = self._numbers.uses[name, index]
            words = escape(self.labels.note % {"number": entry.number})
            return f'<sup class="footnote"><a href="#note-{entry.number}" id="{anchor}">{words}</a></sup>'
        if name == "table":
            label = escape(self.labels.table)
            return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        if name == "section-edit":
            return self._section_edit(self.document.headings[index])
        return "</div>" if name == "table-end" else ""  # categories are listed at the end of their piece

    def _spoiler(self, index, later):
        piece = self.document.pieces[index]
        if index in self._shown:
            return self._fill(piece.html, later)
        if not self.closes:
            return self._left_out(piece)
        if not piece.inline:
            return self._details(index)
        later.append(index)
        words = escape(self.labels.spoiler_link(piece))
        return f'<a class="spoiler-mark" href="#spoiler-{index}">{words}</a>'

    def _left_out(self, piece):
        if piece.inline or not self.asks:
            return "…" if piece.inline else ""
        self.asks = False
        link = f'<a href="#progress">{escape(self.labels.ask)}</a>'
        return f'<p class="note">{escape(self.labels.hidden)} {link}</p>\n'

    def _details(self, index):
        piece = self.document.pieces[index]
        later = []
        words, identity = self._fill(piece.html, later), ""
        if piece.inline:
            words, identity = f"<p>{words}</p>\n", f' id="spoiler-{index}"'
        summary = f"<summary>{escape(self.labels.spoiler(piece))}</summary>"
        rest = self._notes_of(index, later) + self._hidden_sources(index) + self._hidden_categories(index)
        nested = "".join(map(self._details, later))
        return f'<details class="spoiler"{identity}>{summary}\n{words}{rest}{nested}</details>\n'

    def _link(self, link):
        target, words = self._target_of(link), escape(link_words(link))
        if not target.exists:
            return f'<a class="new" href="{escape(target.url)}">{words}</a>'
        section = f"#{anchor_of(link.section)}" if link.section else ""
        return f'<a href="{escape(target.url + section)}">{words}</a>'

    def _section_edit(self, heading):
        if not self.edit_url:
            return ""
        url = escape(f"{self.edit_url}?section={quote(heading.anchor)}")
        label = escape(self.labels.edit_section % {"heading": heading.text})
        words = escape(self.labels.edit)
        return f' <a class="section-edit" href="{url}" rel="nofollow" aria-label="{label}">{words}</a>'

    def _listed(self, entry):
        key, locator = entry.key
        page = self._source(key)
        return ListedSource(page.url, page.exists, page.title, entry.number, key, locator, entry.backlinks())

    def _source(self, key):
        return self.sources.get(key) or Target("", False, key)

    def _hidden_sources(self, piece):
        """Return the list of sources that are cited only in a spoiler, and are listed in it."""
        items = ""
        for source in self._sources_of(piece):
            words = escape(source.title)
            if source.exists:
                words = f'<a href="{escape(source.url)}">{words}</a>'
            if source.locator:
                words += f", {escape(source.locator)}"
            items += self._item("source", source.number, words, source.backlinks)
        return f'<ol class="sources">{items}</ol>\n' if items else ""

    def _hidden_categories(self, piece):
        """Return the list of categories that are only in a spoiler, and are listed in it."""
        links = ""
        for category in self._categories_of(piece):
            words, url = escape(category.title.removeprefix("Category:")), escape(category.url)
            is_new = "" if category.exists else " new"
            links += f' <a class="chip{is_new}" href="{url}" rel="nofollow">{words}</a>'
        return f'<p class="categories">{escape(self.labels.categories)}{links}</p>\n' if links else ""

    def _notes_of(self, piece, later):
        items = ""
        for entry in self._numbers.notes.values():
            if entry.piece == piece:
                words = self._fill(self.document.notes[entry.key], later)
                items += self._item("note", entry.number, words, entry.backlinks())
        return f'<ol class="footnotes">{items}</ol>\n' if items else ""

    def _item(self, kind, number, html, anchors):
        """Return an entry of a list, with links back to its uses."""
        link = f'<a class="backlink" href="#{{}}" aria-label="{escape(self.labels.back)}">↩</a>'
        backlinks = "".join(" " + link.format(anchor) for anchor in anchors)
        return f'<li id="{kind}-{number}" value="{number}">{html}{backlinks}</li>\n'

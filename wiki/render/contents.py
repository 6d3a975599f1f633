"""What a page says, gathered while its tokens are read once: links, citations, headings, words."""

from dataclasses import replace

from markdown_it.token import Token

from wiki.render.document import Citation, Heading, Link
from wiki.render.headings import anchor_of, distinct
from wiki.render.links import leaves_the_wiki
from wiki.render.marks import Mark

_WORDS = {"text", "code_inline", "code_block", "fence"}
_BREAKS = {"softbreak", "hardbreak"}


class Contents:
    """The finds of one page. `read` is called for the text and then for each note in use.

    It numbers the tokens that become markers, and gives each heading its anchor (after `finish`).
    """

    def __init__(self, marks: list[Mark], notes: list[str]) -> None:
        self.links: list[Link] = []
        self.categories: list[Link] = []
        self.citations: list[Citation] = []
        self.headings: list[Heading] = []
        self.external_links: dict[str, None] = {}
        self.note_uses: list[int] = []
        self.words: list[list[str]] = [[] for _ in marks]
        self.all_words: list[str] = []
        self._marks = marks
        self._notes = {label: number for number, label in enumerate(notes)}
        self._pieces = [0]
        self._heading_tokens: list[Token] = []

    def read(self, tokens: list[Token], piece: int) -> None:
        """Read the tokens of a text that stands in `piece`."""
        self._pieces = [piece]
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._add_heading(token, tokens[index + 1])
            for part in [token] if token.children is None else token.children:
                self._read_token(part)
            if token.block:
                self._add_words("\n")

    def finish(self) -> None:
        """Give every heading its own anchor; public ones first, so that none depends on a hidden one."""
        order = sorted(range(len(self.headings)), key=lambda index: self.headings[index].start is not None)
        anchors = distinct(anchor_of(self.headings[index].text) for index in order)
        for index, anchor in zip(order, anchors, strict=True):
            self.headings[index] = replace(self.headings[index], anchor=anchor)
            self._heading_tokens[index].attrSet("id", anchor)

    def _read_token(self, token: Token) -> None:
        if token.type in _WORDS:
            self._add_words(token.content)
        elif token.type in _BREAKS:
            self._add_words(" ")
        elif token.type == "spoiler_open":
            self._pieces.append(token.meta["number"])
        elif token.type == "spoiler_close":
            self._pieces.pop()
        elif token.type == "link_open" and leaves_the_wiki(token.attrs["href"]):
            self.external_links[token.attrs["href"]] = None
        elif token.type == "footnote_ref":
            token.meta["number"] = len(self.note_uses)
            self.note_uses.append(self._notes[token.meta["label"]])
        elif token.type in ("wiki_link", "category"):
            self._add_link(token)
        elif token.type == "citation":
            token.meta["number"] = len(self.citations)
            self.citations.append(Citation(token.meta["source"], token.meta["locator"], *self._here()))

    def _add_link(self, token: Token) -> None:
        show, start = self._here()
        links = self.categories if token.type == "category" else self.links
        token.meta["number"] = len(links)
        links.append(Link(**vars(token.meta["link"]), show=show, start=start))
        if token.type == "wiki_link":
            self._add_words(link_words(links[-1]))

    def _add_heading(self, token: Token, words: Token) -> None:
        self._heading_tokens.append(token)
        self.headings.append(Heading(int(token.tag[1]), _own_words(words.children or []), "", *self._here()))

    def _add_words(self, words: str) -> None:
        self.words[self._pieces[-1]].append(words)
        self.all_words.append(words)

    def _here(self) -> tuple[str | None, int | None]:
        mark = self._marks[self._pieces[-1]]
        return mark.show, mark.start


def link_words(link: Link) -> str:
    """Return the words that a link shows: its label, or what it points at."""
    return link.label or (f"{link.title}#{link.section}" if link.section else link.title)


def _own_words(children: list[Token]) -> str:
    """Return the words of a heading without those of the spoilers in it."""
    words, depth = [], 0
    for token in children:
        depth += (token.type == "spoiler_open") - (token.type == "spoiler_close")
        if depth == 0:
            words.append(_words_of(token))
    return " ".join("".join(words).split())


def _words_of(token: Token) -> str:
    if token.type == "wiki_link":
        written = token.meta["link"]
        return written.label or written.title
    return " " if token.type in _BREAKS else token.content

"""What a page says, gathered while its tokens are read once: links, citations, headings, words."""

from dataclasses import replace

from markdown_it.token import Token

from wiki.render.document import Heading
from wiki.render.syntax.links import anchor_of, leaves_the_wiki, link_words

_WORDS = {"text", "code_inline", "code_block", "fence"}
_BREAKS = {"softbreak", "hardbreak"}


class Contents:
    """The finds of one page and of its notes in use; it numbers the tokens that become markers."""

    def __init__(self, page):
        self.finds = {"wiki_link": [], "category": [], "citation": []}
        self.external_links, self.note_uses = {}, []
        self.words, self.all_words = [[] for _ in page.drafts], []
        self._page = page
        self._headings = []
        for text in (page.text, *page.notes):
            self._piece = text.piece
            self._read(text.tokens)
        self._set_anchors()

    def _read(self, tokens):
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._add_heading(token, tokens[index + 1])
            for part in token.children or [token]:
                self._read_token(part)
            if token.block:
                self._add_words("\n")

    def _read_token(self, token):
        if token.type in _WORDS:
            self._add_words(token.content)
        elif token.type in _BREAKS:
            self._add_words(" ")
        elif token.type == "spoiler_open":
            self._piece = token.meta["number"]
        elif token.type == "spoiler_close":
            self._piece = self._page.drafts[token.meta["number"]].place.piece
        elif token.type == "link_open" and leaves_the_wiki(token.attrs["href"]):
            self.external_links[token.attrs["href"]] = None
        elif token.type == "footnote_ref":
            token.meta["number"] = len(self.note_uses)
            self.note_uses.append(self._page.definitions[token.meta["label"]].number)
        elif token.type in self.finds:
            self._add_find(token, self.finds[token.type])

    def _add_find(self, token, finds):
        token.meta["number"] = len(finds)
        finds.append(replace(token.meta["find"], **self._place()))
        if token.type == "wiki_link":
            self._add_words(link_words(token.meta["find"]))

    def _add_heading(self, token, words):
        text = _public_words(words.children)
        line = token.map[0] if token.level == self._piece == 0 else None
        written_level = 2 if token.markup == "-" else len(token.markup)  # "===" is 1, "---" is 2
        if line is not None and text:
            words.children.append(Token("section_edit", "", 0, meta={"number": len(self._headings)}))
        heading = Heading(
            int(token.tag[1]), text, "", **self._place(), line=line, written_level=written_level
        )
        self._headings.append((token, heading))

    def _add_words(self, words):
        self.words[self._piece].append(words)
        self.all_words.append(words)

    def _place(self):
        mark = self._page.drafts[self._piece].shown
        return {"show": mark.show, "start": mark.start}

    def _set_anchors(self):
        """Give every heading its own anchor; public ones first, so that none depends on a hidden one."""
        counts = {}
        for token, heading in sorted(self._headings, key=lambda found: found[1].start is not None):
            token.attrSet("id", _new_anchor(heading.text, counts))
        self.headings = [replace(heading, anchor=token.attrs["id"]) for token, heading in self._headings]


def in_lines(words: list[str]) -> str:
    """Return the words of each block in a line of its own, with single spaces."""
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _public_words(tokens):
    """Return the words of a heading without those of the spoilers in it."""
    words, depth = [], 0
    for token in tokens:
        depth += (token.type == "spoiler_open") - (token.type == "spoiler_close")
        if depth == 0 and token.type == "wiki_link":
            words.append(token.meta["find"].label or token.meta["find"].title)
        elif depth == 0:
            words.append(" " if token.type in _BREAKS else token.content)
    return in_lines(words)


def _new_anchor(text, counts):
    """Return the anchor of a heading, with "-2", "-3" ... added when it is taken."""
    anchor = candidate = anchor_of(text)
    while candidate in counts:
        counts[anchor] += 1
        candidate = f"{anchor}-{counts[anchor]}"
    counts[candidate] = 1
    return candidate

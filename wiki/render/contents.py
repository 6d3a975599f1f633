"""Gathers the content of a page from its tokens: links, citations, headings and words."""

from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from markdown_it.token import Token

from wiki.render.document import ExternalLink, Heading, Mark, in_lines
from wiki.render.outline import piece_of
from wiki.render.source import pieces_of
from wiki.render.syntax.links import anchor_of, leaves_the_wiki, link_words

_WORDS = {"text", "code_inline", "code_block", "fence"}
_BREAKS = {"softbreak", "hardbreak"}
_FINDS = {"wiki_link", "category", "citation"}


class Contents:
    """The content of a page and of its footnotes in use. It numbers the tokens that become markers.

    `finds` are the fields of a Document that list links, headings and so on, each in the order in which they
    are seen, and the words.
    """

    def __init__(self, page):
        self._words = []
        self._found = defaultdict(list)  # by type of token: (a key to sort by, token, find)
        # Numbers of footnotes depend on text that may be hidden, the order of the source does not.
        for text in (page.text, *sorted(page.notes, key=lambda note: note.lines)):
            self._place = text
            self._read(text.tokens)
        self.finds = {
            "links": self._finds("wiki_link"),
            "categories": self._finds("category"),
            "citations": self._finds("citation"),
            "external_links": tuple(dict.fromkeys(self._finds("link_open"))),
            "note_uses": self._finds("footnote_ref"),
            "headings": tuple(self._with_anchors()),
            "words": tuple(
                (of, "".join(words for _, words in run)) for of, run in groupby(self._words, itemgetter(0))
            ),
        }

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
            self._place = token.meta["draft"]
        elif token.type == "spoiler_close":
            self._place = token.meta["draft"].place
        elif token.type == "link_open" and leaves_the_wiki(token.attrs["href"]):
            self._add(token, ExternalLink(token.attrs["href"]))
        elif token.type == "footnote_ref":
            self._add(token, token.meta["definition"]["number"])
        elif token.type in _FINDS:
            self._add(token, token.meta["find"])
            if token.type == "wiki_link":
                self._add_words(link_words(token.meta["find"]))

    def _add_heading(self, token, words):
        text = _public_words(words.children)
        piece = piece_of(self._place)
        is_in_page = piece.number == 0 or piece.meta.get("has_sections")
        line = token.map[0] if token.level == 0 and is_in_page else None
        if line is not None and text:
            words.children.append(Token("section_edit", "", 0, meta=token.meta))
        written_level = 2 if token.markup == "-" else len(token.markup)  # "===" is 1, "---" is 2
        self._add(token, Heading(int(token.tag[1]), text, "", line, written_level))

    def _add(self, token, find):
        piece = piece_of(self._place)
        if isinstance(find, Mark):
            find = replace(find, **vars(piece.shown))
        self._found[token.type].append(((piece.shown.start or 0, piece.number), token, find))

    def _numbered(self, token_type):
        """Return (token, find) for each token of this type, and number them in the order they are seen."""
        found = sorted(self._found[token_type], key=lambda entry: entry[0])
        for number, (_, token, _) in enumerate(found):
            token.meta["number"] = number
        return [(token, find) for _, token, find in found]

    def _finds(self, token_type):
        return tuple(find for _, find in self._numbered(token_type))

    def _with_anchors(self):
        """Yield the headings with anchors.

        These depend only on public headings, which come first, and on earlier ones of the same show.
        """
        public, by_show = {}, {}
        for token, heading in self._numbered("heading_open"):
            if heading.start is not None and heading.show not in by_show:
                by_show[heading.show] = dict(public)
            counts = public if heading.start is None else by_show[heading.show]
            anchor = candidate = anchor_of(heading.text)
            while candidate in counts:  # add "-2", "-3" and so on
                counts[anchor] += 1
                candidate = f"{anchor}-{counts[anchor]}"
            counts[candidate] = 1
            if heading.show:
                candidate += f":{heading.show}"
            token.attrSet("id", candidate)
            yield replace(heading, anchor=candidate)

    def _add_words(self, words):
        self._words.append((pieces_of(self._place), words))


def _public_words(tokens):
    """Return the words of a heading, without its inline spoilers."""
    words, depth = [], 0
    for token in tokens:
        depth += (token.type == "spoiler_open") - (token.type == "spoiler_close")
        if depth == 0 and token.type == "wiki_link":
            words.append(token.meta["find"].label or token.meta["find"].title)
        elif depth == 0:
            words.append(" " if token.type in _BREAKS else token.content)
    return in_lines(words)

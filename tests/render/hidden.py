"""Finds the closed spoilers of a body, and what of a page is seen before one of them."""

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from tests.render.english import LABELS, join
from wiki.queries.visibility import public_prose
from wiki.render.outline import Outline
from wiki.render.source import Source
from wiki.render.syntax.disguise import disguise, normalise, plain
from wiki.render.syntax.marks import read_opening
from wiki.render.syntax.parser import new_parser


@dataclass(frozen=True)
class Spoiler:
    """A closed spoiler: its number among the pieces, those around it, and the body with one word in it."""

    number: int
    around: tuple[int, ...]
    body: str


def closed_spoilers(body):
    """Return the closed spoilers of a body, as far as they are rendered."""
    text = normalise(body)
    disguised, edges = disguise(text)
    environment = {"warnings": [], "open_boxes": 0, "steps": 0, "openings_as_text": set()}
    blocks = new_parser().parse(disguised, environment)
    page = Outline(blocks)
    source = Source(text, edges)
    causes = [draft.meta["line"] for draft in page.drafts if "line" in draft.meta]
    for draft in page.drafts:
        broken = any(draft.lines[0] <= line < draft.lines[1] for line in causes)
        if draft.meta["closed"] and draft in page.pieces and not broken:
            hidden = _heading_with_one_word if "has_sections" in draft.meta else _with_one_word
            yield Spoiler(draft.number, _around(draft), hidden(text, source, draft, blocks))


def _around(draft):
    numbers = []
    while draft.around:
        draft = draft.around
        numbers.append(draft.number)
    return tuple(numbers)


def _with_one_word(text, source, draft, _blocks):
    start, end = source.span(draft)
    whole = text[start:end]
    if draft.inline:
        _mark, length = read_opening(whole[2:]) or ("", 0)
        words = "word" if length else "1: word"  # an unreadable mark is a part of the text
        return text[: start + 2 + length] + words + text[end - 2 :]
    lines = whole.splitlines(keepends=True)
    before_fence = lines[-1][: lines[-1].index(":::")]
    return text[:start] + lines[0] + before_fence + "word\n" + lines[-1] + text[end:]


def _heading_with_one_word(text, source, draft, blocks):
    """Leave only the heading of a section, of which one word and the mark."""
    start, end = source.span(draft)
    opening = next(index for index, token in enumerate(blocks) if token.meta is draft.meta)
    heading, words = blocks[opening + 1 : opening + 3]
    lines = text[start:end].split("\n")[: heading.map[1] - heading.map[0]]
    mark = re.findall(r"[{｛][^{}｛｝\n]*[}｝]", "\n".join(lines))[-1]
    before = lines[0][: lines[0].index(plain(words.content).split("\n")[0] or mark)]
    underline = "\n" + lines[-1] if heading.markup in "=-" else ""
    line_end = "\n" * text.endswith("\n", start, end)
    return f"{text[:start]}{before}word {mark}{underline}{line_end}{text[end:]}"


def is_seen(find, start):
    """Return whether a piece or find is seen before `start`; with None, whether it is public."""
    return find.start is None or (start is not None and find.start < start)


def seen_before(document, start):
    """Return all that a Document tells whoever has not come to `start`, or with None what is public."""
    found = {
        name: [find for find in getattr(document, name) if is_seen(find, start)]
        for name in ("links", "categories", "citations", "external_links", "headings")
    }
    found["headings"] = [replace(heading, line=None) for heading in found["headings"]]
    found["prose"] = public_prose(document)
    found["source"] = document.source_for(lambda mark: is_seen(mark, start))
    found["text"] = document.text_for(lambda mark: is_seen(mark, start))
    found["pieces"] = {number: piece for number, piece in enumerate(document.pieces) if is_seen(piece, start)}
    return found


def given_to(document, sees):
    """Return all that a reader who `sees` some marks is given of a Document."""
    texts = document.source_for(sees), document.text_for(sees)
    return *texts, *(join(document, sees=sees, asks=asks) for asks in (False, True))


def joined_before(document, start):
    """Return the joined page of a Document without the spoilers that are seen from `start` on.

    Points of all shows are compared here, so anchors lose the name of the show.
    """
    joined = join(document, closes=True, labels=replace(LABELS, spoiler=lambda piece: str(piece.start)))
    reader = _Before(start or 0)
    reader.feed(joined.html)
    reader.close()
    html = re.sub(r'( id="section-[^":]*):[^"]*', r"\1", "".join(reader.parts[0]))
    contents = [(level, words, anchor.partition(":")[0]) for level, words, anchor in joined.contents]
    return html, contents, joined.sources, joined.categories


class _Before(HTMLParser):
    """Keeps the HTML outside of each `<details>` whose summary names a point that is not before `start`."""

    def __init__(self, start):
        super().__init__(convert_charrefs=False)
        self.start, self.parts, self.summaries = start, [[]], []

    def handle_starttag(self, tag, attrs):
        if tag == "details":
            self.parts.append([])
        self.parts[-1].append(self.get_starttag_text())

    def handle_endtag(self, tag):
        self.parts[-1].append(f"</{tag}>")
        if tag == "summary":
            self.summaries.append(int(self.parts[-1][-2]))
        if tag == "details":
            words = self.parts.pop()
            if self.summaries.pop() < self.start:
                self.parts[-1] += words

    def handle_data(self, words):
        self.parts[-1].append(words)

    def handle_entityref(self, name):
        self.parts[-1].append(f"&{name};")

    def handle_charref(self, name):
        self.parts[-1].append(f"&#{name};")

"""From a body of Markdown to a Document: read, divide, gather, render, sanitise, cut; in this order."""

from markdown_it import MarkdownIt

from wiki.render.contents import Contents
from wiki.render.disguise import disguise, normalise
from wiki.render.document import Document, Note, Piece
from wiki.render.excerpts import Source, excerpts
from wiki.render.footnotes import note_owners, shown_from
from wiki.render.limits import check_source
from wiki.render.markers import cut, part
from wiki.render.marks import Mark
from wiki.render.outline import Outline, outline
from wiki.render.parser import new_parser
from wiki.render.sanitiser import sanitise
from wiki.render.warnings import sentences


def compile_body(body: str) -> Document:
    """Return the Document of a page's body; the same body always gives the same Document.

    Spoilers fail closed: what is not clearly closed or clearly marked stays hidden, and `warnings` says
    so. `#` and `##` are headings of level 2, `###` is level 3 and so on, because the title is the page's h1.
    Raises TooComplex when the body is larger or more tangled than a page may be, and nothing else.
    """
    text = normalise(body)
    check_source(text)
    disguised, edges = disguise(text)
    environment = {"warnings": [], "open_boxes": 0, "openings_as_text": set()}
    parser = new_parser()
    page = outline(parser.parse(disguised, environment))
    owners = note_owners(page)
    marks = shown_from(page, owners)
    source = Source(text, edges)
    contents = _gather(page, owners, marks)
    parts = cut(sanitise(_render(parser, page, owners)))
    return Document(
        pieces=_pieces(
            page, marks, parts, excerpts(source, page, owners, environment["openings_as_text"]), contents
        ),
        links=tuple(contents.links),
        categories=tuple(contents.categories),
        headings=tuple(contents.headings),
        citations=tuple(contents.citations),
        external_links=tuple(contents.external_links),
        notes=tuple(Note(parts["note", number], piece) for number, piece in enumerate(owners.values())),
        note_uses=tuple(contents.note_uses),
        text=_one_line(contents.all_words),
        warnings=sentences(source, page, owners, marks, environment["warnings"]),
    )


def _gather(page: Outline, owners: dict[str, int], marks: list[Mark]) -> Contents:
    contents = Contents(marks, list(owners))
    contents.read(page.tokens, 0)
    for label, piece in owners.items():
        contents.read(page.definitions[label].tokens, piece)
    contents.finish()
    return contents


def _render(parser: MarkdownIt, page: Outline, owners: dict[str, int]) -> str:
    texts = [page.tokens, *(page.definitions[label].tokens for label in owners)]
    text, *notes = (parser.renderer.render(tokens, parser.options, {}) for tokens in texts)
    return "".join([text, *(part("note", number, html) for number, html in enumerate(notes))])


def _pieces(
    page: Outline,
    marks: list[Mark],
    parts: dict[tuple[str, int], str],
    sources: list[str],
    contents: Contents,
) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            html=parts.get(("piece", number), ""),  # a footnote that nothing refers to is not rendered
            markdown=sources[number],
            show=marks[number].show,
            start=marks[number].start,
            inline=draft.inline,
            hides=marks[number].hides,
            text=_one_line(contents.words[number]),
        )
        for number, draft in enumerate(page.drafts)
    )


def _one_line(words: list[str]) -> str:
    return " ".join("".join(words).split())

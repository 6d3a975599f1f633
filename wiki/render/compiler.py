"""From a body of Markdown to a Document: read, divide, gather, render, sanitise, cut; in this order."""

from wiki.render.contents import Contents, in_lines
from wiki.render.document import Document, Piece
from wiki.render.excerpts import Source, excerpts
from wiki.render.markers import cut
from wiki.render.outline import Outline
from wiki.render.sanitiser import sanitise
from wiki.render.syntax.disguise import disguise, normalise
from wiki.render.syntax.limits import check_source
from wiki.render.syntax.parser import new_parser
from wiki.render.warnings import warnings_of


def compile_body(body: str) -> Document:
    """Return the Document of a page's body; the same body always gives the same Document.

    Spoilers fail closed: what is not clearly closed or clearly marked stays hidden, and `warnings` says
    so. `#` and `##` are headings of level 2, because the title is the page's h1; `###` is level 3 and so on,
    but none is more than one level below the one before it.
    Raises TooComplex when the body is larger or more tangled than a page may be, and nothing else.
    """
    text = normalise(body)
    check_source(text)
    disguised, edges = disguise(text)
    source = Source(text, edges)
    environment = {"warnings": [], "open_boxes": 0, "steps": 0, "openings_as_text": set()}
    parser = new_parser()
    page = Outline(parser.parse(disguised, environment))
    contents = Contents(page)
    tokens = [token for text in (page.text, *page.notes) for token in text.tokens]
    parts = cut(sanitise(parser.renderer.render(tokens, parser.options, {})))
    excerpted = excerpts(source, page, environment["openings_as_text"])
    return Document(
        pieces=tuple(_piece(draft, parts, excerpted, contents.words) for draft in page.pieces),
        links=contents.links,
        categories=contents.categories,
        headings=contents.headings,
        citations=contents.citations,
        external_links=contents.external_links,
        notes=tuple(parts["note", note.number] for note in page.notes),
        note_uses=contents.note_uses,
        text=in_lines(contents.all_words),
        warnings=warnings_of(source, page, environment["warnings"]),
    )


def _piece(draft, parts, sources, words):
    return Piece(
        html=parts["piece", draft.number],
        markdown=sources[draft.number],
        inline=draft.inline,
        text=in_lines(words[draft]),
        **vars(draft.shown),
    )

"""Compiles the body of a page into a Document: reads, divides, gathers, renders, sanitises and cuts it."""

from wiki.render.contents import Contents
from wiki.render.document import Document, Piece
from wiki.render.markers import cut
from wiki.render.outline import Outline
from wiki.render.sanitiser import sanitise
from wiki.render.source import Source
from wiki.render.syntax.disguise import disguise, normalise
from wiki.render.syntax.lead import hide_below_lead
from wiki.render.syntax.limits import check_source
from wiki.render.syntax.parser import new_parser
from wiki.render.warnings import warnings_of


def compile_body(body: str, below_lead: int | None = None) -> Document:
    """Return the Document of a page's body. The same body always gives the same Document.

    What is below its lead is hidden until the point `below_lead`, if there is one.

    Spoilers fail closed: a spoiler that is not clearly closed or marked stays hidden, and `warnings` says so.
    `#` and `##` are headings of level 2, because the title of the page is its h1, and `###` is level 3. No
    heading is more than one level below the one before it. Raises only TooComplex, if a limit is exceeded.
    """
    text = normalise(body)
    check_source(text)
    disguised, edges = disguise(text)
    source = Source(text, edges)
    environment = {"warnings": [], "open_boxes": 0, "steps": 0, "openings_as_text": set()}
    parser = new_parser()
    blocks = parser.parse(disguised, environment)
    page = Outline(blocks if below_lead is None else hide_below_lead(blocks, below_lead))
    contents = Contents(page)
    tokens = [token for text in (page.text, *page.notes) for token in text.tokens]
    parts = cut(sanitise(parser.renderer.render(tokens, parser.options, {})))
    return Document(
        pieces=tuple(
            Piece(html=parts["piece", number], inline=draft.inline, **vars(draft.shown))
            for number, draft in enumerate(page.pieces)
        ),
        notes=tuple(parts["note", note.number] for note in page.notes),
        source=source.segments(page, environment["openings_as_text"]),
        warnings=warnings_of(source, page, environment["warnings"]),
        **contents.finds,
    )

"""Joins documents with English labels, without Django."""

from wiki.render.document import NEVER
from wiki.render.joiner import Joiner, Labels

LABELS = Labels(
    table="Table",
    footnotes="Footnotes",
    spoilers="Spoilers",
    categories="Categories:",
    note="[note %(number)s]",
    back="Back to the text",
    edit="Edit",
    edit_section="Edit section: %(heading)s",
    spoiler=lambda piece: f"Spoiler {_point(piece)}",
    spoiler_link=lambda piece: f"spoiler {_point(piece)}",
)


def join(document, targets=None, sources=None, labels=LABELS, **more):
    """Return the joined page of a Document."""
    return Joiner(document, targets or {}, sources or {}, labels, **more).join()


def _point(piece):
    return f"{piece.show or ''} {'?' if piece.start == NEVER else piece.start}".strip()

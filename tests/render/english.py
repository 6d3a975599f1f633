"""Joins documents with English labels, without Django, and says how far readers have watched."""

from wiki.render.joiner import Joiner, Labels
from wiki.text.points import NEVER, parse_point
from wiki.text.progress import Sight, Watched

LABELS = Labels(
    table="Table",
    footnotes="Footnotes",
    spoilers="Spoilers",
    categories="Categories:",
    note="[note %(number)s]",
    back="Back to the text",
    edit="Edit",
    edit_section="Edit section: %(heading)s",
    hidden="Some of this page is hidden.",
    ask="How far have you watched?",
    spoiler=lambda piece: f"Spoiler {_point(piece)}",
    spoiler_link=lambda piece: f"spoiler {_point(piece)}",
)


def join(document, targets=None, sources=None, labels=LABELS, **more):
    """Return the joined page of a Document."""
    return Joiner(document, targets or {}, sources or {}, labels, **more).join()


def watched_to(point="", other=""):
    """Return what a reader sees who has come to a point of the show of the page, and of the show `x`."""
    points = [parse_point(label) if label else 0 for label in (point, other)]
    return Sight((Watched(1, "orchard", "o", points[0]), Watched(2, "x", "x", points[1]))).on(1).sees


def everything(_mark):
    """Tell that a reader sees text with any mark."""
    return True


def _point(piece):
    return f"{piece.show or ''} {'?' if piece.start == NEVER else piece.start}".strip()

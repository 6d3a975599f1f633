"""Whom a footnote belongs to, and from when each piece may be shown, wherever it stands."""

import heapq
from collections import defaultdict
from functools import reduce
from itertools import count

from wiki.render.document import TooComplex
from wiki.render.marks import PUBLIC, Mark, later
from wiki.render.outline import Outline, Place

MAX_DEPTH = 40


def note_owners(page: Outline) -> dict[str, int]:
    """Return, in the order in which they are met, the piece that each note in use belongs to.

    That is the spoiler in which it is defined. A note defined in public text belongs to the public text
    as soon as one reference in public text leads to it, and otherwise to the first spoiler that refers to
    it. A note that nothing leads to is not in the answer.
    """
    references, queue, arrivals, owners = _by_host(page), [], count(), {}

    def arrive(host: Place, own_piece: int) -> None:
        for place, label in references[host]:
            heapq.heappush(queue, (own_piece if isinstance(place, str) else place, next(arrivals), label))

    arrive(0, 0)
    while queue:  # the smallest piece first, so that public references come before all others
        piece, _, label = heapq.heappop(queue)
        if label in page.definitions and label not in owners:
            owners[label] = page.definitions[label].around or piece
            arrive(label, owners[label])
    return owners


def shown_from(page: Outline, owners: dict[str, int]) -> list[Mark]:
    """Return for each piece the latest of the marks it stands in.

    Raises TooComplex when pieces and notes stand in each other too deeply, or in a circle.
    """
    return [
        reduce(
            later, (page.drafts[number].mark for number in reversed(_lineage(page, owners, piece))), PUBLIC
        )
        for piece in range(len(page.drafts))
    ]


def _by_host(page: Outline) -> dict[Place, list[tuple[Place, str]]]:
    """Return the references by the note in whose text they stand; those of the page itself are under 0."""
    references = defaultdict(list)
    for place, label in page.references:
        host = place
        while isinstance(host, int) and host != 0:
            host = page.drafts[host].place
        references[host].append((place, label))
    return references


def _lineage(page: Outline, owners: dict[str, int], piece: int) -> list[int]:
    lineage = []
    while piece:
        lineage.append(piece)
        place = page.drafts[piece].place
        piece = place if isinstance(place, int) else owners.get(place, page.definitions[place].around)
        if len(lineage) > MAX_DEPTH:
            raise TooComplex(f"Spoilers and footnotes stand more than {MAX_DEPTH} deep in each other.")
    return lineage

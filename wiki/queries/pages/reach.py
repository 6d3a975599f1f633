"""How far the whole content of a page goes: histories, comparisons and the edit form show all of it."""

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.queries.pages.documents import document_of
from wiki.queries.visibility import hidden_pages, sees_premise, sight_on
from wiki.text.points import NEVER, point_before


def furthest_hidden(sight, page, revisions):
    """Return the latest point in any of these revisions of `page` that a reader has not come to, or None."""
    here, kind, hidden, named = sight_on(sight, page), KINDS[page.kind], [], set()
    for revision in revisions:
        document = document_of(page, revision)
        hidden += [piece.start for piece in document.pieces if not here.sees(piece)]
        if document.is_partly_unplaced and not here.reaches(NEVER):
            hidden.append(NEVER)
        for entry in kind.entries(kind.known(revision.facts)):
            point = max(filter(None, entry.points), default=None)
            if not here.sees_row(entry.json.get("show"), point, None):
                hidden.append(point)
        if "premise" in revision.facts and not sees_premise(here, page.point):
            hidden.append(point_before(page.point))
        named |= uids_in(kind, kind.known(revision.facts))
    if hidden_pages(sight).filter(uid__in=named).exists():
        hidden.append(NEVER)
    return max(hidden, default=None)

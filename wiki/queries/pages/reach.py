"""How far a page goes, and each of its edits: histories, comparisons and the edit form show all of it."""

from collections import defaultdict
from operator import itemgetter

from django.db.models import Q

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import Show
from wiki.queries.pages.documents import document_of
from wiki.queries.visibility import hidden_pages, sight_on
from wiki.text.points import NEVER, point_before

# A mark is (column of Watched, the show in it or None, point): texts name shows by key, and facts by uid.
_UNREADABLE = "key", None, NEVER
_BARE = {("key", None), ("uid", None)}


def furthest_hidden(sight, page, revisions):
    """Return {show: latest point} of what a reader has not come to, where None is the show of `page`."""
    here, kind, marks, named = sight_on(sight, page), KINDS[page.kind], set(), set()
    for revision in revisions:
        document = document_of(page, revision)
        marks |= {mark for marks in _parts_by_marks(page, revision, document) for mark in marks}
        named |= uids_in(kind, kind.known(revision.facts))
    hidden = [mark for mark in marks if not here.sees_named(*mark)]
    if hidden_pages(sight).filter(uid__in=named).exists():
        hidden.append(_UNREADABLE)
    shows, names = {None: None}, {name for _column, name, _point in hidden if name}
    live = Show.objects.filter(page__deleted_at=None).select_related("page")
    for show in live.filter(Q(key__in=names) | Q(page__uid__in=names)):
        shows[show.key] = shows[show.page.uid] = None if show.pk == here.show else show
    placed = [(shows[name], point) if name in shows else (None, NEVER) for _column, name, point in hidden]
    return dict(sorted(placed, key=itemgetter(1)))


def reach_of(page, before, after):
    """Return how far an edit of `page` goes, as (the primary key of a show or None, a point or None).

    It is the latest mark of what differs between the revisions `before`, None for a creation, and `after`.
    The show is None for that of the page. The point is None if everybody may see all of what differs, and
    NEVER if marks in it can't be read or compared.
    """
    old, new = (
        # An unmarked page is hidden as text that nobody has looked at. That says nothing of its edits.
        _parts_by_marks(page, revision, document_of(page, revision, whole=True)) if revision else {}
        for revision in (before, after)
    )
    differing = {marks for marks in old.keys() | new.keys() if old.get(marks) != new.get(marks)}
    if before and not differing and before.sha256 != after.sha256:
        differing = new  # only the order of parts has changed
    marks = {mark for marks in differing for mark in marks}
    point = max((mark[-1] for mark in marks), default=None)
    named = {mark[:2] for mark in marks}
    if named <= _BARE or point == NEVER:
        return None, point
    names = {name for _column, name in named}
    for show in Show.objects.filter(Q(key__in=names) | Q(page__uid__in=names)).select_related("page"):
        others = named - {("key", show.key), ("uid", show.page.uid)}
        if not others or (others <= _BARE and show.pk == page.about_id):
            return show.pk, point
    return None, NEVER


def _parts_by_marks(page, revision, document):
    """Return {the marks that hide them: the parts of text and facts of a revision} with its Document."""
    kind, parts = KINDS[page.kind], defaultdict(list)
    for segment in document.source:
        marks = set()
        for numbers, is_note in segment.around:
            if numbers:
                piece = document.pieces[numbers[0]]  # of all that lead to a footnote, the first
                marks.add(("key", piece.show, piece.start))
            elif not is_note or segment.text.startswith(">!"):  # not rendered
                marks.add(_UNREADABLE)
        parts[frozenset(marks)].append(segment.text.strip() if marks else segment.text)
    if document.refusal:
        parts[frozenset({_UNREADABLE})] = [revision.body]
    for entry in kind.entries(kind.known(revision.facts)):
        start = max(filter(None, entry.points), default=None)
        if entry.fact == "premise" and page.point:
            start = point_before(page.point)
        marks = {("uid", entry.json.get("show"), start)} if start else ()
        parts[frozenset(marks)].append((entry.place, entry.json))
    return parts

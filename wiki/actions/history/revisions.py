"""Inserts revisions, and writes their marks: patrolled, reverted, hidden. No other module inserts any."""

from itertools import chain

from django.db.models import F

from wiki.actions import clock
from wiki.models import Page, Revision, RevisionMark
from wiki.permissions.powers import may_act

# Edits with one of these tags restore an older revision.
RETURNS = {"undo", "restored", "rollback", "manual-revert"}


def append_revision(page, parent, content, *, author, accepted_by=None, summary="", tags=(), **columns):
    """Append a revision to the history of `page` after `parent`, make it current, and return it.

    `parent` is None for the first revision, `author` None for an import, and `content` a Content or another
    Revision. `columns` are `minor`, `created_at`, `old_title` and `new_title`. The page is touched; the
    caller touches the pages around it. Call this inside the transaction that has locked them.
    """
    revision = Revision.objects.create(
        page=page,
        number=parent.number + 1 if parent else 1,
        parent=parent,
        author=author,
        accepted_by=accepted_by,
        summary=summary.strip()[:500],
        body=content.body,
        facts=content.facts,
        size=content.size,
        sha256=content.sha256,
        tags=list(tags),
        **{"created_at": clock.now()} | columns,
    )
    page.current = revision
    Page.objects.filter(pk=page.pk).update(current=revision, touched=F("touched") + 1)
    if accepted_by:
        mark_patrolled([revision], accepted_by)
    elif author and not may_act(author, "skip_patrol"):
        RevisionMark.objects.create(revision=revision, awaits_patrol=True)
    return revision


def mark(revisions, **columns):
    """Write these columns of the RevisionMarks of `revisions`."""
    RevisionMark.objects.bulk_create(
        [RevisionMark(revision=revision, **columns) for revision in revisions],
        update_conflicts=True,
        unique_fields=["revision"],
        update_fields=list(columns),
    )


def mark_patrolled(revisions, by):
    """Mark these revisions as patrolled by the user `by`."""
    mark(revisions, patrolled_by=by, patrolled_at=clock.now(), awaits_patrol=False)


def mark_reverted(revisions):
    """Mark these revisions as reverted, unmark those that they had reverted, and so on down the history.

    Each revision is marked once, even if several ways lead to it.
    """
    reverted, marked = True, set()
    while revisions := set(revisions) - marked:
        mark(revisions, reverted=reverted)
        marked |= revisions
        returns = [revision for revision in revisions if RETURNS.intersection(revision.tags)]
        revisions = chain.from_iterable(map(reverted_by, returns))
        reverted = not reverted


def reverted_by(revision):
    """Return other people's edits between this one and the older revision that it restores; titles stay."""
    before = revision.page.revisions.filter(number__lt=revision.number).without_texts()
    same = before.filter(sha256=revision.sha256).exclude(sha256="").order_by("-number").first()
    if same is None:
        return []
    edits = before.filter(number__gt=same.number, old_title="", new_title="")
    return list(edits.exclude(author=revision.author))

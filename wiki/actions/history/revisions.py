"""Inserts revisions, and marks them as patrolled, reverted or hidden. No other module does."""

from itertools import chain

from django.db.models import BigIntegerField, Case, F, When
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages
from wiki.models import JournalAction, Page, Revision, RevisionMark
from wiki.permissions.powers import may_act, may_patrol, require
from wiki.refusals import Refused

PARTS = ("text", "summary", "author")  # which can be hidden
# Edits with one of these tags restore an older revision.
RETURNS = {"undo", "restored", "rollback", "manual-revert"}


def append_revision(
    page, parent, content, *, author, around=(), accepted_by=None, summary="", tags=(), **columns
):
    """Append a revision to the history of `page` after `parent`, make it current, and return it.

    `parent` is None for the first revision, `author` None for an import, and `content` a Content or another
    Revision. `columns` are `minor`, `created_at`, `old_title` and `new_title`. The page is touched, and so
    are the pages `around` it, by primary key. Call this inside the transaction that has locked them.
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
    current = Case(When(pk=page.pk, then=revision.pk), default="current", output_field=BigIntegerField())
    Page.objects.filter(pk__in={page.pk, *around}).update(current=current, touched=F("touched") + 1)
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
    """Mark these revisions as reverted, unmark those that they had reverted, and so on down the history."""
    reverted, marked = True, set()
    while revisions := set(revisions) - marked:  # several ways may lead to one
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


def patrol(revision, *, by):
    """Mark a revision as patrolled. Raises NotAllowed for one's own, and Refused if it is patrolled."""
    require(may_patrol(by, revision), _("Somebody else has to patrol this edit."))
    with act():
        lock_pages(Page.objects.filter(pk=revision.page_id))
        if RevisionMark.objects.filter(revision=revision).exclude(patrolled_at=None).exists():
            raise Refused(_("Somebody has patrolled this edit already."))
        mark_patrolled([revision], by)
        record(JournalAction.PATROL, by=by, revision=revision)


def hide_revision(revision, *, by, parts, reason):
    """Hide exactly these `parts` of a revision, from PARTS, and show the others.

    Only moderators see hidden parts and their journal entries. Raises Refused if nothing would change, or
    for the text that readers see now.
    """
    require(may_act(by, "hide_revision"))
    if not reason.strip():
        raise Refused(_("Give a reason. Only moderators can read it."))
    with act():
        pages = Page.objects.filter(pk=revision.page_id)
        lock_pages(pages)
        page = pages.select_related("current").get()
        # A newer revision may have the same text: a change of title has.
        if "text" in parts and page.current.sha256 == revision.sha256:
            words = _("This is the current text of the page. Roll it back or change it first, then hide it.")
            raise Refused(words)
        old_mark = RevisionMark.objects.filter(revision=revision).first()
        before, after = {part for part in PARTS if getattr(old_mark, f"{part}_hidden", False)}, set(parts)
        if before == after:
            raise Refused(_("Nothing would change. Choose what to hide or to show again."))
        mark([revision], **{f"{part}_hidden": part in after for part in PARTS})
        if page.current == revision:
            pages.touch()  # it shows the author
        for action, changed in ((JournalAction.HIDE, after - before), (JournalAction.SHOW, before - after)):
            if changed:
                record(action, by=by, revision=revision, reason=reason, private=True, parts=sorted(changed))

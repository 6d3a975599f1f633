"""Where revisions are inserted, with the mark that says whether somebody should look at them."""

from wiki.actions import clock
from wiki.models import Revision, RevisionMark
from wiki.permissions import may_act

_RETURNS = {"undo", "restored", "rollback", "manual-revert"}


def insert_revision(page, parent, *, by, content, summary, minor=False, tags=(), accepted_by=None):
    """Insert the revision after `parent`, None for a new page, make it current, and return it.

    `content` has body, facts, size and sha256, as a Content or another revision has. Call it inside the
    transaction that has locked the page.
    """
    revision = Revision.objects.create(
        page=page,
        number=parent.number + 1 if parent else 1,
        parent=parent,
        author=by,
        accepted_by=accepted_by,
        created_at=clock.now(),
        summary=summary.strip()[:500],
        minor=minor,
        body=content.body,
        facts=content.facts,
        size=content.size,
        sha256=content.sha256,
        tags=list(tags),
    )
    page.current = revision
    page.save(update_fields=["current"])
    if accepted_by:
        mark_patrolled([revision], accepted_by)
    elif not may_act(by, "skip_patrol"):
        RevisionMark.objects.create(revision=revision, awaits_patrol=True)
    return revision


def mark_patrolled(revisions, by):
    """Note that `by` has looked at revisions and that they need no patrol any more."""
    now = clock.now()
    _mark(revisions, patrolled_by=by, patrolled_at=now, awaits_patrol=False)


def mark_reverted(revisions):
    """Note that what revisions changed was taken back, and that what they took back stands again."""
    _mark(revisions, reverted=True)
    _turn_round(list(revisions), reverted=False)


def mark_rolled_back(revisions, by):
    """Note that what revisions changed was taken back by `by`, who has looked at them."""
    _mark(revisions, reverted=True, patrolled_by=by, patrolled_at=clock.now(), awaits_patrol=False)
    _turn_round(list(revisions), reverted=False)


def taken_back_by(revision):
    """Return the revisions by others between this one and the one whose content it brings back, if any."""
    before = revision.page.revisions.filter(number__lt=revision.number).without_texts()
    same = before.filter(sha256=revision.sha256).exclude(sha256="").order_by("-number").first()
    return list(before.filter(number__gt=same.number).exclude(author=revision.author)) if same else []


def _turn_round(revisions, *, reverted):
    """Say whether what each of these revisions took back is taken back now, and so on down the history.

    Each revision is come to once, however many ways lead there.
    """
    seen = {one.pk for one in revisions}
    while revisions:
        returns = [one for one in revisions if _RETURNS.intersection(one.tags)]
        below = {other.pk: other for one in returns for other in taken_back_by(one) if other.pk not in seen}
        revisions = list(below.values())
        _mark(revisions, reverted=reverted)
        seen, reverted = seen | below.keys(), not reverted


def hide_words(revisions):
    """Show nobody what revisions say any more, text, facts and summary, until a moderator shows it again."""
    _mark(revisions, text_hidden=True, summary_hidden=True)


def _mark(revisions, **changed):
    RevisionMark.objects.bulk_create(
        [RevisionMark(revision=one, **changed) for one in revisions],
        update_conflicts=True,
        unique_fields=["revision"],
        update_fields=list(changed),
    )

"""Marks of revisions: who has patrolled them, which are reverted, and which are hidden."""

from wiki.actions import clock
from wiki.models import RevisionMark
from wiki.permissions.powers import may_act

# An edit with one of these tags brings back what an older revision says.
RETURNS = {"undo", "restored", "rollback", "manual-revert"}


def mark_new(revision):
    """Note that a new revision awaits patrol, unless its author is trusted."""
    if not may_act(revision.author, "skip_patrol"):
        RevisionMark.objects.create(revision=revision, awaits_patrol=True)


def mark_patrolled(revisions, by):
    """Note that `by` has looked at these revisions, so that they no longer await patrol."""
    _mark(revisions, patrolled_by=by, patrolled_at=clock.now(), awaits_patrol=False)


def mark_reverted(revisions):
    """Note that these revisions are reverted, and that what they had reverted stands again."""
    _mark(revisions, reverted=True)
    _mark_below(list(revisions), reverted=False)


def mark_rolled_back(revisions, by):
    """Note that these revisions are reverted, and that `by` has looked at them."""
    mark_patrolled(revisions, by)
    mark_reverted(revisions)


def hide_texts(revisions):
    """Hide text, facts and summary of these revisions until a moderator shows them again."""
    _mark(revisions, text_hidden=True, summary_hidden=True)


def reverted_by(revision):
    """Return the revisions by others between this one and the older one whose content it brings back."""
    before = revision.page.revisions.filter(number__lt=revision.number).without_texts()
    same = before.filter(sha256=revision.sha256).exclude(sha256="").order_by("-number").first()
    return list(before.filter(number__gt=same.number).exclude(author=revision.author)) if same else []


def _mark_below(revisions, *, reverted):
    """Mark what these revisions had reverted, then what that had reverted the other way, and so on.

    Each revision is reached once, however many ways lead to it.
    """
    seen = {revision.pk for revision in revisions}
    while revisions:
        returns = [revision for revision in revisions if RETURNS.intersection(revision.tags)]
        below = {
            other.pk: other for revision in returns for other in reverted_by(revision) if other.pk not in seen
        }
        revisions = list(below.values())
        _mark(revisions, reverted=reverted)
        seen, reverted = seen | below.keys(), not reverted


def _mark(revisions, **changed):
    RevisionMark.objects.bulk_create(
        [RevisionMark(revision=revision, **changed) for revision in revisions],
        update_conflicts=True,
        unique_fields=["revision"],
        update_fields=list(changed),
    )

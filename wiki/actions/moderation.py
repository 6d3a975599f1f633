"""Keeping the wiki clean: patrol and roll back."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki.actions.pages import write_over
from wiki.actions.preparation import prepare
from wiki.actions.refusals import EditConflict, Refused
from wiki.facts.kinds import KINDS
from wiki.models import RevisionMark
from wiki.permissions import may_patrol, may_roll_back, require


def patrol(revision, *, by):
    """Mark a revision as looked at and found good. Raises NotAllowed, for one's own edits too."""
    require(may_patrol(by, revision), _("Somebody else has to patrol this edit."))
    _mark_patrolled([revision], by)


def roll_back(page, *, by, author):
    """Undo all edits at the top of the history that one `author` made in a row; return the revision.

    The page goes back to its newest revision by anybody else, facts and all; the undone edits
    count as patrolled. Raises NotAllowed; EditConflict when somebody else has saved since; Refused when
    nobody else has written the page, or it says the same already; and FactsInvalid when the old facts can
    no longer stand. (MediaWiki's rollback is defined the same.)
    """
    require(may_roll_back(by))
    current = page.revisions.select_related("author").get(pk=page.current_id)
    if author is None or current.author != author:
        raise EditConflict(_("The newest edit is not by this person any more. Look at the history."), current)
    before = page.revisions.filter(number__lt=current.number)
    target = before.exclude(author=author).order_by("-number").first()
    if target is None:
        raise Refused(_("Nobody else has written this page, so there is nothing to go back to."))
    if target.sha256 == current.sha256:
        raise Refused(_("These edits cancel each other out, so there is nothing to roll back."))
    undone = [*before.filter(number__gt=target.number).without_texts(), current]
    content = prepare(page, target.body, KINDS[page.kind].known(target.facts))
    revision = write_over(
        page,
        current,
        content,
        by=by,
        summary=_rollback_summary(len(undone), target),
        minor=True,
        tags=["rollback"],
    )
    _mark_patrolled([one for one in undone if one.author_id != by.pk], by)
    return revision


def _rollback_summary(count, target):
    """Return a summary without a name: a revision never changes, and whoever leaves takes theirs away."""
    words = ngettext(
        "Rolled back %(count)s edit to revision %(number)s",
        "Rolled back %(count)s edits to revision %(number)s",
        count,
    )
    return words % {"count": count, "number": target.number}


def _mark_patrolled(revisions, by):
    marks = [RevisionMark(revision=one, patrolled_by=by, patrolled_at=timezone.now()) for one in revisions]
    RevisionMark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["revision"],
        update_fields=["patrolled_by", "patrolled_at"],
    )

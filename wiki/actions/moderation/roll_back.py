"""Rolls back the newest edits of one person on a page, or all edits of a member in a span of time."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki.actions.history.revisions import mark_patrolled, mark_reverted, mark_rolled_back
from wiki.actions.journal import record
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.pages.edits import Edit, write
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.facts.kinds import KINDS
from wiki.models import JournalAction, Page
from wiki.permissions.powers import may_roll_back, may_roll_back_member, require, require_reason
from wiki.queries.moderation.roll_back import Outcome, Retitling, plan_mass_roll_back, plan_page
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.lookup import find_title
from wiki.refusals import EditConflict, Refused
from wiki.wording import reason_of


def roll_back(page, *, by, author, reason=""):
    """Undo all edits at the top of the history that one `author` made in a row; return the revision.

    The page returns to the newest revision by anybody else, facts included, and the undone edits count as
    patrolled. Raises EditConflict if somebody else has saved since; Refused if nobody else has edited the
    page since it was new or deleted, or if nothing would change; and FactsInvalid. (As in MediaWiki.)
    """
    require(may_roll_back(by))
    page = Page.objects.select_related("current__author").get(pk=page.pk)
    current = page.current
    if author is None or current.author != author:
        raise EditConflict(_("The newest edit is by somebody else now. Look at the history."), current)
    target, undone = _target(page, current)
    content = prepare(page, target.body, KINDS[page.kind].known(target.facts))
    with transaction.atomic():
        revision = _write(page, content, by, _summary(len(undone), reason, target))
        # Titles stay: a roll-back is about text and facts.
        others = [edit for edit in undone if edit.author_id != by.pk]
        mark_patrolled(others, by)
        mark_reverted([edit for edit in others if not (edit.old_title or edit.new_title)])
        details = {"edits": len(undone), "to": target.number}
        record(JournalAction.ROLL_BACK, by=by, member=author, revision=revision, reason=reason, **details)
    return revision


def _target(page, current):
    """Return the revision to which `page` goes back, and the undone revisions. Raises Refused."""
    before = page.revisions.filter(number__lt=current.number)
    target = before.exclude(author=current.author).order_by("-number").first()
    if target is None:
        raise Refused(_("Nobody else has edited this page, so there is nothing to go back to."))
    undone = [*before.filter(number__gt=target.number).without_texts(), current]
    if any("again" in edit.tags for edit in undone):
        raise Refused(_("These edits created a deleted page again. Delete it, so the old text stays hidden."))
    if not target.is_readable:
        raise Refused(_("The page would go back to a text that is hidden.") + " " + target.why_unreadable)
    if target.sha256 == current.sha256:
        raise Refused(_("These edits cancel each other out, so there is nothing to roll back."))
    return target, undone


def roll_back_member(member, *, by, reason, since=None, until=None):
    """Roll back all edits of `member` from the moment `since` on and before `until`, if given.

    Returns a PagePlan for each page, as it was carried out; where it could not be, the plan says why. Each
    page is saved by itself, with one entry in the journal. Raises Refused for one's own edits.
    """
    require_reason(reason)
    if member == by:
        raise Refused(_("Undo your own edits one by one."))
    require(may_roll_back_member(by, member))
    done, refused = [], []
    for plan in plan_mass_roll_back(member, since, until):
        try:
            done.append(_carry_out(plan, by, member, reason))
        except Refused:
            refused.append(plan.page.pk)
    for pk in refused:  # some become possible once others are done, and people save meanwhile
        plan = plan_page(Page.objects.select_related("current").get(pk=pk), member, since, until)
        try:
            done.append(_carry_out(plan, by, member, reason))
        except Refused as refusal:
            done.append(replace(plan, outcome=Outcome.LEAVE, why=reason_of(refusal)))
    return done


def _carry_out(plan, by, member, reason):
    """Carry out a PagePlan, and return it with what was not possible. Raises Refused."""
    entry = {"by": by, "member": member, "reason": reason, "edits": len(plan.undone)}
    with transaction.atomic():
        _undo_edits(plan, entry | {"title": plan.titles.to})
    try:
        _undo_titles(plan, entry)
    except Refused as refusal:
        if plan.outcome == Outcome.RETITLE:
            raise
        return replace(plan, titles=Retitling(), why=reason_of(refusal))
    return plan


def _undo_edits(plan, entry):
    """Write text and facts of a page without the undone edits, and mark these."""
    by, reason = entry["by"], entry["reason"]
    if plan.outcome == Outcome.DELETE:
        delete_page(plan.page, by=by, reason=reason, current=plan.page.current)
    elif plan.outcome in (Outcome.ROLL_BACK, Outcome.UNDO):
        content = prepare(plan.page, plan.body, plan.facts)
        revision = _write(plan.page, content, by, _summary(len(plan.undone), reason))
        record(JournalAction.ROLL_BACK, revision=revision, **entry)
    elif plan.outcome == Outcome.NOTHING:
        record(JournalAction.PATROL, revision=plan.undone[0], **entry)
    if plan.outcome not in (Outcome.LEAVE, Outcome.RETITLE):
        mark_rolled_back(plan.undone, by)


def _undo_titles(plan, entry):
    """Restore the titles of a page; each change is a revision of its own."""
    page, titles, by, reason = plan.page, plan.titles, entry["by"], entry["reason"]
    if titles.to:
        vacated = _page_only_by(entry["member"], titles.to)
        move_page(page, by=by, title=titles.to, keep_old=titles.keep_old, reason=reason, vacated=vacated)
    for title in titles.away:
        remove_title(page, by=by, title=title, reason=reason)
    for title in titles.back:
        add_title(page, by=by, title=title, reason=reason)
    if plan.outcome == Outcome.RETITLE:
        with transaction.atomic():
            record(JournalAction.ROLL_BACK, page=page, title=titles.to, **entry)
            mark_rolled_back(plan.undone, by)


def _page_only_by(member, text):
    """Return the deleted page with this current title that nobody but `member` has edited, or None."""
    title = find_title(text)
    if title is None or not title.is_current or title.page.deleted_at is None:
        return None
    return None if title.page.revisions.exclude(author=member).exists() else title.page


def _write(page, content, by, summary):
    """Write the edit of a roll-back. It is refused if somebody saves at the same moment."""
    edit = Edit(
        page, content, by, base=page.current, summary=summary, minor=True, tags=("rollback",), merges=False
    )
    return write(edit)


def _summary(count, reason, target=None):
    """Return a summary without a name: a revision never changes, but members can be renamed."""
    words = ngettext("Rolled back %(count)s edit", "Rolled back %(count)s edits", count) % {"count": count}
    if target:
        words += _(" to revision %(number)s") % {"number": target.number}
    return ": ".join(filter(None, (words, reason.strip())))

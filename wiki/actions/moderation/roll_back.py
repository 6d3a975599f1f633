"""Rolling back: the newest edits of one person on a page, or all edits of a member in a span of time."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki.actions.history.marks import mark_patrolled, mark_reverted, mark_rolled_back
from wiki.actions.journal import record
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.pages.edits import Edit, write
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.facts.kinds import KINDS
from wiki.models import Page
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import may_roll_back, may_roll_back_member, require, require_reason
from wiki.queries.moderation.roll_back import Outcome, plan_mass_roll_back, plan_page
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.lookup import find_title
from wiki.queries.titles.retitling import Retitling
from wiki.refusals import EditConflict, Refused
from wiki.wording import reason_of


def roll_back(page, *, by, author, reason=""):
    """Undo all edits at the top of the history that one `author` made in a row; return the revision.

    The page goes back to its newest revision by anybody else, facts and all, and the undone edits count as
    patrolled. Raises NotAllowed; EditConflict when somebody else has saved since; Refused when nobody else
    has edited the page since it was new or deleted, or it says the same already; and FactsInvalid when the
    old facts can no longer stand. (MediaWiki defines rollback the same.)
    """
    require(may_roll_back(by))
    page = Page.objects.select_related("current__author").get(pk=page.pk)
    current = page.current
    if author is None or current.author != author:
        raise EditConflict(_("The newest edit is by somebody else now. Look at the history."), current)
    target, undone = _target(page, current)
    content = prepare(page, target.body, KINDS[page.kind].known(target.facts))
    summary = _summary(len(undone), reason, target)
    with transaction.atomic():
        revision = write(_roll_back_of(page, content, by, summary))
        # Titles stay: a roll-back is about text and facts.
        others = [edit for edit in undone if edit.author_id != by.pk]
        mark_patrolled(others, by)
        mark_reverted([edit for edit in others if not (edit.old_title or edit.new_title)])
        details = {"edits": len(undone), "to": target.number}
        record(JournalAction.ROLL_BACK, by=by, member=author, revision=revision, reason=reason, **details)
    return revision


def _target(page, current):
    """Return the revision to which `page` goes back, and those that are undone. Raises Refused."""
    before = page.revisions.filter(number__lt=current.number)
    target = before.exclude(author=current.author).order_by("-number").first()
    if target is None:
        raise Refused(_("Nobody else has edited this page, so there is nothing to go back to."))
    undone = [*before.filter(number__gt=target.number).without_texts(), current]
    if any("again" in edit.tags for edit in undone):
        raise Refused(_("These edits created a deleted page again. Delete it, so the old text stays hidden."))
    if not target.is_readable:
        raise Refused(
            " ".join([_("The page would go back to a text that is hidden."), target.why_unreadable])
        )
    if target.sha256 == current.sha256:
        raise Refused(_("These edits cancel each other out, so there is nothing to roll back."))
    return target, undone


def roll_back_member(member, *, by, reason, since=None, until=None):
    """Roll back all edits of `member` from the moment `since` on and before `until`, if given.

    Returns a PagePlan for each page, as it was carried out: what could not be done is left, and the plan
    says why. Each page is saved by itself, with one entry in the journal. Raises NotAllowed, and Refused
    without a reason or for one's own edits.
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
            refused.append(plan.page)
    # Some can be done once others are, and people save meanwhile.
    return done + [_try_again(page, by, member, reason, since, until) for page in refused]


def _try_again(page, by, member, reason, since, until):
    plan = plan_page(Page.objects.select_related("current").get(pk=page.pk), member, since, until)
    try:
        return _carry_out(plan, by, member, reason)
    except Refused as refusal:
        return replace(plan, outcome=Outcome.LEAVE, why=reason_of(refusal))


def _carry_out(plan, by, member, reason):
    """Do what a PagePlan says, and return it as it was done. Raises Refused."""
    told = {"by": by, "member": member, "reason": reason, "edits": len(plan.undone)}
    with transaction.atomic():
        _undo_edits(plan, told | {"title": plan.titles.to})
    try:
        _undo_titles(plan, told)
    except Refused as refusal:
        if plan.outcome == Outcome.RETITLE:
            raise
        return replace(plan, titles=Retitling(), why=reason_of(refusal))
    return plan


def _undo_edits(plan, told):
    """Write text and facts of a page without the edits that are undone, and mark these."""
    by, reason = told["by"], told["reason"]
    if plan.outcome == Outcome.DELETE:
        delete_page(plan.page, by=by, reason=reason, current=plan.page.current)
    elif plan.outcome in (Outcome.ROLL_BACK, Outcome.UNDO):
        content = prepare(plan.page, plan.body, plan.facts)
        revision = write(_roll_back_of(plan.page, content, by, _summary(len(plan.undone), reason)))
        record(JournalAction.ROLL_BACK, revision=revision, **told)
    elif plan.outcome == Outcome.NOTHING:
        record(JournalAction.PATROL, revision=plan.undone[0], **told)
    if plan.outcome not in (Outcome.LEAVE, Outcome.RETITLE):
        mark_rolled_back(plan.undone, by)


def _undo_titles(plan, told):
    """Move the page back, and change what else redirects to it; each is a revision that says so."""
    page, titles, why = plan.page, plan.titles, {"by": told["by"], "reason": told["reason"]}
    if titles.to:
        vacated = _written_by(told["member"], titles.to)
        move_page(page, title=titles.to, keep_old=titles.keep_old, vacated=vacated, **why)
    for title in titles.away:
        remove_title(page, title=title, **why)
    for title in titles.back:
        add_title(page, title=title, **why)
    if plan.outcome == Outcome.RETITLE:
        with transaction.atomic():
            record(JournalAction.ROLL_BACK, page=page, title=titles.to, **told)
            mark_rolled_back(plan.undone, told["by"])


def _written_by(member, title):
    """Return the deleted page that has this title and that nobody but `member` has edited, or None."""
    found = find_title(title)
    if found is None or not found.is_current or found.page.deleted_at is None:
        return None
    return None if found.page.revisions.exclude(author=member).exists() else found.page


def _roll_back_of(page, content, by, summary):
    """Return the Edit that makes a roll-back; it is refused when somebody saves at the same moment."""
    return Edit(
        page, content, by, base=page.current, summary=summary, minor=True, tags=("rollback",), merges=False
    )


def _summary(count, reason, target=None):
    """Return a summary without a name: a revision never changes, but members can be renamed."""
    words = ngettext("Rolled back %(count)s edit", "Rolled back %(count)s edits", count) % {"count": count}
    if target:
        words += _(" to revision %(number)s") % {"number": target.number}
    return ": ".join(filter(None, (words, reason.strip())))

"""Keeping the wiki clean: patrol and roll back."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wiki.actions.history.revisions import mark_patrolled, mark_reverted, mark_rolled_back
from wiki.actions.journal import record
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.pages.editing import write_over
from wiki.actions.titles.moving import add_title, free_title, move_page, remove_title
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS
from wiki.models import Page, RevisionMark
from wiki.models.moderation import JournalAction
from wiki.permissions import NotAllowed, may_patrol, may_roll_back, may_roll_back_member, require
from wiki.queries.moderation.roll_back import Outcome, plan_mass_roll_back, plan_page
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.retitling import TITLE_TAGS, Retitling
from wiki.refusals import EditConflict, Overtaken, Refused, refuse_without_reason
from wiki.text.titles import BadTitle

_REFUSALS = (Refused, FactsInvalid, NotAllowed, BadTitle)


def patrol(revision, *, by):
    """Mark a revision as looked at and found good.

    Raises NotAllowed, for one's own edits too, and Refused when somebody has done it.
    """
    require(may_patrol(by, revision), _("Somebody else has to patrol this edit."))
    with transaction.atomic():
        Page.objects.select_for_update(no_key=True).get(pk=revision.page_id)
        if RevisionMark.objects.filter(revision=revision).exclude(patrolled_at=None).exists():
            raise Refused(_("Somebody has patrolled this edit already."))
        mark_patrolled([revision], by)
        record(JournalAction.PATROL, by=by, revision=revision)


def roll_back(page, *, by, author, reason=""):
    """Undo all edits at the top of the history that one `author` made in a row; return the revision.

    The page goes back to its newest revision by anybody else, facts and all; the undone edits count as
    patrolled. Raises NotAllowed; EditConflict when somebody else has saved since; Refused when nobody else
    has written the page since it was new or deleted, or it says the same already; and FactsInvalid when the
    old facts can no longer stand. (MediaWiki's rollback is defined the same.)
    """
    require(may_roll_back(by))
    current = page.revisions.select_related("author").get(pk=page.current_id)
    if author is None or current.author != author:
        raise EditConflict(_("The newest edit is not by this person any more. Look at the history."), current)
    before = page.revisions.filter(number__lt=current.number)
    target = before.exclude(author=author).order_by("-number").first()
    if target is None:
        raise Refused(_("Nobody else has written this page, so there is nothing to go back to."))
    undone = [*before.filter(number__gt=target.number).without_texts(), current]
    if any("again" in one.tags for one in undone):
        raise Refused(
            _("These edits wrote a deleted page again. Delete it, so that what it said before stays away.")
        )
    if not target.is_readable:
        raise Refused(" ".join([_("The page would go back to what can't be read."), target.why_unreadable]))
    if target.sha256 == current.sha256:
        raise Refused(_("These edits cancel each other out, so there is nothing to roll back."))
    content = prepare(page, target.body, KINDS[page.kind].known(target.facts))
    summary = _rollback_summary(len(undone), reason, target)
    with transaction.atomic():
        revision = write_over(page, current, content, by=by, summary=summary, minor=True, tags=["rollback"])
        others = [one for one in undone if one.author_id != by.pk]
        mark_patrolled(others, by)
        # Titles stay: a roll-back is about words and facts.
        mark_reverted([one for one in others if TITLE_TAGS.isdisjoint(one.tags)])
        record(
            JournalAction.ROLL_BACK,
            by=by,
            member=author,
            revision=revision,
            reason=reason,
            edits=len(undone),
            to=target.number,
        )
    return revision


def roll_back_member(member, *, by, reason, since=None, until=None):
    """Take back all that `member` wrote from the moment `since` on and before `until`, if given.

    Returns a PagePlan for each page, as it was carried out: what could not be done is left, and says why.
    Each page is saved by itself, with one entry in the journal. Raises NotAllowed, and Refused without a
    reason or for one's own edits.
    """
    refuse_without_reason(reason)
    if member == by:
        raise Refused(_("Undo your own edits one by one."))
    require(may_roll_back_member(by, member))
    done, refused = [], []
    for plan in plan_mass_roll_back(member, since, until):
        try:
            done.append(_carry_out(plan, by, member, reason))
        except _REFUSALS:
            refused.append(plan.page)
    # Some can be done once others are, and people save meanwhile.
    return done + [_try_again(page, by, member, reason, since, until) for page in refused]


def _try_again(page, by, member, reason, since, until):
    plan = plan_page(Page.objects.select_related("current").get(pk=page.pk), member, since, until)
    try:
        return _carry_out(plan, by, member, reason)
    except _REFUSALS as refusal:
        return replace(plan, outcome=Outcome.LEAVE, why=str(refusal))


def _carry_out(plan, by, member, reason):
    """Do what a PagePlan says, and return it as it was done. Raises what actions raise when they refuse."""
    said = {"by": by, "member": member, "reason": reason, "edits": len(plan.undone)}
    with transaction.atomic():
        _take_back(plan, said | {"title": plan.titles.to})
    try:
        _bring_titles_back(plan, said)
    except _REFUSALS as refusal:
        if plan.outcome == Outcome.RETITLE:
            raise
        return replace(plan, titles=Retitling(), why=str(refusal))
    return plan


def _take_back(plan, said):
    """Write the words and facts of a page without the edits that are undone."""
    by, reason = said["by"], said["reason"]
    if plan.outcome == Outcome.DELETE:
        delete_page(plan.page, by=by, reason=reason)
        if not Page.objects.filter(pk=plan.page.pk, current=plan.page.current).exists():
            raise Overtaken(_("Somebody else has saved this page meanwhile."))
    elif plan.outcome in (Outcome.ROLL_BACK, Outcome.UNDO):
        content = prepare(plan.page, plan.body, plan.facts)
        summary = _rollback_summary(len(plan.undone), reason)
        written = {"by": by, "summary": summary, "minor": True, "tags": ["rollback"]}
        revision = write_over(plan.page, plan.page.current, content, **written)
        record(JournalAction.ROLL_BACK, revision=revision, **said)
    elif plan.outcome == Outcome.NOTHING:
        record(JournalAction.PATROL, revision=plan.undone[0], **said)
    if plan.outcome not in (Outcome.LEAVE, Outcome.RETITLE):
        mark_rolled_back(plan.undone, by)


def _bring_titles_back(plan, said):
    """Move the page back, and change what else leads to it; each is a revision that says so."""
    page, titles, why = plan.page, plan.titles, {"by": said["by"], "reason": said["reason"]}
    if titles.to:
        free_title(titles.to, by=said["by"], member=said["member"])
        move_page(page, title=titles.to, keep_old=titles.keep_old, **why)
    for title in titles.away:
        remove_title(page, title=title, **why)
    for title in titles.back:
        add_title(page, title=title, **why)
    if plan.outcome == Outcome.RETITLE:
        with transaction.atomic():
            record(JournalAction.ROLL_BACK, page=page, title=titles.to, **said)
            mark_rolled_back(plan.undone, said["by"])


def _rollback_summary(count, reason, target=None):
    """Return a summary without a name: a revision never changes, and whoever leaves takes theirs away."""
    words = ngettext("Rolled back %(count)s edit", "Rolled back %(count)s edits", count) % {"count": count}
    if target:
        words += _(" to revision %(number)s") % {"number": target.number}
    return ": ".join(filter(None, (words, reason.strip())))

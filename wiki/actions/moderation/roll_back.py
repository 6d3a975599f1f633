"""Rolls back the newest edits of one person on a page, or all edits of a member in a span of time."""

from functools import partial

from django.utils.translation import gettext as _, ngettext

from wiki.actions.acts import act
from wiki.actions.history.revisions import mark_patrolled, mark_reverted
from wiki.actions.journal import record
from wiki.actions.locking import lock_names, lock_pages
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.pages.conflicts import NOT_THE_NEWEST
from wiki.actions.pages.edits import Edit, write
from wiki.actions.titles.moving import retitle
from wiki.facts.kinds import KINDS
from wiki.models import JournalAction, Page, RevisionMark, Title
from wiki.permissions.editing import EditRights, refuse
from wiki.permissions.powers import may_act, may_roll_back_member, require, require_reason
from wiki.queries.moderation.roll_back import Outcome, PagePlan, plan_mass_roll_back, plan_page
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.lookup import PageTitles, find_title
from wiki.refusals import EditConflict, Refused
from wiki.text.progress import FULL
from wiki.text.titles import MAX_TITLE_BYTES, title_key
from wiki.wording import reason_of


def roll_back(page, *, by, author, reason=""):
    """Undo all edits at the top of the history that one `author` made in a row; return the revision.

    The page returns to the newest revision by anybody else, facts included, and the undone edits count as
    patrolled. Raises EditConflict if somebody else has saved since; Refused if nobody else has edited the
    page since it was new or deleted, or if nothing would change; and FactsInvalid. (As in MediaWiki.)
    """
    require(may_act(by, "roll_back_page"))
    page = Page.objects.select_related("current__author").get(pk=page.pk)
    current = page.current
    if author is None or current.author != author:
        raise EditConflict(NOT_THE_NEWEST, current)
    target, undone = _target(page, current)
    content = prepare(page, target.body, KINDS[page.kind].known(target.facts))
    with act():
        revision = _write(page, content, by, len(undone), reason, target)
        # Titles stay: a roll-back is about text and facts.
        others = [edit for edit in undone if edit.author_id != by.pk]
        mark_patrolled(others, by)
        mark_reverted([edit for edit in others if not edit.changes_titles])
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

    Returns a PagePlan for each page, as it was carried out; where it could not be, the plan says why. Texts
    come first, page by page, then titles; each transaction writes one entry in the journal for each page.
    Raises Refused for one's own edits.
    """
    require_reason(reason)
    if member == by:
        raise Refused(_("Undo your own edits one by one."))
    require(may_roll_back_member(by, member))
    entry = {"by": by, "member": member, "reason": reason}
    plan_again = partial(plan_page, member=member, since=since, until=until)
    plans = {plan.page.pk: _undo_edits(plan, entry) for plan in plan_mass_roll_back(member, since, until)}
    for pk, plan in plans.items():
        if plan.outcome == Outcome.LEAVE:  # some can be undone after others, and people save meanwhile
            plans[pk] = _undo_edits(plan_again(pk), entry)
    waiting = {pk: plan for pk, plan in plans.items() if plan.titles}
    while waiting:
        group = {pk: waiting.pop(pk) for pk in _linked(waiting)}
        try:
            _undo_titles(group, plan_again, entry)
        except Refused as refusal:
            for pk, plan in group.items():
                outcome = Outcome.LEAVE if plan.outcome == Outcome.RETITLE else plan.outcome
                undone = [revision for revision in plan.undone if not revision.changes_titles]
                kept = plan.kept + [revision for revision in plan.undone if revision.changes_titles]
                plans[pk] = PagePlan(plan.page, outcome, undone, kept, reason_of(refusal))
    return list(plans.values())


def _undo_edits(plan, entry):
    """Carry out a PagePlan except for its titles; return it, with the reason if it was refused."""
    edits = [revision for revision in plan.undone if not (plan.titles and revision.changes_titles)]
    by, reason = entry["by"], entry["reason"]
    try:
        with act():
            if plan.outcome == Outcome.DELETE:
                delete_page(plan.page, by=by, reason=reason, current=plan.page.current)
            elif plan.outcome in (Outcome.ROLL_BACK, Outcome.UNDO):
                content = prepare(plan.page, plan.body, plan.facts)
                revision = _write(plan.page, content, by, len(edits), reason)
                record(JournalAction.ROLL_BACK, revision=revision, edits=len(edits), **entry)
            else:
                lock_pages(Page.objects.filter(pk=plan.page.pk))
                marks = RevisionMark.objects.filter(revision__in=edits, reverted=True)
                done = set(marks.exclude(patrolled_at=None).values_list("revision", flat=True))
                edits = [edit for edit in edits if edit.pk not in done]
                if edits:
                    record(JournalAction.PATROL, revision=edits[0], edits=len(edits), **entry)
            mark_patrolled(edits, by)
            mark_reverted(edits)
    except Refused as refusal:
        return PagePlan(plan.page, Outcome.LEAVE, [], plan.kept + plan.undone, reason_of(refusal))
    return plan


def _linked(plans):
    """Return the keys of the first of `plans` and of those that hold titles it needs, and so on."""
    keys = [next(iter(plans))]
    for key in keys:
        wanted = [title_key(title) for title in plans[key].titles.wanted]
        holders = Title.objects.filter(key__in=wanted, page__in=plans.keys() - set(keys))
        keys += holders.order_by().values_list("page", flat=True).distinct()
    return keys


@act()
def _undo_titles(pages, plan_again, entry):
    """Restore the titles of pages that hold each other's titles. Raises Refused."""
    lock_names()
    plans = [plan for plan in map(plan_again, pages) if plan.titles and not plan.page.deleted_at]
    by, reason = entry["by"], entry["reason"]
    for plan in plans:
        refuse(EditRights(by, plan.page).why_not_move)
    retitle(list(_title_changes(plans, entry)), by=by, reason=reason)
    for plan in plans:
        revisions = [revision for revision in plan.undone if revision.changes_titles]
        record(JournalAction.ROLL_BACK, page=plan.page, edits=len(revisions), **entry)
        mark_patrolled(revisions, by)
        mark_reverted(revisions)


def _title_changes(plans, entry):
    """Yield the changes that wiki.actions.titles.moving.retitle makes for these plans."""
    for plan in plans:
        for title in plan.titles.away:
            yield plan.page, PageTitles.without_redirect, title
    waiting = {plan.page.pk: plan.titles for plan in plans}
    for plan in reversed(plans):
        titles = waiting.pop(plan.page.pk)
        for title in titles.wanted:
            yield from _freed(title, waiting, entry)
        if titles.to:
            yield plan.page, PageTitles.moved_to, titles.to, titles.keep_old
        for title in titles.back:
            yield plan.page, PageTitles.with_redirect, title


def _freed(text, waiting, entry):
    """Yield the change that takes a title from a page in `waiting`, or from the member's deleted page."""
    title = find_title(FULL, text)
    if title is None:
        return
    page, titles, new_title = title.page, waiting.get(title.page_id), str(title.page)
    if titles:
        is_given_up = title.is_current and titles.to and not titles.keep_old
    else:
        edits = page.revisions.filter(old_title="", new_title="")
        is_given_up = page.deleted_at and not edits.exclude(author=entry["member"]).exists()
    if not is_given_up:
        return
    change = PageTitles.without_redirect, text
    if title.is_current:
        suffix = f" ({page.uid})"
        room = MAX_TITLE_BYTES - len(suffix.encode())
        new_title = title.text.encode()[:room].decode(errors="ignore").rstrip() + suffix
        change = PageTitles.moved_to, new_title, False
    if page.deleted_at:
        by, reason = entry["by"], entry["reason"]
        record(JournalAction.VACATE, by=by, page=page, title=text, reason=reason, new_title=new_title)
    yield page, *change


def _write(page, content, by, count, reason, target=None):
    """Write the edit of a roll-back. Its summary names no member, because members can be renamed."""
    summary = ngettext("Rolled back %(count)s edit", "Rolled back %(count)s edits", count) % {"count": count}
    if target:
        summary += _(" to revision %(number)s") % {"number": target.number}
    summary = ": ".join(filter(None, (summary, reason.strip())))
    options = {"base": page.current, "minor": True, "tags": ("rollback",), "merges": False}
    return write(Edit(page, content, by, summary=summary, **options))

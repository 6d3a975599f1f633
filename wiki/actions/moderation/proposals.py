"""Edits that wait for a review: proposed, changed and withdrawn by their author, accepted or rejected."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.actions.moderation.deletion import write_again, write_back
from wiki.actions.pages.editing import (
    create_page,
    edit_page,
    merge_in,
    refuse_deleted,
    refuse_taken,
    refuse_unknown_base,
    restore_revision,
    summary_of_restoring,
    write_new,
)
from wiki.actions.people.accounts import promote_if_ready
from wiki.facts.kinds import KINDS
from wiki.models import Page, Proposal, User
from wiki.models.moderation import JournalAction
from wiki.models.requests import ProposalState
from wiki.permissions import may_act, refuse, require, why_not_edit
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import refuse_banned_sites
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused, ReviewNeeded
from wiki.text.titles import clean_title, title_key

MOST_WAITING = 20  # proposals of one member


def submit_page(title, kind, *, by, **said):
    """Write a new page as create_page does and return its revision; where it has to wait, its Proposal.

    At a title of a deleted page it is that page, of the kind that it was (deletion.write_again).
    """
    deleted = deleted_page(title)
    try:
        revision = write_again(deleted, by=by, **said) if deleted else create_page(title, kind, by=by, **said)
    except ReviewNeeded as needed:
        return _propose(deleted or Page(kind=kind), by, needed.cause, title=clean_title(title), **said)
    promote_if_ready(by)
    return revision


def submit_edit(page, *, by, base, undoes=None, choices=None, **said):
    """Edit `page` as edit_page does and return its revision; where it has to wait, the Proposal."""
    try:
        revision = edit_page(page, by=by, base=base, undoes=undoes, choices=choices, **said)
    except ReviewNeeded as needed:
        return _propose(page, by, needed.cause, base=base, **said)
    promote_if_ready(by)
    return revision


def submit_restored(revision, *, by, base):
    """Restore an old revision and return the new one; where it has to wait, the Proposal."""
    try:
        return restore_revision(revision, by=by, base=base)
    except ReviewNeeded as needed:
        facts = KINDS[revision.page.kind].known(revision.facts)
        said = {"body": revision.body, "facts": facts, "summary": summary_of_restoring(revision)}
        return _propose(revision.page, by, needed.cause, base=base, **said)


def _propose(page, by, cause, *, body, facts, title="", base=None, summary="", minor=False):
    """Keep an edit until somebody decides; one that changes nothing gives the revision that says the same.

    Raises BodyRefused, FactsInvalid, Refused for the limit or a deleted page, or EditConflict for a base that
    is none.
    """
    content = prepare(page, body, facts)
    if not title and (same := _says_already(page, base, content)):
        return same
    with transaction.atomic():
        # Two at once would both find that there is room for one more.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if Proposal.objects.filter(author=by, state=ProposalState.WAITING).count() >= MOST_WAITING:
            words = _(
                "%(count)s of your edits wait for a review already. Change or withdraw one of them first."
            )
            raise Refused(words % {"count": MOST_WAITING})
        now = clock.now()
        return Proposal.objects.create(
            page=None if title else page,
            title=title,
            kind=page.kind,
            base=base,
            author=by,
            body=content.body,
            facts=content.facts,
            summary=summary.strip()[:500],
            minor=minor,
            cause=cause,
            created_at=now,
            changed_at=now,
        )


def _says_already(page, base, content):
    """Return the revision, `base` or the current one, that says what a Content says, or None."""
    now = Page.objects.select_related("current").get(pk=page.pk)
    refuse_deleted(now)
    current = now.current
    if content.sha256 == current.sha256:
        return current
    refuse_unknown_base(page, base, current)
    return base if content.sha256 == base.sha256 else None


def amend(proposal, *, by, body, facts, summary="", minor=False):
    """Change a waiting proposal of one's own, and return it as it is then.

    Raises NotAllowed, also for who may not write there any more; Refused, BodyRefused or FactsInvalid.
    """
    require(by == proposal.author)
    page = _page_of(proposal)
    refuse(why_not_edit(by, proposal.page, key=title_key(proposal.title) if proposal.title else ""))
    content = prepare(page, body, facts)
    refuse_banned_sites(page, content)
    with _deciding(proposal) as waiting:
        waiting.body, waiting.facts = content.body, content.facts
        waiting.summary, waiting.minor, waiting.changed_at = summary.strip()[:500], minor, clock.now()
        waiting.save()
    return waiting


def withdraw(proposal, *, by):
    """Take a waiting proposal of one's own back. Raises NotAllowed or Refused."""
    require(by == proposal.author)
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.WITHDRAWN, by)


def accept(proposal, *, by, changed_at, choices=None):
    """Make the edit that was proposed, merged with what was saved since.

    Returns the revision, which is its author's, or None when the page says all of it already.
    `changed_at` is when the proposal was last changed, as whoever accepts has read it. `choices` settles
    clashes (facts.merging). Raises NotAllowed, for one's own too; Refused when it does not wait any more or
    was changed, or its page is deleted; EditConflict where it clashes, or its base is gone; TitleTaken,
    BodyRefused or FactsInvalid. Then nothing is written, and it waits on.
    """
    _require_judge(by, proposal)
    refuse(why_not_edit(by, proposal.page))
    page = _page_of(proposal)
    content = prepare(page, proposal.body, KINDS[proposal.kind].known(proposal.facts))
    refuse_banned_sites(page, content)
    with _deciding(proposal) as waiting:
        if {waiting.changed_at, proposal.changed_at} != {changed_at}:
            raise Refused(_("Its author has changed this proposal meanwhile. Look at it again."))
        waiting.revision = _write(waiting, page, content, by, choices)
        waiting.page = waiting.revision.page if waiting.revision else waiting.page
        _decide(waiting, ProposalState.ACCEPTED, by)
        about = {"page": waiting.page, "revision": waiting.revision}
        record(JournalAction.ACCEPT, by=by, member=proposal.author, **about)
    promote_if_ready(proposal.author)
    return waiting.revision


def reject(proposal, *, by, reason):
    """Leave the page as it is, and tell the author why. Raises NotAllowed, for one's own too, or Refused."""
    _require_judge(by, proposal)
    if not reason.strip():
        raise Refused(_("Say why, so that its author can learn from it."))
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.REJECTED, by, reason)
        about = {"page": proposal.page} if proposal.page else {"title": proposal.title}
        # Readers are not told what was proposed, and a title may be all of it.
        record(JournalAction.REJECT, by=by, member=proposal.author, reason=reason, private=True, **about)


def _require_judge(by, proposal):
    require(may_act(by, "decide_proposal"))
    require(by != proposal.author, _("Somebody else has to decide about your own proposal."))


def _page_of(proposal):
    """Return the page that it changes or, deleted or unsaved, the one that it would become."""
    return proposal.page or deleted_page(proposal.title) or Page(kind=proposal.kind)


def _write(proposal, page, content, by, choices):
    """Write what was proposed and return the revision, or None when the page says it already."""
    said = {"by": proposal.author, "accepted_by": by, "tags": ["proposal"]}
    said |= {"summary": proposal.summary, "minor": proposal.minor}
    if not proposal.page_id:
        if page.deleted_at:
            return write_back(page, content, **said)
        refuse_taken(title_key(proposal.title))
        return write_new(page, proposal.title, content, **said)
    revision = merge_in(page, content, proposal.base, choices=choices, **said)
    # Without a difference it is the current revision, which is somebody's already.
    is_ours = "proposal" in revision.tags and not Proposal.objects.filter(revision=revision).exists()
    return revision if is_ours else None


@contextmanager
def _deciding(proposal):
    """Give the proposal under its lock, as long as it waits. Raises Refused when it does not any more."""
    with transaction.atomic():
        found = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if not found.is_waiting:
            words = _("This proposal does not wait any more: it is %(state)s.")
            raise Refused(words % {"state": found.get_state_display()})
        yield found


def _decide(proposal, state, by, reason=""):
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.reason = reason.strip()
    proposal.save()

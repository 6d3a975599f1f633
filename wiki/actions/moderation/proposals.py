"""Deciding about edits that wait for review: changed and withdrawn by their author, accepted or rejected."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.actions.pages.edits import Edit, write
from wiki.actions.people.groups import promote_if_ready
from wiki.facts.kinds import KINDS
from wiki.models import Page, Proposal
from wiki.models.moderation import JournalAction
from wiki.models.requests import ProposalState
from wiki.permissions.editing import EditRights, refuse
from wiki.permissions.powers import may_act, require
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import refuse_banned_sites
from wiki.queries.titles.availability import refuse_deleted, refuse_taken
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused
from wiki.text.titles import title_key


def amend(proposal, *, by, body, facts, summary="", minor=False):
    """Change a waiting proposal of one's own, and return it as it is then.

    Raises NotAllowed, also for who may no longer edit there; Refused, BodyRefused or FactsInvalid.
    """
    require(by == proposal.author)
    key = title_key(proposal.title) if proposal.title else ""
    refuse(EditRights(by, proposal.page, key=key).why_not_edit)
    page = _page_of(proposal)
    content = prepare(page, body, facts)
    refuse_banned_sites(page, content)
    with _deciding(proposal) as waiting:
        waiting.body, waiting.facts = content.body, content.facts
        waiting.summary, waiting.minor, waiting.changed_at = summary.strip()[:500], minor, clock.now()
        waiting.save()
    return waiting


def withdraw(proposal, *, by):
    """Withdraw a waiting proposal of one's own. Raises NotAllowed or Refused."""
    require(by == proposal.author)
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.WITHDRAWN, by)


def accept(proposal, *, by, changed_at, choices=None):
    """Make the edit that was proposed, merged with what was saved since.

    Returns the revision, whose author is that of the proposal, or None when the page says all of it
    already. `changed_at` is when the proposal was last changed, as whoever accepts has read it; `choices`
    settle clashes (facts.merging). Raises NotAllowed, for one's own too; Refused when it no longer waits or
    was changed, or its page is deleted; EditConflict where it clashes, or its base is gone; TitleTaken,
    BodyRefused or FactsInvalid. Then nothing is written, and it keeps waiting.
    """
    _require_judge(by, proposal)
    refuse(EditRights(by, proposal.page).why_not_edit)
    page = _page_of(proposal)
    content = prepare(page, proposal.body, KINDS[proposal.kind].known(proposal.facts))
    refuse_banned_sites(page, content)
    with _deciding(proposal) as waiting:
        if {waiting.changed_at, proposal.changed_at} != {changed_at}:
            raise Refused(_("Its author has changed this proposal in the meantime. Look at it again."))
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
        raise Refused(_("Give a reason, so that its author can learn from it."))
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.REJECTED, by, reason)
        about = {"page": proposal.page} if proposal.page else {"title": proposal.title}
        # Readers are not told what was proposed, and a title may be all of it.
        record(JournalAction.REJECT, by=by, member=proposal.author, reason=reason, private=True, **about)


def _require_judge(by, proposal):
    require(may_act(by, "decide_proposal"))
    require(by != proposal.author, _("Somebody else has to decide about your own proposal."))


def _page_of(proposal):
    """Return the page that a proposal changes or, deleted or unsaved, the one that it would become."""
    return proposal.page or deleted_page(proposal.title) or Page(kind=proposal.kind)


def _write(proposal, page, content, by, choices):
    """Write the edit that was proposed, and return its revision, or None when the page says it already."""
    if proposal.page_id:
        refuse_deleted(page)
    elif not page.deleted_at:
        refuse_taken(title_key(proposal.title))
    edit = Edit(
        page,
        content,
        proposal.author,
        base=proposal.base,
        title=proposal.title,
        summary=proposal.summary,
        minor=proposal.minor,
        tags=("proposal",),
        choices=choices or {},
        accepted_by=by,
    )
    revision = write(edit)
    # Without a difference it is the current revision, which is somebody's already.
    is_new = "proposal" in revision.tags and not Proposal.objects.filter(revision=revision).exists()
    return revision if is_new else None


@contextmanager
def _deciding(proposal):
    """Give the proposal under its lock, as long as it waits. Raises Refused when it no longer does."""
    with transaction.atomic():
        found = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if not found.is_waiting:
            words = _("This proposal no longer waits: it is %(state)s.")
            raise Refused(words % {"state": found.get_state_display()})
        yield found


def _decide(proposal, state, by, reason=""):
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.reason = reason.strip()
    proposal.save()

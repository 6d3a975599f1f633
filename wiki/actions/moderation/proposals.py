"""Decides about edits that wait for review: authors amend and withdraw them, moderators accept and reject."""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.pages.edits import Edit, write
from wiki.actions.people.accounts import promote_if_ready
from wiki.facts.kinds import KINDS
from wiki.models import JournalAction, Page, Proposal, ProposalState
from wiki.permissions.editing import EditRights, refuse
from wiki.permissions.powers import may_act, require
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import refuse_banned_sites
from wiki.queries.titles.availability import refuse_deleted, refuse_taken
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused
from wiki.text.titles import title_key


def amend(proposal, *, by, body, facts, summary="", minor=False):
    """Change one's own waiting proposal, and return it. Raises Refused, BodyRefused or FactsInvalid."""
    require(by == proposal.author)
    key = title_key(proposal.title) if proposal.title else ""
    refuse(EditRights(by, proposal.page, key=key).why_not_edit)
    content = _prepare(proposal, body, facts)[1]
    with _deciding(proposal) as waiting:
        waiting.body, waiting.facts = content.body, content.facts
        waiting.summary, waiting.minor, waiting.changed_at = summary.strip()[:500], minor, clock.now()
        waiting.save()
    return waiting


def withdraw(proposal, *, by):
    """Withdraw one's own proposal. Raises Refused if it no longer waits."""
    require(by == proposal.author)
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.WITHDRAWN, by)


def accept(proposal, *, by, changed_at, choices=None):
    """Save the proposed edit, merged with what was saved since.

    Returns the revision, credited to the author of the proposal, or None if nothing would change.
    `changed_at` is when the proposal that the moderator has read was last changed; `choices` settle clashes
    (facts.merging). Raises NotAllowed for one's own; Refused if it no longer waits or was changed, or its
    page is deleted; EditConflict if it clashes or its base is gone; TitleTaken, BodyRefused or FactsInvalid.
    """
    _require_judge(by, proposal)
    refuse(EditRights(by, proposal.page).why_not_edit)
    page, content = _prepare(proposal, proposal.body, KINDS[proposal.kind].known(proposal.facts))
    with _deciding(proposal) as waiting:
        if {waiting.changed_at, proposal.changed_at} != {changed_at}:
            raise Refused(_("The author has changed this proposal in the meantime. Look at it again."))
        if waiting.page_id:
            refuse_deleted(page)
        elif not page.deleted_at:
            refuse_taken(title_key(waiting.title))
        options = {name: getattr(waiting, name) for name in ("base", "title", "summary", "minor")}
        options |= {"tags": ("proposal",), "choices": choices or {}, "accepted_by": by}
        revision = write(Edit(page, content, waiting.author, **options))
        # If nothing changed, this is the current revision, which may come from another proposal.
        if "proposal" in revision.tags and not Proposal.objects.filter(revision=revision).exists():
            waiting.revision, waiting.page = revision, revision.page
        _decide(waiting, ProposalState.ACCEPTED, by)
        about = {"page": waiting.page, "revision": waiting.revision}
        record(JournalAction.ACCEPT, by=by, member=proposal.author, **about)
    promote_if_ready(proposal.author)
    return waiting.revision


def reject(proposal, *, by, reason):
    """Reject a proposal, with a reason for its author. Raises NotAllowed for one's own, or Refused."""
    _require_judge(by, proposal)
    if not reason.strip():
        raise Refused(_("Give a reason, so that its author can learn from it."))
    with _deciding(proposal) as waiting:
        _decide(waiting, ProposalState.REJECTED, by, reason)
        about = {"page": proposal.page, "title": proposal.title}
        # Rejected content is not public, and a title may be all of it.
        record(JournalAction.REJECT, by=by, member=proposal.author, reason=reason, private=True, **about)


def _require_judge(by, proposal):
    require(may_act(by, "decide_proposal"))
    require(by != proposal.author, _("Somebody else has to decide about your own proposal."))


def _prepare(proposal, body, facts):
    """Return the page of a proposal, which may be deleted or unsaved, and the Content for it."""
    page = proposal.page or deleted_page(proposal.title) or Page(kind=proposal.kind)
    content = prepare(page, body, facts)
    refuse_banned_sites(page, content)
    return page, content


@contextmanager
def _deciding(proposal):
    """Lock a waiting proposal in a transaction, and yield it. Raises Refused if it no longer waits."""
    with act():
        locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if not locked.is_waiting:
            words = _("This proposal is no longer waiting: it is %(state)s.")
            raise Refused(words % {"state": locked.get_state_display()})
        yield locked


def _decide(proposal, state, by, reason=""):
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, clock.now()
    proposal.reason = reason.strip()
    proposal.save()

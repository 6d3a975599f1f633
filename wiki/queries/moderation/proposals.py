"""Edits that wait for a review, for their authors and for moderators. No other user can see them."""

from wiki.models import Proposal
from wiki.permissions.powers import may_act
from wiki.queries.history.revisions import keys_in
from wiki.text.titles import title_key


def find_proposal(user, pk):
    """Return the Proposal with that primary key, or None if `user` may not see it or it does not exist."""
    related = ("page__current__mark", "base__mark", "author", "decided_by", "revision")
    proposals = Proposal.objects.filter(pk=pk).select_related(*related).prefetch_related("page__titles")
    sees_all = may_act(user, "decide_proposal")
    return (proposals if sees_all else proposals.filter(author=user.pk)).first()


def proposals_of(user):
    """Return the proposals of `user`, newest first, without their texts."""
    proposals = user.proposals.select_related("page").prefetch_related("page__titles")
    return proposals.defer("body", "facts").order_by("-pk")


def proposals_for(user, target):
    """Return the proposals of `user` for an EditTarget, newest first, without their texts."""
    if not user.is_authenticated:
        return []
    return [proposal for proposal in proposals_of(user).filter(page=target.page) if _fits(proposal, target)]


def amendable(user, pk, target):
    """Return the waiting Proposal of `user` for an EditTarget, or None. `pk` is user input.

    A proposal of a new page still fits after somebody else has created a page with that title.
    """
    pks = keys_in(pk) if user.is_authenticated else []
    proposal = find_proposal(user, pks[0]) if pks else None
    if proposal is None or proposal.author != user or not proposal.is_waiting:
        return None
    return proposal if _fits(proposal, target) else None


def _fits(proposal, target):
    if proposal.page_id:
        return proposal.page == target.page
    return title_key(proposal.title) == title_key(target.title)


def compared_with(proposal):
    """Return the revision with which to compare a proposal, None for a new page or a deleted one.

    It is the base of the edit, or the current revision if the base is hidden.
    """
    base = proposal.base
    if proposal.page and proposal.page.deleted_at:
        return None
    return proposal.page.current if base and not base.is_readable else base

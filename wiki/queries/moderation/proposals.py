"""Edits that wait for a review, for their authors and for whoever decides. Nobody else is told of any."""

from wiki.models import Proposal
from wiki.permissions.powers import may_act
from wiki.queries.history.comparisons import compare
from wiki.text.titles import title_key


def find_proposal(user, pk):
    """Return the Proposal with that key as `user` may see it, or None when there is none to see."""
    related = ("page__current__mark", "base__mark", "author", "decided_by", "revision")
    found = Proposal.objects.filter(pk=pk).select_related(*related)
    found = found if may_act(user, "decide_proposal") else found.filter(author=user.pk)
    return found.prefetch_related("page__titles").first()


def proposals_of(user):
    """Return what `user` has proposed, newest first, without the texts."""
    found = user.proposals.select_related("page").prefetch_related("page__titles")
    return found.defer("body", "facts").order_by("-pk")


def proposals_for(user, target):
    """Return the proposals of `user` for an EditTarget, newest first, without their texts."""
    if not user.is_authenticated:
        return []
    key = title_key(target.title)
    found = proposals_of(user).filter(page=target.page)
    return [one for one in found if one.page_id or title_key(one.title) == key]


def amendable(user, pk, target):
    """Return the waiting Proposal of `user` for an EditTarget, or None; `pk` may be anything typed.

    A title that has a page by now still fits the proposal of a new page.
    """
    text = str(pk or "")
    if not (user.is_authenticated and text.isascii() and text.isdigit() and len(text) < 19):
        return None
    found = find_proposal(user, int(text))
    if found is None or found.author != user or not found.is_waiting:
        return None
    fits = found.page == target.page if found.page else title_key(found.title) == title_key(target.title)
    return found if fits else None


def compared_with(proposal):
    """Return the revision that shows what a proposal changes, None for a new page or a deleted one.

    It is the one that was edited; where nobody may read that any more, the page as it is now.
    """
    base = proposal.base
    if proposal.page and proposal.page.deleted_at:
        return None
    return proposal.page.current if base and not base.is_readable else base


def changes_of(proposal):
    """Return the Comparison of a proposal with what it changes."""
    old = compared_with(proposal)
    body, facts = (old.body, old.facts) if old else ("", {})
    return compare(proposal.kind, body, facts, proposal.body, proposal.facts)

"""What moderators look at before they decide about a member."""

from dataclasses import dataclass

from wiki.models import Block, Proposal
from wiki.models.requests import ProposalState
from wiki.queries.people.records import Record, records_of


@dataclass(frozen=True)
class Conduct:
    """The Record of a member, all their blocks, the one that holds now, and how many proposals wait."""

    record: Record
    blocks: list[Block]
    blocked: Block | None
    waiting: int


def conduct_of(member):
    """Return the Conduct of a member."""
    blocks = Block.objects.filter(member=member).select_related("by").prefetch_related("pages__titles")
    held = set(Block.objects.in_force().filter(member=member).values_list("pk", flat=True))
    blocks = list(blocks)
    return Conduct(
        records_of([member.pk])[member.pk],
        blocks,
        next((one for one in blocks if one.pk in held), None),
        Proposal.objects.filter(author=member, state=ProposalState.WAITING).count(),
    )


def blocked_among(users):
    """Return the primary keys of those `users` who are blocked now, anywhere."""
    held = Block.objects.in_force().filter(member__in=users)
    return set(held.values_list("member", flat=True))

"""The record of a member, for moderators to look at before they decide."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from wiki.models import Block, RevisionMark, User


@dataclass(frozen=True)
class Record:
    """Since when somebody is a member, their edits, how many were reverted, and whether they are blocked."""

    joined: datetime
    edits: int
    reverted: int
    is_blocked: bool

    @property
    def share(self):
        """The share of reverted edits, in percent."""
        return round(100 * self.reverted / self.edits) if self.edits else 0


def records_of(users):
    """Map the primary key of each user to their Record, in one query that two indexes answer."""
    reverted = RevisionMark.objects.filter(reverted=True).values("revision")
    counted = User.objects.filter(pk__in=users).annotate(
        edit_count=Count("revisions"),
        reverted_count=Count("revisions", filter=Q(revisions__in=reverted)),
        is_blocked=Exists(Block.objects.in_force().filter(member=OuterRef("pk"))),
    )
    return {
        user.pk: Record(user.date_joined, user.edit_count, user.reverted_count, user.is_blocked)
        for user in counted
    }

"""The record of a member: when they joined, and how many of their edits were reverted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from wiki.models import RevisionMark, User


@dataclass(frozen=True)
class Record:
    """Since when somebody is here, how many edits they made, and how many of them were taken back."""

    joined: datetime
    edits: int
    reverted: int

    @property
    def share(self):
        """What part was taken back, in percent."""
        return round(100 * self.reverted / self.edits) if self.edits else 0


def records_of(users):
    """Map the primary key of each user to their Record, in one query that two indexes answer."""
    reverted = RevisionMark.objects.filter(reverted=True).values("revision")
    counted = User.objects.filter(pk__in=users).annotate(
        edits=Count("revisions"), taken_back=Count("revisions", filter=Q(revisions__in=reverted))
    )
    return {user.pk: Record(user.date_joined, user.edits, user.taken_back) for user in counted}

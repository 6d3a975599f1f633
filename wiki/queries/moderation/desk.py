"""The first page of the admin: open work, new members and the newest journal entries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from wiki.models import JournalAction, JournalEntry, Proposal, ProposalState, Report, Revision, User
from wiki.queries.moderation.journal import readable_by

DAYS_NEW = 7
_MOST_LISTED = 10


@dataclass(frozen=True)
class Waiting:
    """How many rows need attention, and when the oldest was created."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Desk:
    """Everything on the first page of a moderator."""

    edits: Waiting
    proposals: Waiting
    reports: Waiting
    new_members: list[User]
    new_member_count: int
    new_since: datetime
    journal: list[JournalEntry]


def desk(viewer):
    """Return the Desk of a moderator, in a fixed number of queries."""
    since = timezone.now() - timedelta(days=DAYS_NEW)
    newcomers = User.objects.filter(date_joined__gte=since, is_active=True)
    entries = readable_by(viewer, JournalEntry.objects.exclude(action=JournalAction.PATROL))
    return Desk(
        _waiting(Revision.objects.filter(mark__awaits_patrol=True, page__deleted_at=None)),
        _waiting(Proposal.objects.filter(state=ProposalState.WAITING)),
        _waiting(Report.objects.filter(outcome="")),
        list(newcomers.order_by("-date_joined")[:_MOST_LISTED]),
        newcomers.count(),
        since,
        list(entries.select_related("by", "member", "page").order_by("-pk")[:_MOST_LISTED]),
    )


def _waiting(rows):
    return Waiting(**rows.aggregate(count=Count("pk"), oldest=Min("created_at")))

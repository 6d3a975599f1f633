"""What waits for moderators, and what they did: the first page of the admin."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from wiki.models import JournalEntry, Proposal, Report, Revision, User
from wiki.models.moderation import JournalAction
from wiki.models.requests import ProposalState
from wiki.queries.moderation.journal import readable_by

DAYS_NEW = 7
_MOST_LISTED = 10


@dataclass(frozen=True)
class Waiting:
    """How much waits, and since when."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Desk:
    """All that a moderator sees first."""

    edits: Waiting
    proposals: Waiting
    reports: Waiting
    new_members: list[User]
    new_member_count: int
    new_since: datetime
    journal: list[JournalEntry]


def desk(viewer):
    """Return the Desk for one moderator, in a fixed number of queries."""
    since = timezone.now() - timedelta(days=DAYS_NEW)
    newcomers = User.objects.filter(date_joined__gte=since, is_active=True)
    done = readable_by(viewer, JournalEntry.objects.exclude(action=JournalAction.PATROL))
    related = done.select_related("by", "member", "page")
    return Desk(
        _waiting(edits_to_patrol(), "created_at"),
        _waiting(Proposal.objects.filter(state=ProposalState.WAITING), "created_at"),
        _waiting(Report.objects.filter(outcome=""), "created_at"),
        list(newcomers.order_by("-date_joined")[:_MOST_LISTED]),
        newcomers.count(),
        since,
        list(related.order_by("-pk")[:_MOST_LISTED]),
    )


def edits_to_patrol():
    """Return the revisions of live pages that nobody has looked at and that somebody should."""
    return Revision.objects.filter(mark__awaits_patrol=True, page__deleted_at=None)


def _waiting(found, moment):
    return Waiting(**found.aggregate(count=Count("pk"), oldest=Min(moment)))

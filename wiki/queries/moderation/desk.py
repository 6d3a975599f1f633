"""The first page of the admin: open work, new members and the newest journal entries."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from wiki.models import JournalAction, JournalEntry, Proposal, ProposalState, Report, Revision, User
from wiki.queries.lists.catalogue import counts_of_marks
from wiki.queries.moderation.journal import readable_by

DAYS_NEW = 7
_MOST_LISTED = 10


def desk(viewer):
    """Return a dict with everything on the first page of a moderator, in a fixed number of queries."""
    since = timezone.now() - timedelta(days=DAYS_NEW)
    newcomers = User.objects.filter(date_joined__gte=since, is_active=True)
    entries = readable_by(viewer, JournalEntry.objects.exclude(action=JournalAction.PATROL))
    return {
        "edits": _waiting(Revision.objects.filter(mark__awaits_patrol=True, page__deleted_at=None)),
        "proposals": _waiting(Proposal.objects.filter(state=ProposalState.WAITING)),
        "reports": _waiting(Report.objects.filter(outcome="")),
        "new_members": list(newcomers.order_by("-date_joined")[:_MOST_LISTED]),
        "new_member_count": newcomers.count(),
        "new_since": since,
        "pages": counts_of_marks(),
        "journal": list(entries.select_related("by", "member", "page").order_by("-pk")[:_MOST_LISTED]),
    }


def _waiting(rows):
    """Return how many rows wait, the `count`, and when the `oldest` was created."""
    return rows.aggregate(count=Count("pk"), oldest=Min("created_at"))

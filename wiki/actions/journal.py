"""The journal: each use of a moderator's power writes one entry, in the same transaction."""

from wiki.actions import clock
from wiki.models import MAX_REASON_LENGTH, MAX_TITLE_LENGTH, JournalEntry


def record(
    action, *, by, page=None, member=None, revision=None, title="", reason="", private=False, **details
):
    """Write the journal entry of a JournalAction by the user `by`, None for the operator; return it.

    The entry stores the page's present title, but no member's name: names are removed when people leave.
    `details` are plain values that wiki.queries.moderation.journal puts into words.
    """
    page = page or (revision.page if revision else None)
    return JournalEntry.objects.create(
        created_at=clock.now(),
        by=by,
        action=action,
        page=page,
        member=member,
        revision=revision,
        title=(title or str(page or ""))[:MAX_TITLE_LENGTH],
        reason=reason.strip()[:MAX_REASON_LENGTH],
        private=private,
        details=details,
    )

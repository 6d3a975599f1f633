"""The journal: each power of a moderator writes one entry, in the same transaction as what it does."""

from wiki.actions import clock
from wiki.models import JournalEntry
from wiki.models.moderation import MAX_REASON_LENGTH
from wiki.models.pages import MAX_TITLE_LENGTH


def record(
    action, *, by, page=None, member=None, revision=None, title="", reason="", private=False, **details
):
    """Write that `by`, None for the operator, did something, and why; return the JournalEntry.

    `action` is a JournalAction. A page is named as it is called now; a member never is, for whoever leaves
    takes the name away. `details` are plain values that wiki.queries.moderation.journal puts into words.
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

"""Saves an edit that must be reviewed as a proposal."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.locking import lock_members
from wiki.actions.pages.edits import refuse_unknown_base
from wiki.models import Page, Proposal, User
from wiki.models.requests import ProposalState
from wiki.queries.titles.availability import refuse_deleted
from wiki.refusals import Refused
from wiki.text.titles import clean_title

MAX_WAITING = 20  # proposals of one member


def propose(edit, cause):
    """Save an Edit as a Proposal for a Proposal.Cause, and return it; the same revision if nothing changes.

    Raises EditConflict for an unknown base, and Refused for a deleted page or if MAX_WAITING proposals of
    this member wait.
    """
    if not edit.title and (same := _identical_revision(edit)):
        return same
    with transaction.atomic():
        lock_members(User.objects.filter(pk=edit.by.pk))  # or two proposals at once could exceed the limit
        if Proposal.objects.filter(author=edit.by, state=ProposalState.WAITING).count() >= MAX_WAITING:
            words = _("%(count)s of your edits are waiting for review. Change or withdraw one of them first.")
            raise Refused(words % {"count": MAX_WAITING})
        now = clock.now()
        return Proposal.objects.create(
            page=None if edit.title else edit.page,
            title=clean_title(edit.title) if edit.title else "",
            kind=edit.page.kind,
            base=edit.base,
            author=edit.by,
            body=edit.content.body,
            facts=edit.content.facts,
            summary=edit.summary.strip()[:500],
            minor=edit.minor,
            cause=cause,
            created_at=now,
            changed_at=now,
        )


def _identical_revision(edit):
    """Return the current revision of the page, or the base, if `edit` would not change it, or None."""
    page = Page.objects.select_related("current").get(pk=edit.page.pk)
    refuse_deleted(page)
    current, sha256 = page.current, edit.content.sha256
    if sha256 == current.sha256:
        return current
    refuse_unknown_base(page, edit.base, current)
    return edit.base if sha256 == edit.base.sha256 else None

"""Keeps an edit that must be reviewed before readers see it: a proposal."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.pages.conflicts import refuse_unknown_base
from wiki.models import Page, Proposal, User
from wiki.models.requests import ProposalState
from wiki.queries.titles.availability import refuse_deleted
from wiki.refusals import Refused
from wiki.text.titles import clean_title

MOST_WAITING = 20  # proposals of one member


def propose(edit, cause):
    """Keep an Edit until a moderator decides, and return its Proposal; `cause` says why it must wait.

    An edit that changes nothing returns the revision that says the same. Raises EditConflict for an unknown
    base, and Refused for a deleted page or when too many proposals of this member wait.
    """
    if not edit.title and (same := _identical_revision(edit)):
        return same
    with transaction.atomic():
        # Two at once would both find that there is room for one more.
        User.objects.select_for_update(no_key=True).get(pk=edit.by.pk)
        if Proposal.objects.filter(author=edit.by, state=ProposalState.WAITING).count() >= MOST_WAITING:
            words = _("%(count)s of your edits are waiting for review. Change or withdraw one of them first.")
            raise Refused(words % {"count": MOST_WAITING})
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
    """Return the current revision of the page, or the base, when it says what `edit` does, or None."""
    page = Page.objects.select_related("current").get(pk=edit.page.pk)
    refuse_deleted(page)
    current, sha256 = page.current, edit.content.sha256
    if sha256 == current.sha256:
        return current
    refuse_unknown_base(page, edit.base, current)
    return edit.base if sha256 == edit.base.sha256 else None

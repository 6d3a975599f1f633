"""Removing for good what the law forbids to keep. The operator of the wiki does it, at the command line."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages
from wiki.actions.pages.public_state import empty_typed
from wiki.models import Page, Proposal, Report, Revision
from wiki.models.moderation import JournalAction
from wiki.models.requests import ProposalState
from wiki.permissions.powers import require_reason
from wiki.refusals import Refused


def purge(page, revisions, *, reason):
    """Empty text, facts and summary of these `revisions` of `page`, and of proposals about them, for good.

    Who wrote them, and when, stays. Returns (revisions, proposals) that were emptied, in numbers. Raises
    Refused without a reason, for the newest revision of a page that is not deleted, and when all are empty.
    """
    require_reason(reason)
    with transaction.atomic():
        full = Revision.objects.filter(pk__in=[revision.pk for revision in revisions], page=page)
        full = full.exclude(sha256="")
        proposals = _lock_proposals(page, full)
        lock_pages(Page.objects.filter(pk=page.pk))
        locked = Page.objects.get(pk=page.pk)
        numbers = sorted(full.values_list("number", flat=True))
        if not numbers:
            raise Refused(_("Nothing is left to remove."))
        if not locked.deleted_at and full.filter(pk=locked.current_id).exists():
            raise Refused(
                _("Readers see the newest revision now. Change the page, or delete it, then purge.")
            )
        emptied = _empty(proposals)
        full.update(body="", facts={}, summary="", size=0, sha256="", old_title="", new_title="")
        if Revision.objects.filter(pk=locked.current_id, sha256="").exists():
            empty_typed(locked)
        record(JournalAction.PURGE, by=None, page=page, reason=reason, edits=len(numbers), numbers=numbers)
    # Those of other workers go when they are restarted.
    for name in ("documents", "comparisons"):
        caches[name].clear()
    return len(numbers), emptied


def purge_report(report, *, reason):
    """Empty the words of a report and of its answer, for good. That there was one, and of what kind, stays.

    Raises Refused without a reason, and when they are empty.
    """
    require_reason(reason)
    with transaction.atomic():
        found = Report.objects.filter(pk=report.pk).exclude(words="")
        if found.filter(page=None).update(title=""):  # it is what somebody typed, and the admin remembers it
            kind = ContentType.objects.get_for_model(Report)
            LogEntry.objects.filter(content_type=kind, object_id=report.pk).update(object_repr="")
        if not found.update(words="", answer=""):
            raise Refused(_("Nothing is left to remove."))
        record(JournalAction.PURGE, by=None, page=report.page, reason=reason)


def purge_proposal(proposal, *, reason):
    """Empty what was proposed, and why it was rejected, for good; one that waits is withdrawn.

    Its title stays, and what came of it is a revision: see purge. Raises Refused as purge_report does.
    """
    require_reason(reason)
    with transaction.atomic():
        found = Proposal.objects.select_for_update().filter(pk=proposal.pk)
        if not _empty(found.exclude(body="", facts={}, summary="", reason="")):
            raise Refused(_("Nothing is left to remove."))
        record(JournalAction.PURGE, by=None, page=proposal.page, reason=reason)


def _lock_proposals(page, revisions):
    """Lock and return the proposals to edit or to make these revisions; of the whole page if none is left."""
    about = Q(base__in=revisions) | Q(revision__in=revisions)
    if not page.revisions.exclude(sha256="").exclude(pk__in=revisions).exists():
        about |= Q(page=page)
    locked = Proposal.objects.filter(about).select_for_update().order_by("pk")
    return Proposal.objects.filter(pk__in=list(locked.values_list("pk", flat=True)))


def _empty(proposals):
    """Empty these `proposals`, a queryset, and return how many; those that wait are withdrawn."""
    found = Proposal.objects.filter(pk__in=list(proposals.values_list("pk", flat=True)))
    withdrawn = {"state": ProposalState.WITHDRAWN, "decided_at": clock.now()}
    found.filter(state=ProposalState.WAITING).update(**withdrawn)
    return found.update(body="", facts={}, summary="", reason="")

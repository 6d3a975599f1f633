"""Removes for good what the law forbids to keep. The operator of the wiki does it, at the command line."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import Q
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages, lock_rows
from wiki.actions.pages.public_state import empty_typed
from wiki.models import JournalAction, Page, Proposal, ProposalState, Report, Revision
from wiki.permissions.powers import require_reason
from wiki.refusals import Refused


def purge(page, revisions, *, reason):
    """Empty text, facts and summary of these `revisions` of `page`, and of proposals about them, for good.

    These are the proposals based on them or saved as them; if no other revision is left, all of the page.
    Authors and dates stay. Returns the numbers of emptied revisions and proposals. Raises Refused for the
    newest revision of a page that is not deleted, and if all are empty.
    """
    require_reason(reason)
    with act():
        full = page.revisions.filter(pk__in=[revision.pk for revision in revisions]).exclude(sha256="")
        about = Q(base__in=full) | Q(revision__in=full)
        if not page.revisions.exclude(sha256="").exclude(pk__in=full).exists():
            about |= Q(page=page)
        proposals = lock_rows(Proposal.objects.filter(about))
        current_id, deleted_at = lock_pages(Page.objects.filter(pk=page.pk))[page.pk]
        numbers = sorted(full.values_list("number", flat=True))
        if not numbers:
            raise Refused(_("Nothing is left to remove."))
        if not deleted_at and full.filter(pk=current_id).exists():
            raise Refused(_("Readers see the newest revision. Change the page or delete it, then purge."))
        emptied = _empty(proposals)
        full.update(body="", facts={}, summary="", size=0, sha256="", old_title="", new_title="")
        if Revision.objects.filter(pk=current_id, sha256="").exists():
            empty_typed(page)
        record(JournalAction.PURGE, by=None, page=page, reason=reason, edits=len(numbers), numbers=numbers)
    # The caches of other workers are cleared when they restart.
    for name in ("documents", "comparisons"):
        caches[name].clear()
    return len(numbers), emptied


@act()
def purge_report(report, *, reason):
    """Empty a report and its answer for good. Kind, date and outcome stay. Raises Refused if it is empty."""
    require_reason(reason)
    reports = Report.objects.filter(pk=report.pk).exclude(words="")
    if reports.filter(page=None).update(title=""):  # a title that was typed, and that the admin's log repeats
        kind = ContentType.objects.get_for_model(Report)
        LogEntry.objects.filter(content_type=kind, object_id=report.pk).update(object_repr="")
    if not reports.update(section="", progress="", words="", answer=""):
        raise Refused(_("Nothing is left to remove."))
    record(JournalAction.PURGE, by=None, page=report.page, reason=reason)


@act()
def purge_proposal(proposal, *, reason):
    """Empty a proposal, and why it was rejected, for good; if it waits, it is withdrawn.

    Its title stays, and so does the revision that it became: see purge. Raises Refused if it is empty.
    """
    require_reason(reason)
    full = Proposal.objects.filter(pk=proposal.pk).exclude(body="", facts={}, summary="", reason="")
    if not _empty(lock_rows(full)):
        raise Refused(_("Nothing is left to remove."))
    record(JournalAction.PURGE, by=None, page=proposal.page, reason=reason)


def _empty(keys):
    """Empty the proposals with these primary keys, withdraw those that wait, and return their number."""
    proposals = Proposal.objects.filter(pk__in=keys)
    withdrawn = {"state": ProposalState.WITHDRAWN, "decided_at": clock.now()}
    proposals.filter(state=ProposalState.WAITING).update(**withdrawn)
    return proposals.update(body="", facts={}, summary="", reason="")

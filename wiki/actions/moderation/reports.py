"""Problems that readers report, with or without an account, and what came of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.models import Report
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import may_act, require
from wiki.refusals import Refused


def report_problem(page, *, by, title, kind, words):
    """Keep what somebody, None without an account, says is wrong with `page`; return the Report.

    `page` is None for the wiki as a whole, `title` what whoever reports calls it, `kind` a ReportKind.
    The blocked may report too: so they can ask.
    """
    return Report.objects.create(
        page=page, title=title, kind=kind, words=words.strip(), by=by, created_at=clock.now()
    )


def answer_report(report, *, by, outcome, answer):
    """Close an open report with an outcome (ReportOutcome) and words for whoever sent it.

    Raises NotAllowed, and Refused when somebody has answered it.
    """
    require(may_act(by, "answer_report"))
    with transaction.atomic():
        found = Report.objects.select_for_update(of=("self",)).select_related("page").get(pk=report.pk)
        if found.outcome:
            raise Refused(_("Somebody has answered this report already."))
        found.outcome, found.answer = outcome, answer.strip()
        found.answered_by, found.answered_at = by, clock.now()
        found.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
        # What was reported is private, where it was said to be too: the entry names a page of ours or none.
        record(JournalAction.ANSWER, by=by, page=found.page, outcome=outcome)

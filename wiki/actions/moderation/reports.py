"""Reports of problems, from members and visitors, and their answers."""

from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.models import JournalAction, Report
from wiki.permissions.powers import may_act, require
from wiki.refusals import Refused


@act()
def report_problem(page, *, by, words, **columns):
    """Save a report about `page`, None for the wiki as a whole, and return the Report.

    `by` is None for a visitor. The columns are `title` as they typed it, `kind` (a ReportKind), and perhaps
    `section` and `progress`. Blocked members may report too, so that they can ask about their block.
    """
    return Report.objects.create(page=page, by=by, words=words.strip(), created_at=clock.now(), **columns)


@act()
def answer_report(report, *, by, outcome, answer):
    """Close a report with a ReportOutcome and an answer to its sender. Raises Refused if it is closed."""
    require(may_act(by, "answer_report"))
    report = Report.objects.select_for_update(of=("self",)).select_related("page").get(pk=report.pk)
    if report.outcome:
        raise Refused(_("Somebody has answered this report already."))
    report.outcome, report.answer = outcome, answer.strip()
    report.answered_by, report.answered_at = by, clock.now()
    report.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    # Reports are private, and so is the title that was typed: the entry names only a page that exists.
    record(JournalAction.ANSWER, by=by, page=report.page, outcome=outcome)

"""Reports: what is kept of one, who answers it, and what the journal says of that."""

import pytest

from tests.builders import CHARLIE, alice, bob, everything, somebody, write
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.actions.people.accounts import close_account
from wiki.models import JournalEntry, Report
from wiki.refusals import NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def reported(page=None, *, by=None, title="behind the gate"):
    return report_problem(page, by=by, title=title, kind="person", words=" She lives at 3 Mill Lane. ")


def test_a_report_is_open_and_keeps_what_was_said():
    page = write("The gate")
    report = Report.objects.get(pk=reported(page).pk)
    assert (report.page, report.title, report.kind) == (page, "behind the gate", "person")
    assert (report.words, report.by, report.outcome, report.answer) == (
        "She lives at 3 Mill Lane.",
        None,
        "",
        "",
    )
    assert not JournalEntry.objects.exists()


def test_no_token_is_like_another_and_none_can_be_guessed():
    tokens = {reported().token for _report in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {24}


def test_whoever_is_blocked_may_still_report():
    block_member(bob(), by=alice(), reason="Spam")
    assert reported(by=bob()).by == bob()


def test_an_answer_closes_a_report_and_the_journal_says_that_it_is_answered():
    page = write("The gate")
    answer_report(reported(page), by=alice(), outcome="mended", answer=" The line is gone. ")
    report = Report.objects.get()
    assert (report.outcome, report.answer) == ("mended", "The line is gone.")
    assert (report.answered_by, bool(report.answered_at)) == (alice(), True)
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.by, entry.page, entry.private) == ("answer", alice(), page, False)
    assert (entry.title, entry.details, entry.reason) == ("The gate", {"outcome": "mended"}, "")


def test_the_journal_repeats_nothing_that_whoever_reported_has_typed():
    answer_report(reported(), by=alice(), outcome="nothing", answer="Ask her yourself.")
    entry = JournalEntry.objects.values().get()
    assert not [word for word in ("Mill Lane", "gate", "Ask her") if word in str(entry)]


def test_a_report_is_answered_once():
    report = reported()
    answer_report(report, by=alice(), outcome="mended", answer="Done.")
    with pytest.raises(Refused, match="has answered"):
        answer_report(report, by=somebody("Al", "Moderators"), outcome="nothing", answer="No.")
    assert Report.objects.get().answer == "Done."
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize("who", [bob, lambda: somebody("Tara", "Trusted"), lambda: CHARLIE])
def test_only_moderators_answer(who):
    report, user = reported(), who()
    before = everything()
    with pytest.raises(NotAllowed):
        answer_report(report, by=user, outcome="mended", answer="Done.")
    assert everything() == before


def test_the_report_of_a_closed_account_has_no_sender_any_more():
    report = reported(by=bob())
    close_account(bob(), by=bob())
    report.refresh_from_db()
    assert (report.by, report.words) == (None, "She lives at 3 Mill Lane.")

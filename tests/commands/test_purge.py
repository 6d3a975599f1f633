"""The operator removes for good what the law forbids to keep."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from tests.builders import again, alice, change, everything, somebody, write
from tests.doors import browser_of, staff
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.proposals import reject
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.actions.pages.editing import create_page, edit_page
from wiki.models import JournalEntry, Proposal, Report

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def page():
    page = write("Pip Russet", body="One.")
    page.bad = change(page, body="A secret.")
    change(page, body="Three.")
    return page


def purge(*arguments, reason="Order 7"):
    call_command("purge", *map(str, arguments), f"--reason={reason}")


def test_it_says_what_it_removes_and_did(page, capsys):
    purge(page.bad.pk, "--no-input")
    assert capsys.readouterr().out.splitlines() == [
        "Pip Russet: revisions 2",
        "Pip Russet: removed the content of 1 revisions and 0 proposals.",
        "Restart the wiki now: its workers can still have the texts in memory.",
    ]
    assert list(page.revisions.order_by("number").values_list("body", flat=True)) == ["One.", "", "Three."]
    assert JournalEntry.objects.get().reason == "Order 7"


@pytest.mark.parametrize(("answer", "left"), [("yes", ""), ("", "A secret."), ("y", "A secret.")])
def test_it_asks_whether_it_is_meant(page, monkeypatch, answer, left):
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    if left:
        with pytest.raises(CommandError, match="Nothing was removed"):
            purge(page.bad.pk)
    else:
        purge(page.bad.pk)
    assert page.revisions.get(number=2).body == left


def test_all_of_a_page_goes_once_it_is_deleted(page, capsys):
    with pytest.raises(CommandError, match="Delete the page first"):
        purge("--page=Pip Russet", "--no-input")
    delete_page(again(page), by=alice(), reason="x")
    purge("--page=pip russet", "--no-input")
    assert set(page.revisions.values_list("body", "summary", "size")) == {("", "", 0)}
    call_command("check_wiki")
    assert "0 faults" in capsys.readouterr().out


def test_the_words_of_a_report_go_and_that_there_was_one_stays(page, capsys, client):
    more = {"section": "secret", "progress": "As of season 1"}
    report = report_problem(page, by=None, title="Pip Russet", kind="person", words="A secret.", **more)
    answer_report(report, by=alice(), outcome="mended", answer="The secret is gone.")
    purge(f"--report={report.pk}", "--no-input")
    assert "Report 1: removed the text" in capsys.readouterr().out.replace(str(report.pk), "1")
    found = Report.objects.get()
    assert (found.words, found.answer, found.title) == ("", "", "Pip Russet")
    assert (found.kind, found.outcome, found.page) == ("person", "mended", page)
    newest = JournalEntry.objects.first()
    assert (newest.action, newest.reason, newest.by) == ("purge", "Order 7", None)
    assert "permanently removed" in client.get(f"/report/{report.token}").content.decode()
    report.refresh_from_db()
    assert (report.section, report.progress) == ("", "")
    with pytest.raises(CommandError, match="Nothing is left"):
        purge(f"--report={report.pk}", "--no-input")


def test_what_a_report_said_was_its_place_goes_from_the_log_of_the_admin_too():
    report = report_problem(None, by=None, title="Somebody's street", kind="person", words="A secret.")
    answered = {"outcome": "mended", "answer": "It is gone."}
    browser_of(staff(alice())).post(f"/admin/wiki/report/{report.pk}/change/", answered)
    assert LogEntry.objects.get().object_repr == "Somebody's street"
    purge(f"--report={report.pk}", "--no-input")
    assert (Report.objects.get().title, LogEntry.objects.get().object_repr) == ("", "")


@pytest.mark.parametrize("title", ["Pip Russet", "A new page"])
def test_what_was_proposed_goes_though_no_revision_came_of_it(page, capsys, settings, title):
    settings.WIKI_REVIEW_FIRST_EDITS = 9
    said = {"by": somebody("Vera"), "body": "A secret.", "facts": {}, "summary": "A secret"}
    if title == "Pip Russet":
        proposal = edit_page(page, base=again(page).current, **said)
    else:
        proposal = create_page(title, "article", **said)
        reject(proposal, by=alice(), reason="It tells the secret.")
    purge(f"--proposal={proposal.pk}", "--no-input")
    assert f"Proposal {proposal.pk}: removed the text" in capsys.readouterr().out
    found = Proposal.objects.get()
    assert (found.body, found.facts, found.summary, found.reason, found.is_waiting) == ("", {}, "", "", False)
    newest = JournalEntry.objects.first()
    assert (newest.action, newest.reason, newest.title) == ("purge", "Order 7", str(found.page or ""))
    assert browser_of(alice()).get(f"/proposal/{proposal.pk}").status_code == 200
    assert browser_of(somebody("Vera")).get("/proposals").status_code == 200
    with pytest.raises(CommandError, match="Nothing is left"):
        purge(f"--proposal={proposal.pk}", "--no-input")


def test_what_can_not_be_is_refused_in_words(page):
    before = everything()
    refused = [
        ((), "Give ids"),
        ((page.bad.pk, "--page=Pip Russet"), "Give ids"),
        (("--report=1", "--page=Pip Russet"), "Give ids"),
        (("--report=999",), "There is no report 999"),
        (("--proposal=999",), "There is no proposal 999"),
        (("--proposal=1", "--report=1"), "Give ids"),
        ((0, page.bad.pk), "There is no revision 0"),
        ((again(page).current_id,), "Readers see the newest revision"),
        (("--page=Nobody",), "There is no deleted page"),
        (("--page=a#b",), "can't contain"),
    ]
    for arguments, words in refused:
        with pytest.raises(CommandError, match=words):
            purge(*arguments, "--no-input")
    with pytest.raises(CommandError, match="Give a reason"):
        purge(page.bad.pk, "--no-input", reason=" ")
    assert everything() == before

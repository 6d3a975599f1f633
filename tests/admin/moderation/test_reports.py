"""Reports in the admin: what is open, what one says, and the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import alice, bob, everything, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of, typed
from wiki.actions import clock
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.models import JournalEntry, Report, User

LIST = "/admin/wiki/report/"
ANSWER = {"outcome": "mended", "answer": "It is brown now."}


def reported(page=None, *, by=None, words="It is green.", kind="wrong", title="The gate"):
    return report_problem(page, by=by, title=title, kind=kind, words=words)


def column(answer, name):
    """Return the words of one column of the list, from top to bottom."""
    return [" ".join(one.text.split()) for one in elements(answer, class_=f"field-{name}")]


def address(report):
    return f"{LIST}{report.pk}/change/"


def test_the_list_shows_what_is_open_the_oldest_first(moderator):
    page = write("The gate")
    with clock.at(timezone.now() - timedelta(days=3)):
        reported(page, by=bob(), words="It is green. " * 20)
    reported(title="")
    answer_report(reported(words="Old."), by=alice(), **ANSWER)
    answer = moderator.get(LIST)
    assert column(answer, "where") == ["The gate", "the whole wiki"]
    assert column(answer, "sender") == ["Bob", "a visitor"]
    assert column(answer, "age") == ["3 days", "0 minutes"]
    first, second = column(answer, "beginning")
    assert (len(first), first[-1], second) == (100, "…", "It is green.")
    assert "/wiki/The_gate" in links(moderator.get(LIST))


def test_the_list_can_be_narrowed_by_state_and_kind(moderator):
    reported()
    reported(kind="spoiler")
    answer_report(reported(), by=alice(), **ANSWER)
    counts = {
        asked: len(elements(moderator.get(f"{LIST}?{asked}"), "th", class_="field-kind"))
        for asked in ("", "state=answered", "state=all", "kind__exact=wrong", "kind__exact=wrong&state=all")
    }
    assert counts == {
        "": 2,
        "state=answered": 1,
        "state=all": 3,
        "kind__exact=wrong": 1,
        "kind__exact=wrong&state=all": 2,
    }


def test_a_page_that_is_gone_is_no_link(moderator):
    page = write("The gate")
    reported(page)
    delete_page(page, by=alice(), reason="Spam")
    answer = moderator.get(LIST)
    assert column(answer, "where") == ["The gate (deleted)"]
    assert "/wiki/The_gate" not in links(answer)


def test_an_answer_is_saved_and_shown_to_the_reporter(moderator, client):
    report = reported(write("The gate"))
    page = moderator.get(address(report))
    assert "It is green." in text_of(page, "main")
    assert [one["name"] for one in elements(page, "select")] == ["outcome"]
    answer = moderator.post(address(report), ANSWER, follow=True)
    assert column(answer, "where") == []
    assert "It is brown now." in text_of(client.get(f"/report/{report.token}"), "main")
    assert JournalEntry.objects.get().by == alice()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"answer": " "}, "This field is required."),
        ({"outcome": ""}, "This field is required."),
        ({"outcome": "fruit"}, "Select a valid choice"),
        ({"answer": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_an_answer_needs_an_outcome_and_words(moderator, told, words):
    report, sent = reported(), ANSWER | told
    before = everything()
    answer = moderator.post(address(report), sent)
    assert answer.status_code == 200
    assert words in text_of(answer, "main")
    assert typed(answer, "answer") == sent["answer"]
    assert everything() == before


def test_a_report_of_a_spoiler_says_where_it_is_and_how_far_the_reader_had_watched(moderator):
    page = write("The gate")
    said = {"section": "the-end", "progress": "As of season 1, episode 3"}
    report = report_problem(page, by=None, title="The gate", kind="spoiler", words="It is green.", **said)
    answer = moderator.get(address(report))
    assert "/wiki/The_gate#the-end" in links(answer)
    shown = text_of(answer, "main")
    assert "Section: the-end" in shown
    assert "Had watched: As of season 1, episode 3" in shown


def test_a_second_answer_is_refused_and_kept_in_the_form(moderator):
    report = reported()
    answer_report(report, by=somebody("Al", "Moderators"), outcome="nothing", answer="It was always brown.")
    answer = moderator.post(address(report), ANSWER)
    assert "Somebody has answered this report already." in text_of(answer, "main")
    assert typed(answer, "answer") == "It is brown now."
    assert Report.objects.get().answer == "It was always brown."


def test_an_answered_report_is_read_only(moderator):
    report = reported()
    answer_report(report, by=alice(), **ANSWER)
    page = moderator.get(address(report))
    assert "It is brown now." in text_of(page, "main")
    assert not elements(page, "textarea")
    assert not elements(page, "input", name="_save")


def test_only_outcome_and_answer_are_taken_from_a_post(moderator):
    report = reported()
    moderator.post(
        address(report), ANSWER | {"words": "x", "title": "x", "by": "1", "token": "x", "kind": "abuse"}
    )
    kept = Report.objects.get()
    assert (kept.words, kept.title, kept.by, kept.token, kept.kind) == (
        "It is green.",
        "The gate",
        None,
        report.token,
        "wrong",
    )


def test_nobody_deletes_a_report_and_staff_without_a_group_read_none():
    report = reported()
    root = browser_of(User.objects.create_superuser("Root", "root@example.org", "x"))
    assert root.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    browser = browser_of(staff(bob()))
    for answer in (browser.get(LIST), browser.get(address(report)), browser.post(address(report), ANSWER)):
        assert answer.status_code == 403
    assert Report.objects.get().outcome == ""


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 15])
def test_the_list_costs_the_same_however_long_it_is(moderator, count, django_assert_num_queries):
    for number in range(count):
        reported(write(f"Tree {number}"), by=somebody(f"Vera{number}"))
    moderator.get(LIST)
    with django_assert_num_queries(6):
        assert len(column(moderator.get(LIST), "where")) == count


def test_scripts_in_reports_do_not_run(moderator):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    report = reported(words=hostile, title=hostile)
    for answer in (
        moderator.get(LIST),
        moderator.get(address(report)),
        moderator.get(f"/report/{report.token}"),
    ):
        assert "<script>alert" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()
        assert "alert(1)" in answer.content.decode()

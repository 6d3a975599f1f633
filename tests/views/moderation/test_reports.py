"""What a member has reported, for them alone."""

import json

from tests.builders import alice, bob, somebody, write
from tests.markup import links, text_of
from wiki.actions.moderation.reports import answer_report, report_problem


def reported(by, words="It is green.", title="The gate"):
    return report_problem(None, by=by, title=title, kind="wrong", words=words)


def test_a_member_finds_their_own_reports_and_what_came_of_them(member):
    first, second = reported(bob()), reported(bob(), "No end.", title="")
    answer_report(first, by=alice(), outcome="mended", answer="Yes.")
    answer = member.get("/reports")
    found = [one for one in links(answer) if one.startswith("/report/")]
    assert found == [f"/report/{second.token}", f"/report/{first.token}"]
    words = text_of(answer, "main")
    assert "The whole wiki open No end." in words
    assert "The gate fixed It is green." in words
    assert "/reports" in links(member.get(found[0]))


def test_reports_of_others_are_not_there(member):
    for sender in (None, somebody("Vera")):
        reported(sender)
    assert "You have no reports." in text_of(member.get("/reports"), "main")


def test_a_visitor_is_led_to_log_in(client):
    assert client.get("/reports")["Location"] == "/accounts/login/?next=/reports"


def test_they_are_in_the_download(member):
    write("The gate")
    answer_report(reported(bob()), by=alice(), outcome="mended", answer="Yes.")
    reported(somebody("Vera"))
    [report] = json.loads(member.get("/accounts/download/").getvalue())["reports"]
    assert (report["kind"], report["title"], report["words"]) == ("wrong", "The gate", "It is green.")
    assert (report["outcome"], report["answer"]) == ("mended", "Yes.")
    assert "answered_by" not in report


def test_a_list_costs_the_same_however_long_it_is(member, django_assert_max_num_queries):
    for _one in range(12):
        reported(bob())
    with django_assert_max_num_queries(4):  # the session, who it is, how many, the reports
        member.get("/reports")

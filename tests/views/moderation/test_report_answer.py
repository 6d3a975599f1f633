"""Where whoever reported a problem finds the answer: open to who has the address, and to nobody else."""

import pytest
from django.utils import timezone

from tests.builders import alice, bob, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of
from tests.walks import account_addresses, admin_addresses, wiki_addresses
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.models import Page

SECRETS = ("quokkas", "zeppelin", "xylophone")


def reported(page=None, *, by=None):
    return report_problem(page, by=by, title="zeppelin", kind="person", words="quokkas\nand\n\nmore")


def answered(page=None, *, by=None):
    report = reported(page, by=by)
    answer_report(report, by=alice(), outcome="nothing", answer="xylophone")
    return report


def test_an_open_report_says_thank_you_and_what_was_reported(client):
    words = text_of(client.get(f"/report/{reported().token}"), "main")
    assert "Thank you. Keep this link: the answer will appear here." in words
    assert "http://testserver/report/" in words
    assert "About a real person · zeppelin" in words
    assert "quokkas" in words


def test_an_answered_one_says_what_came_of_it(client):
    words = text_of(client.get(f"/report/{answered().token}"), "main")
    assert "Answered: no action needed" in words
    assert "xylophone" in words
    assert "Thank you" not in words


def test_it_leads_to_the_page_while_there_is_one(client):
    page = write("The gate")
    report = reported(page)
    assert "/wiki/The_gate" in links(client.get(f"/report/{report.token}"))
    Page.objects.filter(pk=page.pk).update(deleted_at=timezone.now())
    assert "/wiki/The_gate" not in links(client.get(f"/report/{report.token}"))


@pytest.mark.parametrize("token", ["no-such-token", "0", "1", "x" * 3000, "-", "%00", "a%00b", "é"])
def test_another_address_leads_nowhere(client, token):
    reported()
    assert client.get(f"/report/{token}").status_code == 404


def test_the_number_of_a_report_is_no_address_of_it(client):
    report = reported()
    assert client.get(f"/report/{report.pk}").status_code == 404
    assert client.get(f"/report/{report.token.swapcase()}").status_code == 404


def test_nothing_keeps_it_and_no_machine_lists_it(client):
    answer = client.get(f"/report/{reported().token}")
    assert elements(answer, "meta", name="robots", content="noindex")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.post(f"/report/{reported().token}").status_code == 405


@pytest.mark.slow
@pytest.mark.parametrize("who", ["a visitor", "a member", "staff without a group"])
def test_a_report_is_found_behind_no_other_door(client, who):
    page = write("Ada Marsh", "character", body="She has a gate.")
    tokens = [
        make(about, by=sender).token
        for make in (reported, answered)
        for about, sender in ((None, None), (page, somebody("Vera")))
    ]
    bea = somebody("Bea")
    browser = {"a visitor": client, "a member": browser_of(bea)}.get(who) or browser_of(staff(bea))
    more = [
        "/journal?days=all&patrols=on",
        "/search?q=quokkas",
        "/search?q=zeppelin",
        "/raw/Ada_Marsh",
        "/links/Ada_Marsh",
        "/user/Vera",
        "/user/Alice",
        "/suggest?q=zep",
        "/accounts/download/",
    ]
    for address in [*wiki_addresses(), *account_addresses(), *admin_addresses(), *more]:
        answer = browser.get(address, follow=True)
        content = answer.getvalue().decode()
        asked = address.split("=")[-1]
        found = [word for word in (*SECRETS, *tokens) if word in content.replace(asked, "") and word != asked]
        assert found == [], address


def test_moderators_read_it():
    report = answered(by=bob())
    content = browser_of(staff(alice())).get(f"/admin/wiki/report/{report.pk}/change/").content.decode()
    assert [word for word in SECRETS if word not in content] == []
    assert report.token not in content

"""Reporting a problem: from the foot of every page, without an account, script or cookie before."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import bob, change, everything, orchard, rename, write
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.models import Page, Report, ReportKind

pytestmark = pytest.mark.each_database

SENT = {"kind": "wrong", "title": "The gate", "words": "It is green."}


def link_to_report(answer):
    [link] = [one for one in elements(answer, "a") if one["href"].split("?")[0] == "/report"]
    return link


def report(browser, **told):
    return browser.post("/report", SENT | told)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("/wiki/Tom_&_Ada's_gate?", "Tom & Ada's gate"),
        ("/history/Tom_&_Ada's_gate?", "Tom & Ada's gate"),
        ("/characters/?page=2", "/characters/"),
        ("/recent?days=all", "/recent"),
        ("/nowhere", "/nowhere"),
        ("/user/Bob", "/user/Bob"),
        ("/report/no-such-token", ""),
        ("/accounts/confirm-email/a-key/", ""),
    ],
)
def test_the_foot_of_every_page_leads_to_a_form_that_knows_where_one_was(client, address, where):
    write("Tom & Ada's gate")
    link = link_to_report(client.get(address.removesuffix("?").replace("&", "%26")))
    assert link["rel"] == "nofollow"
    assert typed(client.get(link["href"]), "title") == where


def test_the_foot_is_the_same_for_everybody(client, member):
    write("The gate")
    hrefs = {link_to_report(browser.get("/wiki/The_gate"))["href"] for browser in (client, member)}
    assert hrefs == {"/report?title=The_gate"}


def test_a_visitor_reports_and_comes_to_where_the_answer_will_be(client):
    page = write("The gate")
    form = client.get("/report?title=the_gate")
    assert (typed(form, "title"), form_fields(form)["words"]) == ("The gate", [""])
    answer = report(client, words="It is\r\ngreen.")
    kept = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/report/{kept.token}")
    assert (kept.page, kept.kind, kept.words, kept.by) == (page, "wrong", "It is\ngreen.", None)
    assert "sessionid" not in answer.cookies


def test_a_member_is_known_as_the_sender(member):
    report(member)
    assert Report.objects.get().by == bob()


def test_an_old_title_means_the_page_that_bore_it(client):
    page = write("The gate")
    rename(page, "The door")
    report(client)
    assert (Report.objects.get().page, Report.objects.get().title) == (page, "The gate")


@pytest.mark.parametrize("title", ["", "/characters/", "[[x]]", "Nothing is called so", "é" * 255])
def test_what_is_no_page_is_kept_as_it_was_typed(client, title):
    assert report(client, title=title).status_code == 302
    assert (Report.objects.get().page, Report.objects.get().title) == (None, title)


def test_each_kind_can_be_chosen_and_none_is_chosen_before(client):
    boxes = elements(client.get("/report"), "input", type="radio")
    assert [one["value"] for one in boxes] == ReportKind.values
    assert not [one for one in boxes if "checked" in one.attributes]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"words": " \n "}, "Enter what is wrong"),
        ({"words": "x" * 2001}, "at most 2000 characters (it has 2001)"),
        ({"words": "a\0b"}, "Null characters are not allowed"),
        ({"words": "a\ufffdb"}, "could not be read"),
        ({"kind": ""}, "Choose a kind"),
        ({"kind": "fruit"}, "Choose one of these"),
        ({"title": "x" * 256}, "at most 255 characters"),
    ],
)
def test_what_can_not_be_kept_is_refused_beside_its_field_and_comes_back(client, told, words):
    answer = report(client, **told)
    assert answer.status_code == 200
    assert words in elements(answer, "div", class_="error")[0].text
    sent = SENT | told
    assert (typed(answer, "title"), typed(answer, "words")) == (sent["title"], sent["words"])
    assert not Report.objects.exists()


def test_two_thousand_characters_are_kept_however_a_browser_breaks_lines(client):
    words = "\r\n".join(["x"] * 1000) + "y"
    assert report(client, words=words).status_code == 302
    assert len(Report.objects.get().words) == 2000


def test_a_visitor_reports_five_times_in_an_hour_and_keeps_the_sixth_text(client):
    statuses = [report(client).status_code for _time in range(5)]
    refused = report(Client(), words="The sixth.")
    assert statuses == [302] * 5
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "Try again in an hour" in text_of(refused, "div", class_="errors")
    assert typed(refused, "words") == "The sixth."
    assert Report.objects.count() == 5


def test_a_member_is_counted_by_account_and_not_by_address(client, member):
    for _time in range(6):
        report(client)
    assert [report(member).status_code for _time in range(11)] == [302] * 10 + [429]


def test_what_is_refused_does_not_count(client):
    for _time in range(8):
        report(client, words="")
    assert report(client).status_code == 302


def test_to_look_at_the_form_writes_nothing_and_only_it_sets_a_cookie_for_its_token(client):
    write("The gate")
    before = everything()
    assert set(client.get("/report?title=The_gate").cookies) == {"csrftoken"}
    assert everything() == before
    assert not Client().get("/wiki/The_gate").cookies


def test_without_a_token_nothing_is_kept_and_the_words_come_back():
    answer = report(Client(enforce_csrf_checks=True))
    assert answer.status_code == 403
    assert "It is green." in text_of(answer, "main")
    assert not Report.objects.exists()


@pytest.mark.parametrize("title", ["%00", "a%00b", "x" * 3000, "%22%3E%3Cscript%3E", "%ff"])
def test_any_address_can_ask_for_the_form(client, title):
    answer = client.get(f"/report?title={title}")
    assert answer.status_code == 200
    assert len(typed(answer, "title")) <= 255
    assert "<script>" not in answer.content.decode()
    assert elements(answer, "meta", name="robots", content="noindex")


def test_a_deleted_page_can_be_reported_too(client):
    page = write("The gate")
    Page.objects.filter(pk=page.pk).update(deleted_at=timezone.now())
    assert link_to_report(client.get("/wiki/The_gate"))["href"] == "/report?title=The_gate"
    report(client)
    assert Report.objects.get().page == page


def test_the_form_leads_nowhere_else_by_what_is_in_its_address(client):
    hostile = "https://evil.example/"
    answer = client.post(f"/report?next={hostile}&title={hostile}", SENT | {"next": hostile})
    assert answer["Location"].startswith("/report/")


def test_a_member_may_also_report_from_a_page_of_their_account():
    answer = browser_of(bob()).get("/accounts/")
    assert link_to_report(answer)["href"] == "/report?title=/accounts/"
    assert "/reports" in links(answer)


def spoiled(client, **more):
    """Return the form to which “This spoiled me” leads, and what it begins with."""
    form = client.get("/report", {"title": "The Orchard season 1", "kind": "spoiler", **more})
    return form, {name: words[-1] for name, words in form_fields(form).items() if name != "q"}


def test_a_page_lists_its_shown_sections_to_report_that_one_spoils(client):
    world = orchard()
    change(world.season, body="A lead.\n\n## Story\n\nA.\n\n::: spoiler S1\n## The end\n\nB.\n:::\n")
    page = client.get("/wiki/The_Orchard_season_1")
    [form] = elements(page, "form", action="/report")
    assert form.attributes.get("method", "get") == "get"
    assert "This spoiled me" in text_of(page, "footer", class_="page-foot")
    sections = [(one["value"], one.text) for one in elements(page, "option")]
    assert sections == [
        ("", "The beginning"),
        ("cast", "Cast"),
        ("section-story", "Story"),
        ("sources", "Sources"),
    ]
    client.cookies["progress"] = "orchard:s1"
    seen = client.get("/wiki/The_Orchard_season_1")
    assert "The end" in [one.text for one in elements(seen, "option")]


def test_it_carries_the_section_and_how_far_the_reader_has_watched(client):
    world = orchard()
    client.cookies["progress"] = "orchard:s1e3"
    form, begun = spoiled(client, section="section-story")
    assert begun == {
        "kind": "spoiler",
        "title": "The Orchard season 1",
        "section": "section-story",
        "progress": "As of season 1, episode 3",
        "words": "",
    }
    assert "How far have you watched?" in text_of(form, "main")
    client.post("/report", begun | {"words": "Pip dies."})
    kept = Report.objects.get()
    assert (kept.page, kept.section, kept.progress) == (
        world.season,
        "section-story",
        "As of season 1, episode 3",
    )


def test_who_has_not_said_how_far_they_have_watched_is_not_asked_in_a_report(client, member):
    orchard()
    for browser in (client, member):
        form, begun = spoiled(browser)
        assert {*begun} == {"kind", "title", "words"}
        assert "How far" not in text_of(form, "main")
        assert report(browser, kind="spoiler").status_code == 302
    assert {*Report.objects.values_list("section", "progress")} == {("", "")}


def test_other_reports_do_not_say_how_far_somebody_has_watched(client):
    orchard()
    client.cookies["progress"] = "orchard:s1e3"
    assert "As of" not in client.get("/report?title=The_Orchard&kind=wrong").content.decode()


@pytest.mark.parametrize(
    "told",
    [{"section": "x" * 256}, {"progress": "x" * 101}, {"section": "a\0b"}],
    ids=["long", "far", "null"],
)
def test_a_section_and_progress_are_short_texts(client, told):
    answer = report(client, **told)
    assert answer.status_code == 200
    assert elements(answer, "div", class_="error")
    assert not Report.objects.exists()


def test_any_section_can_stand_in_an_address(client):
    asked = {"title": "x", "kind": "fruit", "section": "a\0b<script>" + "x" * 3000}
    answer = client.get("/report", asked)
    assert answer.status_code == 200
    assert len(typed(answer, "section")) == 255
    assert "<script>" not in answer.content.decode()

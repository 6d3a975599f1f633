"""The live preview: a fragment of HTML for a member, one line that says why not for others."""

import pytest
from django.test import Client

from tests.builders import bob, everything, value, write
from tests.doors import browser_of
from tests.markup import elements, inline_code


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_a_preview_is_asked_for_by_post(member, method):
    assert getattr(member, method)("/preview").status_code == 405


def test_a_visitor_is_told_to_log_in(client):
    answer = client.post("/preview", {"content": "Words"})
    assert answer.status_code == 403
    assert answer["X-Fragment"] == "preview"
    assert "Log in" in answer.content.decode()


def test_a_preview_needs_a_token():
    for browser in (browser_of(bob(), enforce_csrf_checks=True), Client(enforce_csrf_checks=True)):
        answer = browser.post("/preview", {"content": "x"})
        assert answer.status_code == 403
        assert "X-Fragment" not in answer, "a page of errors would be drawn as a preview"


def test_a_preview_is_a_fragment_that_says_so_and_saves_nothing(member, orchard):
    before = everything()
    answer = member.post("/preview", {"content": "*Words* of [[Pip Russet]].[@orchard-times, p. 2]"})
    assert answer.status_code == 200
    assert answer["X-Fragment"] == "preview"
    assert not elements(answer, "html")
    assert elements(answer, "em")[0].text == "Words"
    assert {"/wiki/Pip_Russet", "/wiki/The_Orchard_Times"} <= {one["href"] for one in elements(answer, "a")}
    assert everything() == before


def test_a_preview_names_what_is_wrong(member):
    answer = member.post("/preview", {"content": "::: spoiler S1E1\nOpen"})
    assert "Please note" in elements(answer, "strong")[0].text


def test_both_previews_name_marks_that_hide_too_much(member, orchard):
    live = member.post("/preview", {"content": "## A {S7}\n\nb"})
    whole = member.post("/edit/New", {"body": "## A {S7}\n\nb", "kind": "article", "action": "preview"})
    for answer in (live, whole):
        assert "Until then, this stays hidden: S7." in answer.content.decode()


def test_of_several_shows_the_preview_of_an_article_asks_for_one_in_each_mark(member, orchard):
    write("The Meadow", "show", facts={"key": value("meadow")})
    for title, asks in (("New", True), ("From_play_to_screen", True), ("The_Orchard_season_1", False)):
        answer = member.post(f"/edit/{title}", {"body": ">!S1: a!<", "action": "preview"})
        assert ("Name a show in these marks" in answer.content.decode()) is asks
    for title, asks in (("From play to screen", True), ("The Orchard season 1", False)):
        live = member.post("/preview", {"title": title, "content": ">!S1: a!<"})
        assert ("Name a show" in live.content.decode()) is asks


@pytest.mark.parametrize("content", ["[" * 6000, "a\0b", "x" * (256 * 1024 + 1), "*a* " * 30_000])
def test_what_could_not_be_saved_is_refused_with_the_reason(member, content):
    answer = member.post("/preview", {"content": content})
    assert answer.status_code == 422
    assert answer["X-Fragment"] == "preview"
    assert len(answer.content) < 500


@pytest.mark.parametrize("sent", [{}, {"content": ""}, {"other": "x"}])
def test_nothing_has_an_empty_preview(member, sent):
    assert member.post("/preview", sent).status_code == 200


def test_too_many_previews_are_asked_to_wait(member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"preview": "1/m/user"}
    assert member.post("/preview", {"content": "x"}).status_code == 200
    answer = member.post("/preview", {"content": "x"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer["X-Fragment"] == "preview"


def test_a_preview_runs_no_code(member):
    html = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    links = "[x](javascript:alert(1)) ![x](data:text/html,x)"
    answer = member.post("/preview", {"content": f"{html} {links}"})
    assert inline_code(answer) == []
    assert not elements(answer, "script")
    assert not elements(answer, "img")

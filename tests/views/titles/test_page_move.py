"""Changing what a page is called, in a browser."""

import pytest

from tests.builders import again, change, everything, somebody, write
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.actions.titles.moving import add_title

pytestmark = pytest.mark.each_database

ADDRESS = "/move/From_play_to_screen"


@pytest.mark.slow
def test_a_page_is_moved_and_its_old_address_leads_to_the_new_one(member, client, orchard):
    form = member.get(ADDRESS)
    assert typed(form, "title") == "From play to screen"
    answer = member.post(
        ADDRESS, {"action": "move", "title": "From page to screen", "keep_old": "on"}, follow=True
    )
    assert answer.redirect_chain == [("/wiki/From_page_to_screen", 302)]
    assert "Moved from “From play to screen”" in text_of(answer, "div", role="status")
    old = client.get("/wiki/From_play_to_screen")
    assert (old.status_code, old["Location"]) == (301, "/wiki/From_page_to_screen")


def test_without_the_old_title_its_address_finds_nothing(member, client, orchard):
    member.post(ADDRESS, {"action": "move", "title": "From page to screen"})
    assert client.get("/wiki/From_play_to_screen").status_code == 404
    assert client.get("/wiki/From_page_to_screen").status_code == 200


def test_a_title_is_added_and_removed(member, client, orchard):
    assert member.post(ADDRESS, {"action": "add", "title": "The adaptation"})["Location"] == ADDRESS
    assert client.get("/wiki/The_adaptation")["Location"] == "/wiki/From_play_to_screen"
    form = member.get(ADDRESS)
    assert "The adaptation" in text_of(form, "ul", class_="titles")
    assert member.post(ADDRESS, {"action": "remove", "title": "The adaptation"})["Location"] == ADDRESS
    assert client.get("/wiki/The_adaptation").status_code == 404


@pytest.mark.parametrize("action", ["move", "add"])
@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", "required"),
        ("The Orchard", "A page with this title already"),
        ("A[B]", "can't contain ["),
        ("x" * 256, "at most 255"),
        ("a\0b", "Null characters"),
        ("Help:Us", "have titles with Category:, File: or Help:"),
    ],
)
def test_a_title_that_can_t_be_is_refused_beside_the_field_and_kept(member, orchard, action, title, words):
    before = everything()
    answer = member.post(ADDRESS, {"action": action, "title": title, "reason": "Why"})
    assert answer.status_code == (409 if title == "The Orchard" else 200)
    assert words in text_of(answer, "div", class_="errors")
    assert elements(answer, "a", href=f"#{action}_title")
    assert title in [one["value"] for one in elements(answer, "input", name="title")]
    assert typed(answer, "reason") == "Why" or action == "add"
    assert everything() == before


@pytest.mark.parametrize("action", ["move", "add"])
def test_a_reason_that_could_not_be_read_is_refused_beside_its_field(member, orchard, action):
    before = everything()
    answer = member.post(ADDRESS, {"action": action, "title": "Screen", "reason": "a\ufffd"})
    assert "could not be read" in text_of(answer, "div", class_="errors")
    assert elements(answer, "a", href=f"#{action}_reason")
    assert everything() == before


def test_who_is_not_logged_in_is_asked_to_and_changes_nothing(client, orchard):
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")
    before = everything()
    answer = client.post(ADDRESS, {"action": "move", "title": "Mine"})
    assert answer.status_code == 403
    assert "Log in" in text_of(answer, "main")
    assert "Mine" in [one["value"] for one in elements(answer, "input", name="title")]
    assert everything() == before


def test_a_page_that_is_not_there_can_t_be_moved(member):
    assert member.get("/move/Nobody_yet").status_code == 404
    assert member.post("/move/Nobody_yet", {"title": "X"}).status_code == 404
    assert member.get("/move/A%23B").status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize(("groups", "limit"), [([], 5), (["Trusted"], 20)])
def test_who_changes_titles_too_often_in_a_minute_is_asked_to_wait(orchard, groups, limit):
    browser = browser_of(somebody("Tara", *groups))
    for number in range(limit):
        assert browser.post(ADDRESS, {"action": "add", "title": f"Title {number}"}).status_code == 302
    answer = browser.post(ADDRESS, {"action": "add", "title": "Too much"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Too much" in [one["value"] for one in elements(answer, "input", name="title")]


def test_the_history_and_the_foot_of_the_page_lead_here(member, orchard):
    assert ADDRESS in links(member.get("/wiki/From_play_to_screen"))
    add_title(orchard.article, by=again(orchard.article).current.author, title="The adaptation")
    assert "Added the title “The adaptation”" in text_of(member.get("/history/From_play_to_screen"), "main")


def test_an_old_title_opens_the_same_form(member, orchard):
    member.post(ADDRESS, {"action": "move", "title": "From page to screen", "keep_old": "on"})
    assert form_fields(member.get(ADDRESS))["title"] == ["From page to screen", "From play to screen", ""]


def test_a_change_of_title_can_t_be_undone_as_words_can(member, orchard):
    page = write("Pip")
    moved = add_title(page, by=page.current.author, title="Pippin")
    change(page, body="Words.")
    assert "changed no text" in text_of(member.get(f"/edit/Pip?undo={moved.pk}"), "div", role="alert")

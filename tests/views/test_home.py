"""The home page."""

from django.utils import timezone

from tests.builders import change, write
from tests.markup import elements, links, text_of


def test_an_empty_wiki_says_so_and_what_to_do(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "This wiki has no page yet." in text_of(answer, "main")


def test_home_leads_to_shows_seasons_articles_and_lists(client, orchard):
    found = set(links(client.get("/")))
    assert {"/wiki/The_Orchard", "/wiki/The_Orchard_season_1", "/wiki/From_play_to_screen"} <= found
    assert {"/characters/", "/actors/"} <= found


def test_home_shows_what_was_edited_last_each_page_once(client, orchard):
    for number in range(3):
        change(orchard.article, body=f"Words {number}", summary=f"Edit {number}")
    [history] = elements(client.get("/"), "ul", class_="history")
    assert history.text.count("From play to screen") == 1
    assert "Edit 2" in history.text
    assert "Edit 1" not in history.text
    assert "Bob" in history.text


def test_home_shows_no_more_than_five_edits(client):
    for number in range(7):
        write(f"Page {number}")
    [history] = elements(client.get("/"), "ul", class_="history")
    assert history.text.count("Bob") == 5
    assert "Page 6" in history.text


def test_a_deleted_page_is_not_on_home(client, orchard):
    for page in (orchard.article, orchard.show, orchard.season):
        page.deleted_at = timezone.now()
        page.save()
    answer = client.get("/")
    assert answer.status_code == 200
    assert not {"/wiki/From_play_to_screen", "/wiki/The_Orchard"} & set(links(answer))


def test_home_is_the_same_for_everybody_but_for_the_account(client, member, orchard):
    assert text_of(client.get("/"), "main") == text_of(member.get("/"), "main")
    assert "Log in" in text_of(client.get("/"), "header")
    assert "Log out" in text_of(member.get("/"), "header")


def test_home_is_read_only_and_sets_no_cookie(client, member):
    assert not client.get("/").cookies
    assert client.head("/").status_code == 200
    assert member.post("/").status_code == 405

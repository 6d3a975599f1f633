"""The home page."""

import pytest
from django.utils import timezone

from tests.builders import change, row, value, write
from tests.markup import elements, links, text_of


def blocks(answer):
    """Return the headings of the blocks of home."""
    return [one.text for one in elements(answer, "h2")]


def newest(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "ul", class_="newest")]


def test_an_empty_wiki_says_so_and_what_to_do(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "This wiki has no pages yet." in text_of(answer, "main")
    assert blocks(answer) == []


def test_home_leads_to_shows_seasons_articles_and_lists(client, orchard):
    found = set(links(client.get("/")))
    assert {"/wiki/The_Orchard", "/wiki/The_Orchard_season_1", "/wiki/From_play_to_screen"} <= found
    assert {"/characters/", "/actors/"} <= found
    assert blocks(client.get("/")) == [
        "The Orchard",
        "Characters",
        "Start here",
        "Latest edits",
        "Wanted pages",
    ]


def test_home_greets_with_the_first_paragraph_of_its_page(client, settings):
    settings.WIKI_WELCOME_TITLE = "Help:Hello"
    assert not elements(client.get("/"), id="welcome")
    write("Help:Hello", "help", body="An orchard to [[Walk|walk]] in.\n\nMore of it.")
    answer = client.get("/")
    assert text_of(answer, "div", id="welcome") == "An orchard to walk in. Read more about this wiki"
    assert "/wiki/Help:Hello" in links(answer)


def test_a_welcome_without_a_first_paragraph_is_not_shown(client, settings):
    settings.WIKI_WELCOME_TITLE = "Help:Hello"
    write("Help:Hello", "help", body="## A heading first\n\nWords.")
    assert not elements(client.get("/"), id="welcome")


def test_the_characters_of_the_newest_cast_are_one_tap_away(client, orchard):
    answer = client.get("/")
    [strip] = elements(answer, "ul", class_="strip")
    assert " ".join(strip.text.split()) == "PR Pip Russet Ada Marsh MQ Mrs Quince Ben Frost"
    assert {"/wiki/Pip_Russet", "/wiki/Mrs_Quince"} <= set(links(answer))
    assert "All characters" in text_of(answer, "main")


@pytest.mark.slow
def test_no_more_than_eight_characters_stand_on_home(client, orchard):
    cast = [
        row(f"r{one}", actor={"name": "A child"}, character=write(f"Apple {one}", "character").uid)
        for one in range(9)
    ]
    facts = {"show": value(orchard.show.uid), "number": value(2), "casting": cast}
    write("The Orchard season 2", "season", facts=facts)
    answer = client.get("/")
    assert "Apple 7" in text_of(answer, "ul", class_="strip")
    assert "Apple 8" not in text_of(answer, "ul", class_="strip")


def test_home_shows_what_was_edited_last_each_page_once_and_no_summary_that_could_spoil(client, orchard):
    for number in range(3):
        change(orchard.article, body=f"Words {number}", summary=f"Edit {number}")
    [found] = newest(client.get("/"))
    assert found.count("From play to screen") == 1
    assert "Edit" not in found
    assert "Bob" in found


def test_home_shows_no_more_than_five_edits(client):
    for number in range(7):
        write(f"Page {number}")
    [found] = newest(client.get("/"))
    assert found.count("Bob") == 5
    assert "Page 6" in found


def test_home_asks_for_the_pages_that_most_pages_wait_for(client, orchard):
    write("Apples", body="[[Nobody yet]] and [[Cider?]]")
    answer = client.get("/")
    wanted = [one for one in elements(answer, "a", class_="new") if one["rel"] == "nofollow"]
    assert [(one.text, one["href"]) for one in wanted] == [
        ("Nobody yet", "/edit/Nobody_yet"),
        ("Cider?", "/edit/Cider%3F"),
    ]
    assert "Nobody yet linked from 2 pages Cider? linked from 1 page" in text_of(answer, "main")


def test_a_deleted_page_is_not_on_home(client, orchard):
    for page in (orchard.article, orchard.show, orchard.season):
        page.deleted_at = timezone.now()
        page.save()
    answer = client.get("/")
    assert answer.status_code == 200
    assert not {"/wiki/From_play_to_screen", "/wiki/The_Orchard"} & set(links(answer))
    assert "Wanted pages" not in blocks(answer)


def test_home_is_the_same_for_everybody_but_for_the_account(client, member, orchard):
    assert text_of(client.get("/"), "main") == text_of(member.get("/"), "main")
    assert "Log in" in text_of(client.get("/"), "header")
    assert "Log out" in text_of(member.get("/"), "header")


def test_home_is_read_only_and_sets_no_cookie(client, member):
    assert not client.get("/").cookies
    assert client.head("/").status_code == 200
    assert member.post("/").status_code == 405

"""The list of shows."""

from tests.builders import change_fact, season_with, value, write, write_episode
from tests.markup import elements, links, text_of


def test_a_wiki_without_shows_says_so(client):
    answer = client.get("/shows/")
    assert answer.status_code == 200
    assert "There are no shows yet." in text_of(answer, "main")


def test_every_show_stands_with_its_seasons(client, orchard):
    write("The Garden", "show", facts={"key": value("garden")})
    change_fact(orchard.season, "released", value("2031-04"))
    write_episode(orchard.season, 1, "Seed")
    season_with(0)
    answer = client.get("/shows/")
    assert [one.text for one in elements(answer, "h2")] == ["The Garden", "The Orchard"]
    cards = [" ".join(one.text.split()) for one in elements(answer, "li", class_="card")]
    assert cards[0].startswith("Season 1")
    assert "April 2031" in cards[0]
    assert "1 episode" in cards[0]
    assert cards[1] == "Season 2"
    assert {"/wiki/The_Garden", "/wiki/The_Orchard_season_2"} <= set(links(answer))


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/shows/").status_code == 405
    assert client.head("/shows/").status_code == 200
    assert client.get("/shows")["Location"] == "/shows/"
    assert not client.get("/shows/").cookies

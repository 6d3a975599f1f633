"""The list of episodes."""

import pytest

from tests.builders import change_fact, season_with, value, write_episode
from tests.markup import elements, form_fields, links, text_of


def lines(answer):
    return [
        [" ".join(line.split()) for line in season.text.split("Episode ")[1:]]
        for season in elements(answer, "ol", class_="episodes")
    ]


@pytest.fixture
def seasons(orchard):
    """The Orchard with two seasons that have episodes."""
    change_fact(orchard.season, "released", value("2031-04-01"))
    write_episode(orchard.season, 2, "Blossom", premise=value("Bees come."), released=value("2031-04-08"))
    write_episode(orchard.season, 1, "Seed")
    write_episode(season_with(0), 1, "Frost/Thaw")
    return orchard


def test_a_wiki_without_episodes_says_so(client, orchard):
    answer = client.get("/episodes/")
    assert answer.status_code == 200
    assert "There are no episodes yet." in text_of(answer, "main")


def test_episodes_stand_by_season_with_number_and_date(client, seasons):
    answer = client.get("/episodes/")
    assert [one.text for one in elements(answer, "h2")] == ["The Orchard season 1", "The Orchard season 2"]
    assert lines(answer) == [
        ["1 Seed with the season", "2 Blossom 8 April 2031"],
        ["1 Frost/Thaw"],
    ]
    assert {"/wiki/Seed", "/wiki/Frost/Thaw", "/wiki/The_Orchard_season_1"} <= set(links(answer))
    assert "The Orchard season 1 1 April 2031" in text_of(answer, "main")


def test_an_episode_has_its_premise_for_those_who_have_watched_the_one_before(client, seasons):
    client.cookies["progress"] = "orchard:s1e1"
    assert lines(client.get("/episodes/"))[0][1] == "2 Blossom 8 April 2031 Bees come."


def test_one_season_can_be_chosen(client, seasons):
    answer = client.get("/episodes/?season=The+Orchard+season+2")
    assert lines(answer) == [["1 Frost/Thaw"]]
    assert form_fields(answer)["season"] == ["The Orchard season 2"]
    assert "The Orchard season 1" in text_of(answer, "select")


def test_a_season_that_is_not_there_is_not_heeded(client, seasons):
    answer = client.get("/episodes/?season=Season+9")
    assert answer.status_code == 200
    assert len(lines(answer)) == 2


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/episodes/").status_code == 405
    assert client.head("/episodes/").status_code == 200
    assert client.get("/episodes")["Location"] == "/episodes/"
    assert not client.get("/episodes/").cookies

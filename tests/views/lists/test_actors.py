"""The list of actors."""

from tests.builders import change, change_fact, row, write
from tests.markup import elements, links, text_of


def cards(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li", class_="card")]


def test_a_wiki_without_actors_says_so(client):
    answer = client.get("/actors/")
    assert answer.status_code == 200
    assert "This list is empty." in text_of(answer, "main")


def test_every_actor_stands_with_whom_they_play(client, orchard):
    answer = client.get("/actors/")
    assert cards(answer) == ["AM Ada Marsh Pip Russet", "BF Ben Frost Mrs Quince"]
    assert {"/wiki/Ada_Marsh", "/wiki/Pip_Russet"} <= set(links(answer))


def test_actors_are_filtered_by_season_and_by_who_is_new(client, orchard):
    answer = client.get("/actors/?season=The+Orchard+season+1&billing=new")
    assert cards(answer) == ["AM Ada Marsh Pip Russet The Orchard season 1 · New"]
    assert [one["name"] for one in elements(answer, "select")] == ["season", "billing"]


def test_an_actor_whose_character_is_not_known_is_listed_too(client, orchard):
    cast = orchard.season.current.facts["casting"]
    change_fact(orchard.season, "casting", [*cast, row("cora", actor=write("Cora Pine", "person").uid)])
    assert cards(client.get("/actors/"))[2] == "CP Cora Pine"


def test_a_person_who_is_not_cast_is_no_actor(client, orchard):
    write("Cara Writes", "person")
    assert "/wiki/Cara_Writes" not in links(client.get("/actors/"))


def test_who_is_taken_out_of_the_cast_is_taken_out_of_the_list(client, orchard):
    change(orchard.season, facts=orchard.season.current.facts | {"casting": []})
    assert cards(client.get("/actors/")) == []


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/actors/").status_code == 405
    assert client.head("/actors/").status_code == 200
    assert client.get("/actors")["Location"] == "/actors/"
    assert not client.get("/actors/").cookies

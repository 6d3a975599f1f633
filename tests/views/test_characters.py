"""The list of characters."""

from tests.builders import row, value, write
from tests.markup import elements, links, text_of


def cards(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li", class_="card")]


def test_a_wiki_without_characters_says_so(client):
    answer = client.get("/characters/")
    assert answer.status_code == 200
    assert "Nobody is listed here yet." in text_of(answer, "main")


def test_every_character_stands_with_who_plays_them(client, orchard):
    answer = client.get("/characters/")
    assert cards(answer) == ["MQ Mrs Quince Ben Frost", "PR Pip Russet Ada Marsh"]
    assert {"/wiki/Mrs_Quince", "/wiki/Ben_Frost"} <= set(links(answer))


def test_a_character_whom_nobody_plays_is_listed_too(client, orchard):
    write("A Cat", "character")
    assert cards(client.get("/characters/"))[0] == "AC A Cat"


def test_who_plays_a_character_in_two_seasons_is_named_once_and_a_second_actor_beside(client, orchard):
    cast = [
        row("ada", actor=orchard.ada.uid, character=orchard.pip.uid),
        row("tom", actor={"name": "Tom Seed"}, character=orchard.pip.uid),
    ]
    facts = {"show": value(orchard.show.uid), "number": value(2), "casting": cast}
    write("The Orchard season 2", "season", facts=facts)
    assert cards(client.get("/characters/"))[1] == "PR Pip Russet Ada Marsh · Tom Seed"


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/characters/").status_code == 405
    assert client.head("/characters/").status_code == 200
    assert client.get("/characters")["Location"] == "/characters/"
    assert not client.get("/characters/").cookies

"""The list of characters."""

import pytest

from tests.builders import change_fact, crowd, row, value, write
from tests.markup import elements, form_fields, links, text_of
from wiki.models import Character


def cards(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li", class_="card")]


def options(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "option")]


@pytest.fixture
def schools(orchard):
    """The Orchard with a pupil of one school and a pupil of another."""
    school = write("Hill School")
    change_fact(orchard.pip, "school", value(school.uid))
    write("Adam", "character", facts={"school": value({"name": "The Mill"})})
    return orchard


def test_a_wiki_without_characters_says_so(client):
    answer = client.get("/characters/")
    assert answer.status_code == 200
    assert "This list is empty." in text_of(answer, "main")
    assert not elements(answer, "form", class_="filters")


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


def test_seasons_and_schools_can_be_chosen_and_who_is_new(client, schools):
    assert options(client.get("/characters/")) == [
        *("All", "The Orchard season 1"),
        *("All", "Hill School", "The Mill"),
        *("All", "Returning", "New"),
    ]


def test_a_choice_leaves_those_that_fit_and_tells_their_roles(client, schools):
    answer = client.get("/characters/", {"billing": "new", "season": "", "school": "Hill School"})
    assert cards(answer) == ["PR Pip Russet Ada Marsh The Orchard season 1 · New"]
    assert form_fields(answer)["billing"] == ["new"]
    assert form_fields(answer)["school"] == ["Hill School"]
    [clear] = [one for one in elements(answer, "a", class_="quiet") if one.text == "Clear"]
    assert clear["href"] == "/characters/"


def test_when_nobody_fits_the_list_says_so_and_leads_back(client, schools):
    answer = client.get("/characters/?school=The+Mill&billing=new")
    assert answer.status_code == 200
    assert cards(answer) == []
    assert "No matches" in text_of(answer, "main")
    assert links(answer).count("/characters/") >= 2


@pytest.mark.parametrize(
    "query", ["season=9", "billing=%00", "school=%3Cscript%3E", "colour=red", "billing="]
)
def test_what_nobody_could_choose_is_not_heeded(client, orchard, query):
    answer = client.get(f"/characters/?{query}")
    assert answer.status_code == 200
    assert len(cards(answer)) == 2


def test_every_filter_has_a_label(client, schools):
    answer = client.get("/characters/")
    labelled = {one["for"] for one in elements(answer, "label")}
    selects = [one["id"] for one in elements(answer, "select")]
    assert len(selects) == 3
    assert set(selects) <= labelled


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/characters/").status_code == 405
    assert client.head("/characters/").status_code == 200
    assert client.get("/characters")["Location"] == "/characters/"
    assert not client.get("/characters/").cookies


def test_sixty_characters_stand_on_each_page_of_the_list(client, orchard):
    crowd("character", 70, Character)
    assert [len(cards(client.get(f"/characters/?page={page}"))) for page in (1, 2)] == [60, 12]
    assert "?page=2" in links(client.get("/characters/"))

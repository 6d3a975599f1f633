"""The cast of a season when somebody in it is unknown, or must not be told yet."""

import pytest

from tests.builders import change_fact, row
from tests.markup import elements, text_of


def cards_of(client, address="/wiki/The_Orchard_season_1"):
    answer = client.get(address)
    assert answer.status_code == 200
    return [" ".join(card.text.split()) for card in elements(answer, "li", class_="card")]


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({"character": {"name": "Passer-by"}}, "P Passer-by actor not known no source yet"),
        ({"actor": {"name": "Tess Vale"}}, "TV Character not known Tess Vale no source yet"),
        ({"note": "A voice"}, "? Character not known actor not known A voice no source yet"),
    ],
    ids=["without an actor", "without a character", "without either"],
)
def test_who_is_not_known_is_said_to_be_not_known(client, orchard, known, shown):
    revision = change_fact(orchard.season, "casting", [row("cameo", **known)])
    assert cards_of(client) == [shown]
    assert cards_of(client, f"/revision/{revision.pk}") == [shown]


def test_a_preview_shows_a_cast_with_somebody_unknown(member, orchard):
    sent = {"action": "preview", "facts-casting": "", "facts-casting-q-character": "Mrs Quince"}
    answer = member.post("/edit/The_Orchard_season_1", sent)
    assert "actor not known" in text_of(answer, "main")


def test_who_is_told_later_is_shown_only_to_those_who_have_watched_so_far(client, orchard):
    ghost = row("ghost", (orchard.times, "when the ghost comes"), actor=orchard.ada.uid, note="The ghost")
    cast = [*orchard.season.current.facts["casting"][1:], ghost | {"from": "S1E8"}]
    change_fact(orchard.season, "casting", cast)
    for words in ("The ghost", "when the ghost comes", "Ada Marsh", "Spoilers", "S1E8"):
        assert words not in client.get("/wiki/The_Orchard_season_1").content.decode()
    assert "The Orchard season 1" not in text_of(client.get("/wiki/Ada_Marsh"), "main")
    assert "Ada Marsh" not in text_of(client.get("/actors/"), "main")
    client.cookies["progress"] = "orchard:s1e8"
    page = text_of(client.get("/wiki/The_Orchard_season_1"), "main")
    for words in ("The ghost", "when the ghost comes", "Ada Marsh"):
        assert page.count(words) == 1
    assert "The Orchard season 1" in text_of(client.get("/wiki/Ada_Marsh"), "main")
    assert "Ada Marsh" in text_of(client.get("/actors/"), "main")


def test_the_source_of_what_is_told_later_is_told_with_it(client, orchard):
    later = row("fate", (orchard.times, "where the fire is told"), label="Fate", value={"name": "Fire"})
    change_fact(orchard.pip, "statements", [later | {"from": "S1"}])
    assert "where the fire is told" not in client.get("/wiki/Pip_Russet").content.decode()
    client.cookies["progress"] = "orchard:s1"
    assert text_of(client.get("/wiki/Pip_Russet"), "main").count("where the fire is told") == 1

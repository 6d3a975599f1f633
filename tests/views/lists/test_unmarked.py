"""The list of pages on which nobody has marked anything."""

import pytest

from tests.builders import again, alice, bob, change, orchard, row, value, write
from tests.doors import browser_of
from tests.markup import elements, text_of
from wiki.actions.moderation.deletion import delete_page

pytestmark = pytest.mark.each_database

BODY = "A lead.\n\nMore."


@pytest.fixture
def world():
    """The Orchard, in which one season and one character are unmarked."""
    world = orchard()
    change(world.season, body=BODY)
    change(world.pip, body=BODY)
    change(world.quince, body=f"{BODY}\n\n>!S1E2: Most.!<")
    write("Trees", body=BODY)
    return world


def listed(client):
    answer = client.get("/special/unmarked")
    return [one.text for one in elements(answer, "bdi") if one.text in text_of(answer, "ul", class_="stack")]


def test_it_has_the_unmarked_pages_by_title_and_how_many_there_are(client, world):
    assert listed(client) == ["Pip Russet", "The Orchard season 1"]
    assert "2 unmarked pages · 1 page with marks" in text_of(client.get("/special/unmarked"), "main")


def test_a_page_leaves_it_once_it_is_marked_settled_or_deleted(client, world):
    change(
        world.pip,
        facts={"statements": [row("r1", label="Job", value={"name": "Gardener"}, **{"from": "S1E1"})]},
    )
    assert listed(client) == ["The Orchard season 1"]
    change(world.pip, facts={})
    assert listed(client) == ["Pip Russet", "The Orchard season 1"]
    change(world.pip, facts={"reveal": value("everybody")})
    delete_page(world.season, by=alice(), reason="A test")
    assert listed(client) == []
    assert "Somebody has looked at every page." in text_of(client.get("/special/unmarked"), "main")


def test_it_does_not_depend_on_whether_such_pages_are_hidden(client, world, settings):
    settings.WIKI_HIDE_UNMARKED = False
    change(world.season, body=f"{BODY}\n\nMost.")
    assert listed(client) == ["Pip Russet", "The Orchard season 1"]


def test_members_settle_a_page_from_it_and_visitors_do_not(client, world):
    assert not elements(client.get("/special/unmarked"), "input", name="facts-reveal")
    answer = browser_of(bob()).get("/special/unmarked")
    bases = [one["value"] for one in elements(answer, "input", name="base")]
    assert bases == [str(again(page).current_id) for page in (world.pip, world.season)]
    assert [one["action"] for one in elements(answer, "form", method="post")][-2:] == [
        "/edit/Pip_Russet",
        "/edit/The_Orchard_season_1",
    ]


def test_search_engines_do_not_list_it_and_it_is_read_only(client):
    answer = client.get("/special/unmarked")
    assert elements(answer, "meta", name="robots", content="noindex")
    assert not answer.cookies
    assert client.post("/special/unmarked").status_code == 405
    assert "/special/unmarked" in [one["href"] for one in elements(client.get("/"), "a")]

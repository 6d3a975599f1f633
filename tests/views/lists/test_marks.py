"""The list of pages by their marks: where a point is used, and which marks to check."""

import pytest

from tests.builders import alice, bob, change, change_fact, garden, orchard, row, value, write, write_episode
from tests.doors import browser_of
from tests.markup import elements, text_of
from wiki.actions.titles.moving import add_title
from wiki.management.commands import rebuild
from wiki.models import PageLink

pytestmark = pytest.mark.each_database


def listed(point=""):
    """Return the titles that a member gets."""
    answer = browser_of(bob()).get("/special/marks", {"point": point})
    assert answer.status_code == 200
    return [
        one.text for one in elements(answer, "bdi") if one.text in text_of(answer, "ul", class_="columns")
    ]


@pytest.fixture
def world():
    return orchard()


def test_it_lists_where_a_point_is_used_in_texts_facts_titles_and_for_pages(world):
    write("In a text", body="It >!S1E2: rains!<.")
    write("In a box", body="::: spoiler orchard S1E2\nIt rains.\n:::")
    write(
        "In a fact",
        facts={"statements": [row("r1", label="Job", value={"name": "Cook"}, **{"from": "S1E2"})]},
    )
    write("In an end", facts={"statements": [row("r1", label="Job", value={"name": "Cook"}, until="S1E2")]})
    write("Later", body="It >!S1E3: rains!<.")
    write("Nowhere", body="It rains.")
    add_title(world.pip, by=alice(), title="Lord Russet", until=1002)
    change(world.quince, body="She dies.", facts={"reveal": value("S1")})
    assert listed("s01e02") == ["In a box", "In a fact", "In a text", "In an end", "Pip Russet"]
    assert listed("S1E3") == ["Later"]
    assert listed("S1") == []  # who reads has not come to that page


def test_a_page_leaves_it_with_its_mark_and_an_episode_follows_its_season(world):
    page = write("Trees", body="It >!S1E2: rains!<.")
    change(page, body="It >!S1E4: rains!<.")
    assert (listed("S1E2"), listed("S1E4")) == ([], ["Trees"])
    dawn = write_episode(world.season, 1, "Dawn")
    change(dawn, body="A lead.\n\nMore.")
    change_fact(world.season, "number", value(2))
    assert (listed("S1E1"), listed("S2E1")) == ([], ["Dawn"])


def test_without_a_point_it_lists_marks_that_stay_hidden(world):
    write("Known", body="It >!S1E8: rains!< >!S1: hard!< >!orchard S1E1: here!<.")
    write("Late", body="It >!S2E1: rains!<.")
    write("No mark", body="::: spoiler\nIt rains.\n:::")
    write("No show", body="It >!meadow S1E1: rains!<.")
    change(
        world.pip, body="A lead.\n\nIt >!S1E1: rains!<.", facts={"first_appearance": value(world.season.uid)}
    )
    assert listed() == listed("rain") == ["Late", "No mark", "No show"]
    garden()
    assert listed() == ["Known", "Late", "No mark", "No show"]


def test_a_mark_in_a_fact_that_names_a_show_stays_with_it_when_its_key_changes(world):
    second = garden()
    mark = {"from": "S1E2", "show": second.show.uid}
    write("Job", facts={"statements": [row("r1", label="Job", value={"name": "Cook"}, **mark)]})
    change_fact(second.show, "key", value("meadow"))
    assert (listed("S1E2"), listed()) == (["Job"], [])


def test_rebuild_writes_the_same(world):
    write("Trees", body="It >!S1E2: rains!< >!garden S1: here!<.")
    change(world.pip, body="A lead.\n\nMore.")
    marks = PageLink.objects.filter(kind="mark").order_by("page", "target_key")
    columns = ("page__uid", "target_key", "show_key", "shown_from")
    before = list(marks.values_list(*columns))
    assert [key for _uid, key, *_mark in before] == ["", "S1", "S1E2", "any"]
    rebuild.Command().handle()
    assert list(marks.values_list(*columns)) == before


def test_visitors_log_in_first_and_search_engines_do_not_list_it(client):
    assert client.get("/special/marks")["Location"] == "/accounts/login/?next=/special/marks"
    answer = browser_of(bob()).get("/special/marks?point=%00%22%3E")
    assert elements(answer, "meta", name="robots", content="noindex")
    assert text_of(answer, "h1") == "Pages by their marks"
    assert browser_of(bob()).post("/special/marks").status_code == 405

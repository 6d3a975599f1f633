"""What readers are asked about how far they have watched, on a page of each kind."""

import pytest
from django.utils import timezone

from tests.builders import (
    again,
    change_fact,
    garden,
    orchard,
    season_with,
    value,
    viewer,
    write,
    write_episode,
)
from wiki.queries.pages.reading import Reading
from wiki.queries.pages.strip import strip_of

pytestmark = pytest.mark.django_db

PAST = value("2020-05-01")


def strip(page, **watched):
    return strip_of(viewer(**watched), again(page))


def released_garden():
    """Write The Garden, of which a season is released."""
    world = garden()
    change_fact(world.season, "status", value("released"))
    return world


def aired():
    """Write The Orchard with a season of two episodes that is over, and one that has one of three so far."""
    world = orchard()
    world.first = write_episode(world.season, 1, "Seed")
    world.finale = write_episode(world.season, 2, "Fruit")
    second = season_with(0)
    change_fact(second, "episode_count", value(3))
    world.running = again(second)
    world.newest = write_episode(second, 1, "Frost", released=PAST)
    world.coming = write_episode(second, 2, "Thaw")
    return world


def test_pages_about_a_show_ask_how_far_somebody_has_watched_it():
    world = aired()
    change_fact(world.pip, "first_appearance", value(world.first.uid))
    released_garden()
    for page in (world.show, world.season, world.first, world.pip):
        assert strip(page).key == "orchard", page


def test_with_one_show_pages_about_none_ask_too_but_for_help_and_sources():
    world = orchard()
    asking = (world.ada, world.pip, write("Apples"), write("Category:Fruit", "category"))
    assert {strip(page).key for page in asking} == {"orchard"}
    assert strip(world.times) is None
    assert strip(write("Help:Apples", "help")) is None


def test_pages_about_no_show_ask_nothing_if_there_is_none_or_are_two():
    assert strip(write("Apples")) is None
    world = orchard()
    assert strip(write("Pears")) is not None
    second = released_garden()
    for page in (world.ada, world.pip, write("Plums"), write("Category:Fruit", "category")):
        assert strip(page) is None, page
        assert strip(page, orchard="s1", garden="all") is None, page
    assert strip(second.fern).key == "garden"


def test_pages_about_a_deleted_show_ask_nothing():
    orchard()
    second = released_garden()
    second.show.deleted_at = timezone.now()
    second.show.save()
    assert strip(second.fern) is None
    assert strip(write("Apples")).key == "orchard"


def test_who_has_not_said_how_far_is_known_from_who_has_watched_nothing():
    world = aired()
    assert (strip(world.pip).point, strip(world.pip).offer) == (None, None)
    started = strip(world.pip, orchard="none")
    assert (started.point, started.words, started.offer) == (0, "As of the beginning", ("s1e1", "S1E1"))


@pytest.mark.parametrize(
    ("watched", "words"),
    [
        ("s1e1", "As of season 1, episode 1"),
        ("s1", "As of season 1"),
        ("all", "Nothing is hidden"),
    ],
)
def test_it_says_how_far_somebody_has_watched(watched, words):
    assert strip(orchard().show, orchard=watched).words == words


@pytest.mark.parametrize(
    ("watched", "offer"),
    [
        ("none", ("s1e1", "S1E1")),
        ("s1e1", ("s1e2", "S1E2")),  # the finale
        ("s1", ("s2e1", "S2E1")),
        ("s2e1", None),  # nothing else is released
        ("all", None),
    ],
)
def test_the_next_episode_that_is_released_is_offered(watched, offer):
    world = aired()
    for page in (world.show, world.season, world.pip):
        assert strip(page, orchard=watched).offer == offer, page


def test_on_the_page_of_an_episode_that_episode_is_offered_or_else_the_next_to_who_has_watched_it():
    world = aired()
    assert strip(world.newest, orchard="none").offer == ("s2e1", "S2E1")
    assert strip(world.newest, orchard="s1e1").offer == ("s2e1", "S2E1")
    assert strip(world.newest, orchard="s2e1").offer is None
    assert strip(world.first, orchard="s1").offer == ("s2e1", "S2E1")
    assert strip(world.newest).offer is None


def test_it_asks_about_the_episode_of_the_page_only_where_that_is_what_is_offered():
    world = aired()
    assert strip(world.newest, orchard="s1e1").asks_here
    assert not strip(world.first, orchard="s1").asks_here
    assert not strip(world.newest, orchard="s2e1").asks_here
    assert not strip(world.season, orchard="s1e1").asks_here
    assert not strip(world.newest).asks_here


def test_there_is_a_choice_for_each_season_of_which_something_is_released():
    world = aired()
    write("Season 3", "season", facts={"show": value(world.show.uid), "number": value(3)})
    found = strip(world.show)
    assert found.choices == [("s1", "Season 1"), ("s2e1", "Season 2 so far")]


def test_without_anything_released_nothing_is_asked():
    second = garden()
    for page in (second.show, second.season, second.fern, write("Apples")):
        assert strip(page) is strip(page, garden="none") is None, page
    change_fact(second.season, "status", value("released"))
    assert strip(second.fern).choices == strip(write("Pears")).choices == [("s1", "Season 1")]


def test_a_show_of_which_nothing_is_released_is_a_second_show_too():
    orchard()
    garden()
    assert strip(write("Apples")) is None


def test_what_somebody_has_watched_of_another_show_is_not_told():
    world, second = orchard(), released_garden()
    assert strip(second.fern, orchard="s1").point is None
    assert strip(world.season, orchard="s1e2", garden="all").point == 1002


def test_it_takes_one_query(django_assert_num_queries):
    world = aired()
    for page in (world.show, world.first, world.pip, write("Apples")):
        page, reading = again(page), viewer(orchard="s1")
        with django_assert_num_queries(1):
            strip_of(reading, page)


def test_a_reading_page_has_the_strip_and_its_first_hidden_block_asks_who_has_not_said_anything():
    page = write("Pears", body="Round.\n\n::: spoiler S1\nFrom the tree.\n:::\n\n::: spoiler S1\nRipe.\n:::")

    def asked(**watched):
        reading = Reading(viewer(**watched), page, "Pears", page.current)
        return reading.strip.key, reading.composition.body.count("#progress")

    orchard()
    assert (asked(), asked(orchard="none"), asked(orchard="s1")) == (
        ("orchard", 1),
        ("orchard", 0),
        ("orchard", 0),
    )
    closed = Reading(viewer(), page, "Pears", page.current, closes=True)
    assert (closed.strip, closed.composition.body.count("#progress")) == (None, 0)
    released_garden()
    reading = Reading(viewer(), page, "Pears", page.current)
    assert (reading.strip, reading.composition.body.count("#progress")) == (None, 0)

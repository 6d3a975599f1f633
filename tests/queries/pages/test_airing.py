"""What of a show has been released, and how far readers can have watched it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import change_fact, orchard, value, write, write_episode
from wiki.queries.pages.airing import latest_of, next_point, settled, show_around
from wiki.text.progress import EVERYTHING, NOTHING

pytestmark = pytest.mark.django_db


def day(distance):
    """Return the day so many days from today, as facts write it."""
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def month(distance):
    """Return a month as facts write it: 0 is this one, -1 that before it."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 + distance
    return f"{months // 12}-{months % 12 + 1:02}"


def year(distance):
    return str(timezone.localdate().year + distance)


def show():
    """Write a show without seasons."""
    return write("The Meadow", "show", facts={"key": value("meadow")})


def season(show_page, number, episodes=(), **facts):
    """Write a season; `episodes` has the date of each of its episodes, "" for one without."""
    facts = {name: value(content) for name, content in facts.items()}
    facts |= {"show": value(show_page.uid), "number": value(number)}
    page = write(f"{show_page} season {number}", "season", facts=facts)
    for place, date in enumerate(episodes, start=1):
        dated = {"released": value(date)} if date else {}
        write_episode(page, place, f"{page} episode {place}", **dated)
    return page


def aired(show_page):
    """Return (number, episodes, aired, whether it is over) of each season."""
    found = show_around(show_page).seasons
    return [(one.number, one.episodes, one.aired, one.is_over) for one in found]


def test_a_show_without_seasons_has_nothing_to_have_watched():
    meadow = show()
    seasons = show_around(meadow).seasons
    assert seasons == []
    assert latest_of(seasons) == NOTHING
    assert next_point(seasons, NOTHING) is None


def test_a_season_runs_while_some_of_its_episodes_are_released():
    meadow = show()
    season(meadow, 1, [day(-14), day(-7), day(0), day(7)])
    assert aired(meadow) == [(1, 4, 3, False)]


def test_a_season_is_over_once_its_last_known_episode_is_released():
    meadow = show()
    first = season(meadow, 1, [day(-14), day(-7), day(0)])
    assert aired(meadow) == [(1, 3, 3, True)]
    change_fact(first, "episode_count", value(4))
    assert aired(meadow) == [(1, 4, 3, False)]


@pytest.mark.parametrize(
    ("precision", "distance", "is_aired"),
    [
        (day, -1, True),
        (day, 0, True),
        (day, 1, False),
        (month, -1, True),
        (month, 0, False),
        (month, 1, False),
        (year, -1, True),
        (year, 0, False),
        (year, 1, False),
    ],
)
def test_a_day_is_released_when_it_has_come_a_month_or_year_when_it_is_over(precision, distance, is_aired):
    meadow = show()
    season(meadow, 1, [precision(distance)])
    assert aired(meadow) == ([(1, 1, 1, True)] if is_aired else [])


def test_an_episode_without_a_date_has_that_of_its_season():
    meadow = show()
    season(meadow, 1, ["", "", day(7)], released=day(-1))
    season(meadow, 2, ["", day(-1)], released=day(7))
    assert aired(meadow) == [(1, 3, 2, False), (2, 2, 2, True)]


def test_what_has_no_date_is_not_released():
    meadow = show()
    first = season(meadow, 1, ["", ""])
    season(meadow, 2, status="ordered", ordered=day(-400), episode_count=8)
    assert aired(meadow) == []
    change_fact(first, "status", value("released"))
    assert aired(meadow) == [(1, 2, 0, True)]


def test_all_of_a_season_that_is_called_released_is_released():
    meadow = show()
    season(meadow, 1, [day(-7), day(7)], status="released")
    season(meadow, 2, status="released")
    assert aired(meadow) == [(1, 2, 1, True), (2, 0, 0, True)]
    assert latest_of(show_around(meadow).seasons) == 2999


def test_a_season_without_pages_of_its_episodes_is_released_on_its_own_date():
    meadow = show()
    season(meadow, 1, released=month(-1), episode_count=8)
    season(meadow, 2, released=day(1), episode_count=8)
    assert aired(meadow) == [(1, 8, 0, True)]


def test_deleted_pages_count_for_nothing():
    meadow = show()
    first = season(meadow, 1, [day(-7), day(-7)])
    second = season(meadow, 2, [day(-7)])
    gone = write_episode(first, 3, "The Meadow finale", released=value(day(-1)))
    for page in (gone, second):
        page.deleted_at = timezone.now()
        page.save()
    assert aired(meadow) == [(1, 2, 2, True)]


def test_seasons_stand_by_their_numbers_and_only_those_of_the_show():
    world, meadow = orchard(), show()
    season(meadow, 3, [day(-1)])
    season(meadow, 1, [day(-9)])
    assert [number for number, *_rest in aired(meadow)] == [1, 3]
    assert aired(world.show) == [(1, 0, 0, True)]


def test_it_takes_one_query(django_assert_num_queries):
    meadow = show()
    season(meadow, 1, [day(-7), day(-7)])
    season(meadow, 2, [day(-7)])
    with django_assert_num_queries(1):
        show_around(meadow)


@pytest.fixture
def running():
    """Two seasons: three episodes that are over, and two of four that are released."""
    meadow = show()
    season(meadow, 1, [day(-90), day(-80), day(-70)])
    season(meadow, 2, [day(-2), day(-1), day(1), day(2)])
    return show_around(meadow).seasons


def test_the_latest_point_is_the_end_of_a_season_or_its_last_episode_so_far(running):
    assert [one.latest for one in running] == [1999, 2002]
    assert latest_of(running) == 2002
    assert latest_of(running[:1]) == 1999


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        (NOTHING, NOTHING),
        (EVERYTHING, EVERYTHING),
        (1001, 1001),
        (1003, 1999),  # the finale
        (1007, 1999),  # more episodes than there are
        (1999, 1999),
        (2000, 2000),  # a special between the seasons
        (2002, 2002),
        (2003, 2003),  # somebody has seen it early
        (2999, 2002),  # the season so far
        (3001, 3001),
        (3999, 3999),  # of which nothing is known
    ],
)
def test_a_finale_ends_a_season_that_is_over_and_a_season_that_runs_is_its_last_episode(
    running, said, reached
):
    assert settled(running, said) == reached


def test_a_finale_of_a_season_whose_episodes_are_unknown_ends_nothing():
    meadow = show()
    season(meadow, 1, status="released")
    assert settled(show_around(meadow).seasons, 1008) == 1008


@pytest.mark.parametrize(
    ("point", "following"),
    [
        (NOTHING, 1001),
        (1001, 1002),
        (1002, 1003),  # the finale, by its number
        (1999, 2001),
        (2000, 2001),
        (2001, 2002),
        (2002, None),  # not released
        (2999, None),
        (EVERYTHING, None),
    ],
)
def test_the_next_episode_is_the_next_one_that_is_released(running, point, following):
    assert next_point(running, point) == following


def test_next_is_the_whole_of_a_season_whose_episodes_are_unknown_not_the_season_after_it():
    meadow = show()
    season(meadow, 1, [day(-90)])
    season(meadow, 2, status="released")
    season(meadow, 3, [day(-1)])
    seasons = show_around(meadow).seasons
    assert next_point(seasons, 1999) == 2999
    assert next_point(seasons, 2004) == 2999
    assert next_point(seasons, 2999) == 3001

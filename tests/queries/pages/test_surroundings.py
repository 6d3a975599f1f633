"""Parts of a page that are derived from other pages, as public as there, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    again,
    change_fact,
    garden,
    orchard,
    reader,
    row,
    season_with,
    value,
    write,
    write_episode,
)
from wiki.models import Page
from wiki.queries.pages.seasons import release_words
from wiki.queries.pages.surroundings import Surroundings, surroundings_of
from wiki.queries.titles.names import Name
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def around(page, sight=SAFE):
    return surroundings_of(sight, again(page))


def titles(names):
    return [name.title if isinstance(name, Name) else name for name in names]


def cost_of(page, sight=SAFE):
    page = again(page)
    with CaptureQueriesContext(connection) as asked:
        surroundings_of(sight, page)
    return len(asked)


def test_a_show_lists_its_seasons_with_as_many_leaves_as_there_are_episodes():
    world = orchard()
    third = write("Third", "season", facts={"show": value(world.show.uid), "number": value(3)})
    change_fact(world.season, "episode_count", value(6))
    change_fact(world.season, "released", value("2031-04"))
    write_episode(third, 1)
    lines = around(world.show).seasons
    assert [(one.name.title, one.number, one.status, one.released, one.leaves) for one in lines] == [
        ("The Orchard season 1", 1, "Released", "April 2031", 6),
        ("Third", 3, "", "", 1),
    ]


def test_a_season_lists_every_episode_that_is_known_of_and_its_neighbours():
    world = orchard()
    second = season_with(0)
    change_fact(world.season, "episode_count", value(3))
    write_episode(world.season, 2, "Grafting", title=value("Grafting!"), released=value("2031-05-01"))
    seen = around(world.season)
    assert [(one.number, one.title, one.released, bool(one.name)) for one in seen.episodes] == [
        (1, "", "", False),
        (2, "Grafting!", "1 May 2031", True),
        (3, "", "", False),
    ]
    assert (seen.show.title, seen.previous, seen.next.title) == ("The Orchard", None, "The Orchard season 2")
    assert titles([around(second).previous, around(second).next]) == ["The Orchard season 1", None]


def test_an_episode_stands_in_its_season_beside_others_and_among_the_cast():
    world = orchard()
    change_fact(world.season, "released", value("2031-04-02"))
    pages = [write_episode(world.season, number) for number in (1, 2, 4)]
    seen = around(pages[1])
    assert (seen.show.title, seen.season.number) == ("The Orchard", 1)
    assert [one.number for one in seen.episodes] == [1, 2, 3, 4]
    assert titles([seen.previous, seen.next]) == ["Episode 1", "Episode 4"]
    assert titles(line.character for line in seen.cast) == ["Pip Russet", "Mrs Quince"]
    assert release_words("", seen.season) == "with the season, 2 April 2031"
    assert release_words("3 May 2031", seen.season) == "3 May 2031"


def test_without_any_date_there_are_no_words_about_one():
    world = orchard()
    assert release_words("", around(write_episode(world.season, 1)).season) == ""


@pytest.mark.parametrize("who", ["ada", "pip"])
def test_people_and_characters_have_their_roles_in_the_order_of_seasons(who):
    world = orchard()
    cast = [row("r1", actor={"name": "A child"}, character=world.pip.uid), row("r2", actor=world.ada.uid)]
    facts = {"show": value(world.show.uid), "number": value(2), "casting": cast}
    write("The Orchard season 2", "season", facts=facts)
    seen = around(getattr(world, who)).roles
    second = "The Orchard season 2"
    extra = {"ada": ("Ada Marsh", "", second, ""), "pip": ("A child", "Pip Russet", second, "")}
    assert [(*titles([one.actor, one.character]), one.season.title, one.billing) for one in seen] == [
        ("Ada Marsh", "Pip Russet", "The Orchard season 1", "New"),
        extra[who],
    ]


@pytest.mark.slow
def test_neighbours_are_two_on_each_side_in_the_newest_cast():
    orchard()
    season_with(7)
    middle = Page.objects.get(titles__text="The Orchard season 2 actor 3")
    beside = [f"The Orchard season 2 character {number}" for number in (1, 2, 4, 5)]
    assert titles(line.character for line in around(middle).cast) == beside


def test_a_casting_that_is_shown_later_is_left_out_until_then():
    world = orchard()
    casting = [row("ada", actor=world.ada.uid, character=world.pip.uid) | {"from": "S1"}]
    change_fact(world.season, "casting", casting)
    first = write_episode(world.season, 1)
    for sight in (SAFE, reader(orchard="none"), reader(orchard="s1e8")):
        assert around(world.ada, sight) == around(world.pip, sight) == Surroundings()
        assert around(first, sight).cast == []
    for sight in (reader(orchard="s1"), reader(orchard="all")):
        assert titles(role.character for role in around(world.ada, sight).roles) == ["Pip Russet"]
        assert titles(role.actor for role in around(world.pip, sight).roles) == ["Ada Marsh"]
        assert titles(line.actor for line in around(first, sight).cast) == ["Ada Marsh"]


def test_the_newest_cast_is_that_of_the_newest_role_that_the_reader_sees():
    world = orchard()
    cleo = write("Cleo Reed", "character")
    cast = [
        row("ada", actor=world.ada.uid, character=world.pip.uid) | {"from": "S2"},
        row("cleo", actor={"name": "A child"}, character=cleo.uid) | {"from": "S2E4"},
    ]
    facts = {"show": value(world.show.uid), "number": value(2), "casting": cast}
    write("The Orchard season 2", "season", facts=facts)
    beside = {
        point: titles(line.character for line in around(world.ada, reader(orchard=point)).cast)
        for point in ("none", "s2e4", "s2")
    }
    assert beside == {"none": ["Mrs Quince"], "s2e4": ["Mrs Quince"], "s2": ["Cleo Reed"]}


def test_premises_of_episodes_are_told_one_after_another():
    world = orchard()
    pages = [write_episode(world.season, number, premise=value(f"Day {number}.")) for number in (1, 2, 3)]
    change_fact(world.season, "episode_count", value(4))
    premises = {
        "none": ["Day 1.", "", "", ""],
        "s1e1": ["Day 1.", "Day 2.", "", ""],
        "s1e2": ["Day 1.", "Day 2.", "Day 3.", ""],
        "s1": ["Day 1.", "Day 2.", "Day 3.", ""],
    }
    for page in (world.season, pages[2]):
        told = {
            point: [line.premise for line in around(page, reader(orchard=point)).episodes]
            for point in premises
        }
        assert told == premises
        assert [line.premise for line in around(page).episodes] == premises["none"]
    assert [line.title for line in around(world.season).episodes] == [
        "Episode 1",
        "Episode 2",
        "Episode 3",
        "",
    ]


def test_progress_in_one_show_opens_nothing_in_the_other():
    world, second = orchard(), garden()
    write_episode(second.season, 2, "Weeds", premise=value("They grow."))
    casting = [row("ada", actor=world.ada.uid, character=second.fern.uid) | {"from": "S1E2"}]
    change_fact(second.season, "casting", casting)
    for sight in (reader(orchard="all"), reader(orchard="all", garden="none")):
        assert around(second.fern, sight).roles == []
        assert titles(role.season for role in around(world.ada, sight).roles) == ["The Orchard season 1"]
        assert [line.premise for line in around(second.season, sight).episodes][1:] == [""]
    for sight in (reader(garden="s1e2"), reader(orchard="none", garden="all")):
        assert titles(role.actor for role in around(second.fern, sight).roles) == ["Ada Marsh"]
        assert len(around(world.ada, sight).roles) == 2
        assert [line.premise for line in around(second.season, sight).episodes][1:] == ["They grow."]


def test_a_mark_may_name_a_show_on_the_page_of_another():
    world, second = orchard(), garden()
    casting = [row("ada", actor=world.ada.uid, character=second.fern.uid) | {"from": "S1E2"}]
    change_fact(second.season, "casting", [casting[0] | {"show": world.show.uid}])
    assert around(second.fern, reader(garden="all")).roles == []
    assert titles(role.actor for role in around(second.fern, reader(orchard="s1e2")).roles) == ["Ada Marsh"]


def test_a_person_has_credits_for_what_they_did_behind_the_camera():
    world = orchard()
    change_fact(world.show, "creator", value(world.ada.uid))
    change_fact(world.show, "credits", [row("ada", job="writer", person=world.ada.uid)])
    directed = row("ada", job="director", person=world.ada.uid)
    write_episode(world.season, 1, credits=[directed])
    write_episode(world.season, 2, credits=[directed | {"from": "S1E2"}])
    public = [
        ("Creator", "The Orchard"),
        ("Director", "Episode 1"),
        ("Writer", "The Orchard"),
    ]

    def credits_for(sight):
        return [(one.job, one.name.title) for one in around(world.ada, sight).credits]

    assert credits_for(SAFE) == credits_for(reader(orchard="s1e1")) == public
    assert credits_for(reader(orchard="s1e2")) == [*public[:2], ("Director", "Episode 2"), public[2]]


def test_the_credits_of_one_job_stand_together():
    world = orchard()
    both = [row("w", job="writer", person=world.ada.uid), row("d", job="director", person=world.ada.uid)]
    write_episode(world.season, 1, credits=both)
    write_episode(world.season, 2, credits=both)
    jobs = [credit.job for credit in around(world.ada).credits]
    assert jobs == ["Director", "Director", "Writer", "Writer"]


def test_a_source_lists_the_pages_that_cite_it_as_far_as_the_reader_sees_them_do_it():
    world = orchard()
    write("Apples", body="Round.[@orchard-times]")
    write("Worms", body=">!S1: There are some.[@orchard-times]!<")
    hidden = row("grows", world.times, label="Grows", value={"name": "Worms"}) | {"from": "S1E5"}
    write("Pears", facts={"statements": [hidden]})
    public = ["Apples", "The Orchard season 1"]
    assert titles(around(world.times).pages) == public
    assert titles(around(world.times, reader(orchard="s1e4")).pages) == public
    assert titles(around(world.times, reader(orchard="s1e5")).pages) == ["Apples", "Pears", public[1]]
    assert titles(around(world.times, reader(orchard="s1")).pages) == ["Apples", "Pears", public[1], "Worms"]


def test_a_school_lists_the_characters_who_belong_to_it():
    world = orchard()
    school = write("Hill School", body="On the hill.")
    change_fact(world.pip, "school", value(school.uid))
    assert titles(around(school).members) == ["Pip Russet"]
    assert around(write("Apples")) == Surroundings()


@pytest.mark.slow
def test_each_costs_the_same_with_little_and_with_much():
    world = orchard()
    credit = row("ada", (world.times, "p"), job="writer", person=world.ada.uid)
    write_episode(world.season, 1, "Small", credits=[credit])
    pages = [
        world.show,
        world.season,
        world.pip,
        world.ada,
        world.times,
        Page.objects.get(titles__text="Small"),
    ]
    sights = (SAFE, reader(orchard="s1e3"), reader(orchard="all"))
    few = [cost_of(page, sight) for page in pages for sight in sights]
    season_with(12)
    for number in range(2, 12):
        write_episode(world.season, number, credits=[credit])
    cast = [row(f"r{one}", world.times, actor=world.ada.uid, character=world.pip.uid) for one in range(20)]
    change_fact(world.season, "casting", cast)
    assert [cost_of(page, sight) for page in pages for sight in sights] == few
    assert max(few) <= 5

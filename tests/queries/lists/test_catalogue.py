"""Lists and the home page. What they cost is in tests/views/pages/test_page_read_costs.py."""

import pytest
from django.utils import timezone

from tests.builders import (
    change,
    change_fact,
    garden,
    orchard,
    reader,
    rename,
    row,
    season_with,
    value,
    write,
    write_episode,
)
from wiki.models import Page
from wiki.queries.lists.catalogue import (
    actors,
    characters,
    episodes,
    pages,
    shows,
)
from wiki.queries.lists.home import leading_characters, longest_articles, welcome
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def plain(entries):
    """Return titles, and beside them titles or words."""
    return [
        (entry.name.title, [one if isinstance(one, str) else one.title for one in entry.others])
        for entry in entries
    ]


def titles(entries):
    return [entry.name.title for entry in entries]


def delete(*deleted):
    Page.objects.filter(pk__in=[page.pk for page in deleted]).update(deleted_at=timezone.now())


def second_season(world):
    cast = [
        row("ada", actor=world.ada.uid, character=world.pip.uid, billing="returning"),
        row("child", actor={"name": "A child"}, character=world.pip.uid),
        row("voice", actor=world.ada.uid, character={"name": "A voice"}),
        row("unknown", character=world.quince.uid),
        row("stranger", actor=world.ben.uid, billing="new"),
    ]
    return write(
        "Season 2", "season", facts={"show": value(world.show.uid), "number": value(2), "casting": cast}
    )


def test_characters_stand_by_title_with_all_who_play_them():
    world = orchard()
    second_season(world)
    write("adam", "character")
    assert plain(characters(SAFE, {}).page) == [
        ("adam", []),
        ("Mrs Quince", ["Ben Frost"]),
        ("Pip Russet", ["Ada Marsh", "A child"]),
    ]


def test_actors_are_people_who_are_cast():
    world = orchard()
    second_season(world)
    write("Cora Pine", "person")
    assert plain(actors(SAFE, {}).page) == [
        ("Ada Marsh", ["Pip Russet", "A voice"]),
        ("Ben Frost", ["Mrs Quince"]),
    ]


def test_a_role_that_carries_a_mark_is_in_no_list_and_in_no_count():
    world = orchard()
    marked = [
        row("cora", actor=write("Cora Pine", "person").uid, character=world.pip.uid, **{"from": "S1E2"})
    ]
    change_fact(world.season, "casting", world.season.current.facts["casting"] + marked)
    assert plain(characters(SAFE, {}).page)[1] == ("Pip Russet", ["Ada Marsh"])
    assert titles(actors(SAFE, {}).page) == ["Ada Marsh", "Ben Frost"]
    alone = [row("only", actor=world.ada.uid, character=world.quince.uid, billing="new", **{"from": "S1"})]
    change_fact(world.season, "casting", alone)
    assert plain(characters(SAFE, {}).page) == [("Mrs Quince", []), ("Pip Russet", [])]
    assert list(actors(SAFE, {}).page) == leading_characters(SAFE, 8) == []


def test_a_role_that_carries_a_mark_is_in_every_list_and_count_of_those_who_have_reached_it():
    world = orchard()
    cora = write("Cora Pine", "person")
    marked = row("cora", actor=cora.uid, character=world.pip.uid, billing="returning", **{"from": "S1E2"})
    change_fact(world.season, "casting", [*world.season.current.facts["casting"], marked])

    def listed(sight):
        return (
            dict(plain(characters(sight, {}).page))["Pip Russet"],
            titles(actors(sight, {}).page),
            titles(characters(sight, {"billing": "returning"}).page),
            titles(actors(sight, {"season": "The Orchard season 1"}).page),
            plain(leading_characters(sight, 1)),
        )

    ada_and_ben = ["Ada Marsh", "Ben Frost"]
    public = (["Ada Marsh"], ada_and_ben, [], ada_and_ben, [("Pip Russet", ["Ada Marsh"])])
    for sight in (SAFE, reader(orchard="none"), reader(orchard="s1e1")):
        assert listed(sight) == public
    everybody = ["Ada Marsh", "Ben Frost", "Cora Pine"]
    for sight in (reader(orchard="s1e2"), reader(orchard="all")):
        both = ["Ada Marsh", "Cora Pine"]
        assert listed(sight) == (both, everybody, ["Pip Russet"], everybody, [("Pip Russet", both)])


def test_a_role_counts_in_lists_only_with_progress_in_its_own_show():
    world, second = orchard(), garden()
    casting = [row("ada", actor=world.ada.uid, character=second.fern.uid, **{"from": "S1E2"})]
    change_fact(second.season, "casting", casting)

    def fern(sight):
        return dict(plain(characters(sight, {}).page))["Fern"]

    assert fern(reader(orchard="all")) == fern(reader(orchard="all", garden="s1e1")) == []
    assert fern(reader(garden="s1e2")) == ["Ada Marsh"]
    change_fact(second.season, "casting", [casting[0] | {"show": world.show.uid}])
    assert fern(reader(garden="all")) == []
    assert fern(reader(orchard="s1e2")) == ["Ada Marsh"]


def test_the_leading_characters_are_those_of_the_newest_cast_that_the_reader_sees():
    world = orchard()
    cast = [row("eve", actor=world.ada.uid, character=write("Eve", "character").uid, **{"from": "S1"})]
    facts = {"show": value(world.show.uid), "number": value(2), "casting": cast}
    write("Season 2", "season", facts=facts)
    assert titles(leading_characters(SAFE, 8)) == ["Pip Russet", "Mrs Quince"]
    assert titles(leading_characters(reader(orchard="s1e8"), 8)) == ["Pip Russet", "Mrs Quince"]
    assert titles(leading_characters(reader(orchard="s1"), 8)) == ["Eve"]


def test_premises_are_listed_for_those_who_have_watched_everything_before():
    world = orchard()
    second = season_with(0)
    write_episode(world.season, 1, "Seed", premise=value("Planted."))
    write_episode(world.season, 2, "Leaf", premise=value("It grows."))
    write_episode(second, 1, "Frost", premise=value("It is cold."))
    told = {"none": ["Planted.", "", ""], "s1e1": ["Planted.", "It grows.", ""]}
    told["s1"] = told["all"] = ["Planted.", "It grows.", "It is cold."]
    for point, premises in told.items():
        found = episodes(reader(orchard=point), {}).page
        assert [line.premise for _season, lines in found for line in lines] == premises, point


def test_roles_are_told_with_their_season_and_billing():
    world = orchard()
    second_season(world)
    ada = actors(SAFE, {}).page.object_list[0]
    assert ada.roles == [
        ("The Orchard season 1", "new"),
        ("Season 2", "returning"),
        ("Season 2", ""),
    ]


def test_both_filters_of_a_role_are_about_the_same_role():
    world = orchard()
    second_season(world)
    assert titles(actors(SAFE, {"billing": "new"}).page) == ["Ada Marsh", "Ben Frost"]
    assert titles(actors(SAFE, {"season": "Season 2", "billing": "new"}).page) == ["Ben Frost"]
    assert titles(actors(SAFE, {"season": "The Orchard season 1", "billing": "returning"}).page) == []


def test_a_school_is_a_page_or_words():
    world = orchard()
    change_fact(world.pip, "school", value(write("Hill School").uid))
    change_fact(world.quince, "school", value({"name": "Hill School"}))
    write("Adam", "character", facts={"school": value({"name": "The Mill"})})
    write("Eve", "character")
    school = characters(SAFE, {}).facets[1]
    assert school.choices == [("Hill School", "Hill School"), ("The Mill", "The Mill")]
    assert titles(characters(SAFE, {"school": "Hill School"}).page) == ["Mrs Quince", "Pip Russet"]


def test_shows_have_their_seasons_in_order():
    world = orchard()
    season_with(0, "Third", 3)
    second_season(world)
    write("The Garden", "show", facts={"key": value("garden")})
    found = [
        (name.title, [(one.number, one.name.title) for one in seasons]) for name, seasons in shows(SAFE, {})
    ]
    assert found == [
        ("The Garden", []),
        ("The Orchard", [(1, "The Orchard season 1"), (2, "Season 2"), (3, "Third")]),
    ]


def test_episodes_stand_in_the_order_of_their_seasons_with_their_own_dates_in_words():
    world = orchard()
    second = season_with(0)
    write_episode(second, 1, "Return")
    write_episode(world.season, 2, "Blossom", title=value("Blossom time"), released=value("2031-04"))
    write_episode(world.season, 1, "Seed", premise=value("A tree is planted."))
    found = [line for _season, lines in list(episodes(SAFE, {}).page) for line in lines]
    assert [(one.number, one.title, one.released, one.premise) for one in found] == [
        (1, "Seed", "", "A tree is planted."),
        (2, "Blossom time", "April 2031", ""),
        (1, "Return", "", ""),
    ]


def test_episodes_are_filtered_by_season():
    world = orchard()
    write_episode(world.season, 1, "Seed")
    write_episode(season_with(0), 1, "Return")
    found = episodes(SAFE, {"season": "The Orchard season 1"})
    [(season, lines)] = list(found.page)
    assert season.name.title == "The Orchard season 1"
    assert [line.title for line in lines] == ["Seed"]
    assert [value for value, _words in found.facets[0].choices] == [
        "The Orchard season 1",
        "The Orchard season 2",
    ]


def test_the_leading_characters_are_the_first_of_the_newest_cast():
    world = orchard()
    assert plain(leading_characters(SAFE, 8)) == [
        ("Pip Russet", ["Ada Marsh"]),
        ("Mrs Quince", ["Ben Frost"]),
    ]
    second_season(world)
    season_with(0, "Without a cast", 3)
    write("Eve", "character")
    found = leading_characters(SAFE, 1)
    assert plain(found) == [("Pip Russet", ["Ada Marsh", "A child"])]


@pytest.mark.slow
def test_the_longest_articles_stand_by_their_current_titles():
    write("beta", body="Long words. " * 3)
    rename(write("Alpha", body="Long words. " * 2), "Gamma")
    write("Short")
    orchard()
    assert [name.title for name in longest_articles(2)] == ["beta", "Gamma"]


@pytest.mark.slow
def test_hidden_words_make_no_article_longer():
    write("Alpha", body="Long words. " * 2)
    write("Beta", body=f"Short words.\n\n::: spoiler S1\n{'Hidden words. ' * 9}\n:::")
    assert [name.title for name in longest_articles(1)] == ["Alpha"]


def test_all_pages_stand_by_title_and_are_filtered_by_kind():
    orchard()
    write("apple")
    rename(write("Zebra"), "Cherry")
    found = pages(SAFE, {})
    assert [title.text for title in list(found.page)][:4] == ["Ada Marsh", "apple", "Ben Frost", "Cherry"]
    assert len(found.page) == 9
    assert ("article", "article") in found.facets[0].choices
    assert [title.text for title in pages(SAFE, {"kind": "article"}).page] == ["apple", "Cherry"]
    assert len(pages(SAFE, {"kind": "help"}).page) == 0
    assert len(pages(SAFE, {"kind": "nonsense"}).page) == 9


def test_deleted_pages_are_in_no_list():
    world = orchard()
    write_episode(world.season, 1, "Seed")
    delete(world.ada, world.pip, world.season)
    assert plain(characters(SAFE, {}).page) == [("Mrs Quince", ["Ben Frost"])]
    assert plain(actors(SAFE, {}).page) == [("Ben Frost", ["Mrs Quince"])]
    assert [seasons for _name, seasons in shows(SAFE, {})] == [[]]
    assert list(episodes(SAFE, {}).page) == []
    assert "Pip Russet" not in [title.text for title in pages(SAFE, {}).page]
    assert plain(leading_characters(SAFE, 8)) == [("Mrs Quince", ["Ben Frost"])]


def test_the_welcome_is_the_first_paragraph_of_a_page():
    page = write("Help:Welcome", "help", body="Hello, [[Pip]].\n\nMore words.")
    assert welcome(SAFE, "Help:Welcome") == (
        "Help:Welcome",
        '<p>Hello, <a class="new" href="/edit/Pip">Pip</a>.</p>\n',
    )
    assert welcome(SAFE, "Help:Nobody wrote this") is welcome(SAFE, "") is None
    orchard()
    change(page, body="Hello >!S1: Pip!<.")
    assert welcome(SAFE, "Help:Welcome")[1] == "<p>Hello ….</p>\n"
    assert welcome(reader(orchard="s1"), "Help:Welcome")[1] == "<p>Hello Pip.</p>\n"
    delete(page)
    assert welcome(SAFE, "Help:Welcome") is None

"""Editors are told which of their marks hide more than they may mean."""

import pytest

from tests.builders import change_fact, orchard, row, value, write, write_episode
from wiki.models import Page
from wiki.queries.pages.warnings import warnings_about
from wiki.render.compiler import compile_body

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NAMELESS = "Name a show in these marks, such as {}. Without one, this stays hidden: {}."
UNKNOWN = "No show has the key in these marks, so this stays hidden: {}."
LATER = "There is no such episode or season yet. Until then, this stays hidden: {}."


def warned(page, body="", facts=None):
    return warnings_about(page, compile_body(body, page.below_lead), facts or {})


def article():
    return Page(kind="article")


@pytest.fixture
def world():
    """The Orchard, whose first season has two episodes."""
    world = orchard()
    for number in (1, 2):
        write_episode(world.season, number)
    return world


def marked(*marks):
    return " ".join(f">!{mark}: a!<" for mark in marks)


def test_marks_of_episodes_that_are_known_need_no_warning(world):
    assert warned(article(), marked("S1E1", "S1E2", "S1E0", "S1", "orchard S1E2")) == []


def test_a_mark_beyond_the_last_known_episode_is_named(world):
    body = f"{marked('S1E3', 'orchard S2E1')}\n\n## A {{S2}}\n\nb"
    assert warned(article(), body) == [LATER.format("S1E3, S2, orchard S2E1")]
    change_fact(world.season, "episode_count", value(3))
    assert warned(article(), marked("S1E3")) == []


def test_a_season_that_is_released_without_known_episodes_may_have_any(world):
    facts = {"show": value(world.show.uid), "number": value(2)}
    season = write("The Orchard season 2", "season", facts=facts | {"status": value("ordered")})
    assert warned(article(), marked("S2E8")) == [LATER.format("S2E8")]
    change_fact(season, "status", value("released"))
    assert warned(article(), marked("S2E8", "S2")) == []


def test_a_fact_that_is_hidden_or_ends_beyond_the_last_known_episode_is_named_too(world):
    statements = [row("a", label="Job", value={"name": "b"}, **{"from": "S1", "until": "S4"})]
    assert warned(article(), facts={"statements": statements}) == [LATER.format("S4")]
    statements[0] |= {"show": world.show.uid}
    assert warned(article(), facts={"statements": statements}) == [LATER.format("orchard S4")]


def test_the_point_of_an_episode_is_no_mark(world):
    page = write_episode(world.season, 3)
    page = Page.objects.get(pk=page.pk)
    assert warned(page, "The lead.\n\nThe rest.") == []


def test_a_key_that_no_show_has_is_named(world):
    assert warned(article(), marked("meadow S1E1", "orchard S1E1")) == [UNKNOWN.format("meadow S1E1")]
    assert warned(world.pip, "## A {meadow S1}\n\nb") == [UNKNOWN.format("meadow S1")]


def test_where_there_are_several_shows_a_mark_of_an_article_must_name_one(world):
    write("The Meadow", "show", facts={"key": value("meadow")})
    facts = {"statements": [row("a", label="Job", value={"name": "b"}, **{"from": "S1E2"})]}
    for page in (article(), world.ada):
        found = warned(page, marked("S1", "orchard S1E2"), facts)
        assert found == [NAMELESS.format("meadow S1E2", "S1E2, S1")]
    assert warned(world.season, marked("S1")) == []


def test_a_page_without_marks_takes_no_query(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert warned(article(), "a\n\n>!SxE1: b!<") == [
            "Line 3: no readable mark, so the spoiler stays hidden."
        ]


def test_the_number_of_queries_does_not_grow_with_the_marks(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        warned(article(), marked(*(f"S{number}" for number in range(1, 40))))


@pytest.mark.parametrize("body", ["| a |\n|---|\n| b | >!S1E1: c!< |", "a\n\n[^b]: >!S1E1: c!<"])
def test_a_spoiler_where_nothing_is_rendered_is_named(world, body):
    words = "A spoiler in a table row with too many cells, or in an unused footnote, is not shown."
    assert words in warned(article(), body)

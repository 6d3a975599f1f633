"""Pages are found and read in a fixed number of queries."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import again, change, change_fact, orchard, rename, row, viewer, write, write_episode
from wiki.models import Page
from wiki.queries.pages.reading import Reading
from wiki.queries.search.suggestions import near_titles
from wiki.queries.titles.lookup import current_title, editing_target, find_title
from wiki.text.progress import SAFE
from wiki.text.titles import BadTitle

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def read(page, closes=False, **watched):
    page = again(page)
    return Reading(viewer(**watched), page, current_title(page).text, page.current, closes=closes)


def cost_of(function, *arguments):
    """Return how many queries it takes, with nothing compiled yet."""
    caches["documents"].clear()
    with CaptureQueriesContext(connection) as asked:
        function(*arguments)
    return len(asked)


@pytest.mark.parametrize("typed", ["Pip Russet", "pip_russet", " PIP  RUSSET ", "Pip the Gardener"])
def test_a_page_is_found_by_every_spelling_of_every_title(typed):
    pip = write("Pip the Gardener")
    rename(pip, "Pip Russet")
    found = find_title(SAFE, typed)
    assert (found.page, found.is_current) == (pip, typed != "Pip the Gardener")
    assert current_title(pip).text == "Pip Russet"


def test_a_title_without_a_page_is_not_found_and_a_bad_title_is_refused():
    assert find_title(SAFE, "Nobody") is None
    with pytest.raises(BadTitle):
        find_title(SAFE, "a|b")


def test_a_page_is_found_with_its_newest_revision_and_author_in_one_query(django_assert_num_queries):
    write("Pip Russet")
    with django_assert_num_queries(1):
        found = find_title(SAFE, "Pip Russet")
        assert found.page.current.author.username == "Bob"


def test_a_season_is_read_with_its_words_facts_and_sources():
    world = orchard()
    seen = read(world.season)
    composition = seen.composition
    assert "Pip Russet</a> plants a tree." in composition.lead
    assert list(composition.facts) == ["show", "number", "status", "casting"]
    assert [(line.label, line.value.text) for line in composition.infobox] == [
        ("Show", "The Orchard"),
        ("Number", "1"),
        ("Status", "Released"),
    ]
    assert [(line.title, line.locator) for line in composition.sources] == [
        ("The Orchard Times", "page 1"),
        ("The Orchard Times", "page 2"),
        ("The Orchard Times", ""),
    ]
    assert (composition.contents, seen.is_sparse) == ([], True)
    assert seen.crumbs == [
        {"title": "The Orchard", "url": "/wiki/The_Orchard"},
        {"title": "The Orchard season 1"},
    ]
    assert (seen.around.season.number, seen.relations, seen.is_somebody) == (1, [], False)
    assert seen.description == "Pip Russet plants a tree."


def test_the_contents_of_a_long_page_name_its_derived_parts_too():
    world = orchard()
    change(world.season, body="A season.\n\n## Story\n\nApples.[@orchard-times]\n\n## Making of\n\nTrees.")
    write_episode(world.season, 1)
    named = [(text, anchor) for _level, text, anchor in read(world.season, orchard="all").contents]
    assert named[:2] == [("Episodes", "episodes"), ("Cast", "cast")]
    assert [text for text, _id in named[2:]] == ["Story", "Making of", "Sources"]


def test_a_description_is_short_and_has_no_hidden_text():
    body = "Pip plants. >!S1: Pip buys it.!< " + "Apples ripen slowly. " * 20
    said = read(write("Pip", body=body)).description
    assert said.startswith("Pip plants. Apples ripen")
    assert said.endswith("…")
    assert len(said) <= 160


def test_a_description_keeps_a_line_that_is_equal_to_a_hidden_heading():
    body = "Pip plants.\n\n::: spoiler S1\n## The sale\n:::\n\nThe sale\n\n## Cast"
    assert read(write("Pip", body=body)).description == "Pip plants. The sale"


def test_crumbs_lead_from_an_episode_to_its_season_and_show():
    world = orchard()
    crumbs = read(write_episode(world.season, 1)).crumbs
    assert [crumb["title"] for crumb in crumbs] == ["The Orchard", "The Orchard season 1", "Episode 1"]
    assert [crumb.get("url") for crumb in crumbs][1:] == ["/wiki/The_Orchard_season_1", None]
    assert read(world.pip).crumbs[0]["title"] == "Characters"
    assert read(world.ada).crumbs[0]["title"] == "Actors"
    assert read(write("Zoe", "person")).crumbs == []
    assert read(write("Category:Fruit", "category")).crumbs[0]["title"] == "Categories"


def test_a_category_that_has_a_page_is_found():
    write("Category:Fruit", "category")
    page = write("Apple", body="Round.\n\n[[Category:Fruit]] [[Category:Trees]]")
    assert [(one.title, one.exists) for one in read(page).composition.categories] == [
        ("Category:Fruit", True),
        ("Category:Trees", False),
    ]


def test_facts_that_are_shown_later_are_left_out_until_then_and_have_no_mark_from_then_on():
    world = orchard()
    change_fact(world.pip, "statements", [row("r1", label="Job", value={"name": "Baker"}) | {"from": "S1"}])
    for reading in (read(world.pip), read(world.pip, orchard="s1e8")):
        assert reading.composition.facts == {}
        assert reading.composition.infobox == []
    [line] = read(world.pip, orchard="s1").composition.infobox
    assert (line.label, line.value.text, line.shown.mark) == ("Job", "Baker", "")


def test_where_what_is_hidden_is_closed_facts_that_are_shown_later_have_a_mark():
    world = orchard()
    change_fact(world.pip, "statements", [row("r1", label="Job", value={"name": "Baker"}) | {"from": "S1"}])
    [line] = read(world.pip, closes=True).composition.infobox
    assert (line.label, line.shown.mark) == ("Job", "Spoilers for season 1")
    [line] = read(world.pip, closes=True, orchard="s1").composition.infobox
    assert line.shown.mark == ""


def test_other_names_are_lines_under_one_label():
    names = [row("r1", name="Pip the Gardener"), row("r2", name="Pippin")]
    lines = read(write("Pip Russet", "character", facts={"other_names": names})).composition.infobox
    assert [(line.label, line.value.text) for line in lines] == [
        ("Other names", "Pip the Gardener"),
        ("Other names", "Pippin"),
    ]


def test_titles_that_are_near_come_likest_first():
    for title in ("Pip Russet", "Pip Russett", "Mrs Quince", "The Orchard season 1", "Gone Pip Russet"):
        write(title)
    rename(Page.objects.get(titles__key="mrs quince"), "Mr Quince")
    Page.objects.filter(titles__key="gone pip russet").update(deleted_at=timezone.now())
    assert [name.title for name in near_titles(SAFE, "Pip Rusett")] == ["Pip Russett", "Pip Russet"]
    assert [name.title for name in near_titles(SAFE, "orchard season")] == ["The Orchard season 1"]
    assert [name.title for name in near_titles(SAFE, "Mrs Quince")] == ["Mr Quince"]
    assert near_titles(SAFE, "Zzzzz") == []


def test_near_titles_are_few_and_cost_two_queries():
    for number in range(9):
        write(f"Apple {number}")
    assert len(near_titles(SAFE, "Apple")) == 5
    assert cost_of(near_titles, SAFE, "Apple") == 2


def test_the_target_of_an_edit_form_is_a_page_or_a_title():
    pip = write("Pip the Gardener", "character")
    rename(pip, "Pip Russet")
    old, new = editing_target(SAFE, "pip the gardener"), editing_target(SAFE, "nobody_yet")
    assert (old.title, old.page, old.page.current, old.kind) == ("Pip Russet", pip, pip.current, "character")
    assert (new.title, new.page, new.kind) == ("nobody yet", None, None)

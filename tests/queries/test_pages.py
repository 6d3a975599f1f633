"""Finding pages, and all that their reading and editing screens show, in a fixed number of queries."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import again, change, orchard, rename, row, season_with, value, write
from wiki.models import Page
from wiki.queries.pages import (
    Credit,
    current_title,
    editing_target,
    find_title,
    near_titles,
    reading,
)
from wiki.text.titles import BadTitle

pytestmark = pytest.mark.django_db


def read(page):
    page = again(page)
    return reading(page, current_title(page).text, page.current)


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
    found = find_title(typed)
    assert (found.page, found.is_current) == (pip, typed != "Pip the Gardener")
    assert current_title(pip).text == "Pip Russet"


def test_what_nobody_wrote_is_not_found_and_an_impossible_title_says_so():
    assert find_title("Nobody") is None
    with pytest.raises(BadTitle):
        find_title("a|b")


def test_a_page_is_found_with_its_newest_revision_and_author_in_one_query(django_assert_num_queries):
    write("Pip Russet")
    with django_assert_num_queries(1):
        found = find_title("Pip Russet")
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
    assert [(line.title, line.detail) for line in composition.sources] == [
        ("The Orchard Times", "page 1"),
        ("The Orchard Times", "page 2"),
        ("The Orchard Times", ""),
    ]
    assert [heading.text for heading in composition.contents] == ["Cast", "Sources"]
    assert seen.crumbs == [
        {"title": "The Orchard", "url": "/wiki/The_Orchard"},
        {"title": "The Orchard season 1"},
    ]
    assert (seen.credits, seen.seasons, seen.is_somebody) == ([], [], False)


@pytest.mark.parametrize("who", ["ada", "pip"])
def test_a_person_and_a_character_are_read_with_their_credits(who):
    world = orchard()
    second = [row("r1", actor={"name": "A child"}, character=world.pip.uid), row("r2", actor=world.ada.uid)]
    facts = {"show": value(world.show.uid), "number": value(2), "casting": second}
    write("The Orchard season 2", "season", facts=facts)
    page = getattr(world, who)
    named = [
        (_title(one.actor), _title(one.character), one.season.title, one.season_number, one.billing)
        for one in read(page).credits
    ]
    extra = {
        "ada": ("Ada Marsh", "", "The Orchard season 2", 2, ""),
        "pip": ("A child", "Pip Russet", "The Orchard season 2", 2, ""),
    }
    assert named == [("Ada Marsh", "Pip Russet", "The Orchard season 1", 1, "New"), extra[who]]
    assert read(page).is_somebody
    assert isinstance(read(page).credits[0], Credit)


def _title(name):
    return getattr(name, "title", name) if not isinstance(name, str) else name


def test_a_show_is_read_with_its_seasons_in_order():
    world = orchard()
    season_with(1, "Before it began", 0 + 3)
    season_with(0)
    assert [(number, name.title) for number, name in read(world.show).seasons] == [
        (1, "The Orchard season 1"),
        (2, "The Orchard season 2"),
        (3, "Before it began"),
    ]


def test_a_category_that_has_a_page_is_found():
    rename(write("Fruit"), "Category:Fruit")
    page = write("Apple", body="Round.\n\n[[Category:Fruit]] [[Category:Trees]]")
    assert [(one.title, one.exists) for one in read(page).composition.categories] == [
        ("Category:Fruit", True),
        ("Category:Trees", False),
    ]


def test_facts_that_are_told_later_stand_apart():
    page = write(
        "Pip Russet", facts={"statements": [row("r1", label="Job", value={"name": "Baker"}) | {"from": "S1"}]}
    )
    composition = read(page).composition
    assert composition.infobox == []
    assert {mark: [line.label for line in lines] for mark, lines in composition.hidden.items()} == {
        "S1": ["Job"]
    }


def test_a_season_costs_the_same_with_1_person_and_with_40():
    orchard()
    few, many = season_with(1), season_with(40, "The Orchard season 3", 3)
    change(many, body=" ".join(f"[[Nobody {number}]] [@orchard-times, {number}]" for number in range(300)))
    costs = [cost_of(reading, page, "Season", page.current) for page in (again(few), again(many))]
    assert costs == [2, 2]


def test_a_person_and_a_character_cost_the_same_with_1_part_and_with_40():
    world = orchard()
    costs = {
        who: [cost_of(reading, page, who, page.current)]
        for who, page in (("ada", world.ada), ("pip", world.pip))
    }
    cast = [row(f"r{one}", actor=world.ada.uid, character=world.pip.uid) for one in range(40)]
    write("Season 2", "season", facts={"show": value(world.show.uid), "number": value(2), "casting": cast})
    for who, page in (("ada", world.ada), ("pip", world.pip)):
        costs[who].append(cost_of(reading, page, who, page.current))
        assert len(read(page).credits) == 41
    assert costs == {"ada": [2, 2], "pip": [2, 2]}


def test_titles_that_are_near_come_likest_first():
    for title in ("Pip Russet", "Pip Russett", "Mrs Quince", "The Orchard season 1", "Gone Pip Russet"):
        write(title)
    rename(Page.objects.get(titles__key="mrs quince"), "Mr Quince")
    Page.objects.filter(titles__key="gone pip russet").update(deleted_at=timezone.now())
    assert [name.title for name in near_titles("Pip Rusett")] == ["Pip Russett", "Pip Russet"]
    assert [name.title for name in near_titles("orchard season")] == ["The Orchard season 1"]
    assert [name.title for name in near_titles("Mrs Quince")] == ["Mr Quince"]
    assert near_titles("Zzzzz") == []


def test_near_titles_are_few_and_cost_two_queries():
    for number in range(9):
        write(f"Apple {number}")
    assert len(near_titles("Apple")) == 5
    assert cost_of(near_titles, "Apple") == 2


def test_what_an_editing_form_is_for():
    pip = write("Pip the Gardener", "character")
    rename(pip, "Pip Russet")
    old, new = editing_target("pip the gardener"), editing_target("nobody_yet")
    assert (old.title, old.page, old.revision, old.kind) == ("Pip Russet", pip, pip.current, "character")
    assert (new.title, new.page, new.revision, new.kind) == ("nobody yet", None, None, None)

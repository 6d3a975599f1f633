"""A reading page asks the database a few times, whatever it holds and however many pages there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import bob, change, crowd, row, value, write, write_episode
from tests.doors import browser_of
from wiki.models import Casting, Character, Episode, Page, Person, Revision, Season, Source

pytestmark = pytest.mark.slow

# One asks about the show, for the question how far somebody has watched; three ask who is reading.
MOST = 11
# With roles, neighbours in the cast, relations and who plays them, sources.
MOST_OF_THE_RICHEST = 14


@pytest.fixture
def readers():
    """The browsers of a visitor and of a member."""
    return Client(), browser_of(bob())


def queries_of(address, readers):
    """Return how often the database is asked by each for an address that has been read before."""
    return [_queries_of(address, browser) for browser in readers]


def _queries_of(address, browser):
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def cast_of(count, source):
    """Return a cast of so many pairs, each with pages of their own."""
    pairs = zip(crowd("person", count, Person), crowd("character", count, Character), strict=True)
    return [
        row(f"r{number}", source, actor=actor.uid, character=character.uid)
        for number, (actor, character) in enumerate(pairs)
    ]


@pytest.mark.parametrize("count", [1, 200])
def test_links_cost_nothing(readers, count):
    crowd("article", count // 2)
    write("Links", body="\n\n".join(f"[[article {one}]] [[nobody {one}|x]]" for one in range(count)))
    assert max(queries_of("/wiki/Links", readers)) <= MOST


@pytest.mark.parametrize("count", [1, 40])
def test_cast_rows_cost_nothing(readers, orchard, count):
    change(orchard.season, facts=orchard.season.current.facts | {"casting": cast_of(count, orchard.times)})
    assert max(queries_of("/wiki/The_Orchard_season_1", readers)) <= MOST


@pytest.mark.parametrize("count", [1, 40])
def test_seasons_and_roles_cost_nothing(readers, orchard, count):
    show, ada, pip = orchard.show.show, orchard.ada.person, orchard.pip.character
    pages = crowd("season", count)
    seasons = [Season(page=page, show=show, number=number) for number, page in enumerate(pages, 2)]
    Season.objects.bulk_create(seasons)
    Casting.objects.bulk_create(
        [Casting(season=season, row="ada", position=0, actor=ada, character=pip) for season in seasons]
    )
    for title in ("The_Orchard", "Ada_Marsh", "Pip_Russet"):
        assert max(queries_of(f"/wiki/{title}", readers)) <= MOST


@pytest.mark.parametrize("count", [1, 40])
def test_relations_and_episodes_cost_nothing(readers, orchard, count):
    cast = cast_of(count, orchard.times)
    friends = [row(f"r{one}", orchard.times, kind="friend", other=f"character-{one}") for one in range(count)]
    write("Nan", "character", facts={"relationships": friends}, body="Nan plants.[@orchard-times]")
    facts = orchard.season.current.facts | {
        "casting": [*cast, row("nan", character=Page.objects.get(titles__key="nan").uid)]
    }
    change(orchard.season, facts=facts)
    write_episode(orchard.season, 1, "Seed")
    for number, page in enumerate(crowd("episode", count - 1), 2):
        Episode.objects.create(page=page, season=orchard.season.season, number=number)
    assert max(queries_of("/wiki/Nan", readers)) <= MOST_OF_THE_RICHEST
    assert max(queries_of("/wiki/Seed", readers)) <= MOST_OF_THE_RICHEST


@pytest.mark.parametrize("count", [1, 40])
def test_sources_and_statements_cost_nothing(readers, count):
    pages = crowd("source", count)
    Source.objects.bulk_create([Source(page=page, key=page.uid) for page in pages])
    facts = {"statements": [row(page.uid, page, label="Said", value=page.uid) for page in pages]}
    write("Sourced", body="\n\n".join(f"Words.[@{page.uid}, p. 1]" for page in pages), facts=facts)
    assert max(queries_of("/wiki/Sourced", readers)) <= MOST


@pytest.mark.parametrize(
    ("kind", "title"),
    [("article", "From_play_to_screen"), ("character", "Pip_Russet"), ("season", "The_Orchard_season_1")],
)
def test_a_thousand_other_pages_of_the_kind_change_nothing(client, orchard, kind, title):
    before = queries_of(f"/wiki/{title}", [client])
    crowd(kind, 1000)
    assert queries_of(f"/wiki/{title}", [client]) == before
    assert max(before) <= MOST


def test_a_long_history_changes_nothing(client, orchard):
    before = queries_of("/wiki/From_play_to_screen", [client])
    page, when = orchard.article, orchard.article.current.created_at
    Revision.objects.bulk_create(
        [Revision(page=page, number=one, created_at=when, size=1, sha256="") for one in range(2, 200)]
    )
    assert queries_of("/wiki/From_play_to_screen", [client]) == before


# Three of them ask who is reading.
MOST_OF_LISTS = {
    "/": 18,
    "/shows/": 8,
    "/episodes/": 9,
    "/characters/": 10,
    "/actors/": 8,
    "/categories/": 7,
    "/pages/": 5,
    "/pages/?kind=article": 5,
}


def test_lists_cost_the_same_for_one_and_for_forty(readers, orchard):
    write("Help:Welcome", "help", body="Hello.")
    write_episode(orchard.season, 1, "Seed")
    write("Apples", body="[[Nobody yet]] [[Category:Fruit]]")
    before = {address: queries_of(address, readers) for address in MOST_OF_LISTS}
    facts = {"show": value(orchard.show.uid), "number": value(2), "casting": cast_of(40, orchard.times)}
    season = write("The Orchard season 2", "season", facts=facts).season
    for number, page in enumerate(crowd("episode", 40), 1):
        Episode.objects.create(page=page, season=season, number=number)
    write("Pears", body=" ".join(f"[[Nobody {one}]] [[Category:Fruit {one}]]" for one in range(40)))
    crowd("article", 40)
    assert {address: queries_of(address, readers) for address in MOST_OF_LISTS} == before
    assert all(max(before[address]) <= most for address, most in MOST_OF_LISTS.items()), before


def test_a_history_costs_the_same_for_one_revision_and_for_fifty(readers, orchard):
    before = queries_of("/history/From_play_to_screen", readers)
    page, when = orchard.article, orchard.article.current.created_at
    Revision.objects.bulk_create(
        [Revision(page=page, number=one, created_at=when, size=1, author=bob()) for one in range(2, 51)]
    )
    assert queries_of("/history/From_play_to_screen", readers) == before
    assert max(before) <= MOST

"""Lists of what there is, in a fixed number of queries however long they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import change, orchard, rename, row, season_with, value, write
from wiki.models import Page
from wiki.queries.catalogue import actors, articles, characters, newest_revisions, shows

pytestmark = pytest.mark.django_db


def plain(entries):
    """Return titles, and beside them titles or words."""
    return [
        (entry.name.title, [one if isinstance(one, str) else one.title for one in entry.beside])
        for entry in entries
    ]


def cost_of(function, *arguments):
    with CaptureQueriesContext(connection) as asked:
        function(*arguments)
    return len(asked)


def second_season(world):
    cast = [
        row("ada", actor=world.ada.uid, character=world.pip.uid),
        row("child", actor={"name": "A child"}, character=world.pip.uid),
        row("voice", actor=world.ada.uid, character={"name": "A voice"}),
        row("unknown", character=world.quince.uid),
    ]
    return write(
        "Season 2", "season", facts={"show": value(world.show.uid), "number": value(2), "casting": cast}
    )


def test_characters_stand_by_title_with_all_who_play_them():
    world = orchard()
    second_season(world)
    write("adam", "character")
    assert plain(characters()) == [
        ("adam", []),
        ("Mrs Quince", ["Ben Frost"]),
        ("Pip Russet", ["Ada Marsh", "A child"]),
    ]


def test_actors_are_people_who_play_somebody():
    world = orchard()
    second_season(world)
    write("Cora Pine", "person")
    assert plain(actors()) == [("Ada Marsh", ["Pip Russet", "A voice"]), ("Ben Frost", ["Mrs Quince"])]


def test_shows_have_their_seasons_in_order():
    world = orchard()
    season_with(0, "Third", 3)
    second_season(world)
    write("The Garden", "show", facts={"key": value("garden")})
    found = [(entry.name.title, [(number, one.title) for number, one in entry.beside]) for entry in shows()]
    assert found == [
        ("The Garden", []),
        ("The Orchard", [(1, "The Orchard season 1"), (2, "Season 2"), (3, "Third")]),
    ]


def test_articles_stand_by_their_current_titles():
    write("beta")
    rename(write("Alpha"), "Gamma")
    orchard()
    assert [name.title for name in articles()] == ["beta", "Gamma"]


def test_deleted_pages_are_in_no_list():
    world = orchard()
    Page.objects.filter(pk__in=[world.ada.pk, world.pip.pk, world.season.pk]).update(
        deleted_at=timezone.now()
    )
    assert plain(characters()) == [("Mrs Quince", ["Ben Frost"])]
    assert plain(actors()) == [("Ben Frost", ["Mrs Quince"])]
    assert [entry.beside for entry in shows()] == [[]]


def test_the_newest_revisions_are_one_for_each_page_without_texts():
    world = orchard()
    change(world.ada, body="New.")
    change(world.pip, body="Newer.")
    newest = change(world.ada, body="Newest.")
    found = newest_revisions(3)
    assert [(name.title, revision.number) for name, revision in found] == [
        ("Ada Marsh", 3),
        ("Pip Russet", 2),
        ("The Orchard season 1", 1),
    ]
    assert found[0][1] == newest
    assert found[0][1].get_deferred_fields() >= {"body", "facts"}


def test_lists_cost_the_same_with_1_row_and_with_40():
    orchard()
    season_with(1)
    functions = [(characters,), (actors,), (shows,), (articles,), (newest_revisions, 50)]
    few = [cost_of(*one) for one in functions]
    season_with(40, "The Orchard season 3", 3)
    assert [cost_of(*one) for one in functions] == few
    assert max(few) <= 3

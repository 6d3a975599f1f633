"""Two people save at the same moment. Each has a connection of his own, as in two workers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests.builders import again, alice, bob, orchard, value, write
from wiki.actions.pages.editing import create_page, edit_page
from wiki.facts.checking import FactsInvalid
from wiki.models import Page, Revision, Source, Title
from wiki.refusals import EditConflict, TitleTaken

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.each_database]


def at_once(*saves):
    """Start all at one moment; return what each gave or raised."""
    start = Barrier(len(saves))

    def run(save):
        start.wait()
        return outcome_of(save)

    with ThreadPoolExecutor(len(saves)) as threads:
        return list(threads.map(run, saves))


def outcome_of(save):
    try:
        return save()
    except (EditConflict, TitleTaken, FactsInvalid) as refusal:
        return refusal
    finally:
        connections.close_all()


WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def wait_until_it_waits_for_us(save):
    """On PostgreSQL, return when `save` waits for our lock; SQLite lets nobody ask."""
    waiting = connection.vendor == "sqlite"
    while not waiting and not save.done():
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            (waiting,) = cursor.fetchone()


def test_of_two_saves_on_one_base_exactly_one_wins_and_the_other_is_told():
    page, people = write("Pip Russet", body="Old."), [alice(), bob()]

    def save_as(person):
        return lambda: edit_page(page, by=person, base=page.current, body=person.username, facts={})

    outcomes = at_once(*[save_as(person) for person in people])
    (won,) = [one for one in outcomes if isinstance(one, Revision)]
    (lost,) = [one for one in outcomes if isinstance(one, EditConflict)]
    assert lost.current == won == again(page).current
    assert list(page.revisions.order_by("number").values_list("number", "body")) == [
        (1, "Old."),
        (2, won.body),
    ]


def test_who_waits_for_the_lock_sees_what_was_saved_meanwhile():
    season, me, other = orchard().season, bob(), alice()
    base = season.current

    def save():
        return edit_page(season, by=me, base=base, body="Mine.", facts=base.facts)

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            theirs = edit_page(season, by=other, base=base, body="Theirs.", facts=base.facts)
            mine = threads.submit(outcome_of, save)
            wait_until_it_waits_for_us(mine)
        conflict = mine.result()
    assert isinstance(conflict, EditConflict)
    assert conflict.current == theirs == again(season).current
    assert season.revisions.count() == 2


def test_of_two_new_pages_with_one_title_exactly_one_is_made():
    me, other = bob(), alice()

    def create_as(person, title):
        return lambda: create_page(title, "article", by=person, body=person.username, facts={})

    outcomes = at_once(create_as(me, "Pip Russet"), create_as(other, "pip russet"))
    (won,) = [one for one in outcomes if isinstance(one, Revision)]
    (lost,) = [one for one in outcomes if isinstance(one, TitleTaken)]
    assert lost.title.page == won.page
    assert (Page.objects.count(), Title.objects.count(), Revision.objects.count()) == (1, 1, 1)


def test_of_two_sources_with_one_key_exactly_one_is_made():
    me = bob()

    def create(title):
        return lambda: create_page(title, "source", by=me, body="", facts={"key": value("times")})

    outcomes = at_once(create("One"), create("Other"))
    (lost,) = [one for one in outcomes if isinstance(one, FactsInvalid)]
    assert lost.errors == {"key": ["Source with this Key already exists."]}
    assert (Page.objects.count(), Source.objects.count(), Title.objects.count()) == (1, 1, 1)


@pytest.mark.slow
def test_people_who_save_pages_that_name_each_other_do_not_wait_for_one_another():
    world = orchard()
    pages, person = [world.season, world.pip, world.ada, world.show], bob()

    def saves_of(number):
        page = pages[number % len(pages)]

        def save_several_times():
            saved = []
            for turn in range(5):
                base = again(page).current
                body = f"{number} {turn}"
                saved.append(edit_page(page, by=person, base=base, body=body, facts=base.facts))
            return saved

        return save_several_times

    outcomes = at_once(*[saves_of(number) for number in range(len(pages))])
    assert [len(saved) for saved in outcomes] == [5] * len(pages)

"""Two moderators act at the same moment. Each has a connection of their own, as in two workers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.builders import bob, write
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.models import Block, JournalEntry, Protection, User
from wiki.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    """Two who may do everything: the groups of the migrations are gone after a test of this kind."""
    return [User.objects.create_superuser(name) for name in ("Alice", "Dana")]


def at_once(people, act, **asked):
    """Let both do the same at one moment; return how many of them were refused."""
    start = Barrier(2)

    def run(by):
        start.wait()
        try:
            act(by=by, reason=f"{by} says so", **asked)
        except Refused:
            return True
        else:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return sum(threads.map(run, people))


def acts():
    page, member = write("Pip Russet"), bob()
    return {
        "block": (Block, lambda **asked: block_member(member, **asked)),
        "page": (Protection, lambda **asked: protect_page(page, what="edit", level="trusted", **asked)),
        "title": (Protection, lambda **asked: protect_title("Buy pills", level="trusted", **asked)),
    }


@pytest.mark.parametrize("name", ["block", "page", "title"])
def test_of_two_who_begin_the_same_one_is_refused(people, name):
    model, act = acts()[name]
    assert at_once(people, act) == 1
    assert (model.objects.count(), JournalEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["block", "page", "title"])
def test_of_two_who_replace_the_same_one_is_refused(people, name):
    model, act = acts()[name]
    act(by=people[0], reason="At first")
    assert at_once(people, act, replacing=list(model.objects.all())) == 1
    actions = [entry.action.removeprefix("un") for entry in JournalEntry.objects.order_by("pk")]
    assert (len(actions), len(set(actions))) == (3, 1)

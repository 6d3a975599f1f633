"""Two moderators act at the same moment. Each has a connection of their own, as in two workers."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from tests.builders import alice, bob, change, dana, somebody, write
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.proposals import accept, withdraw
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.moderation.roll_back import roll_back_member
from wiki.actions.titles.moving import move_page
from wiki.models import Block, JournalEntry, Proposal, Protection
from wiki.refusals import Refused

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.each_database]


@pytest.fixture
def people():
    return [alice(), dana()]


def at_once(*acts):
    """Do all acts at one moment; return the refusals of those that were refused."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal
        else:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [refusal for refusal in threads.map(run, acts) if refusal]


def both(people, act, **asked):
    return [partial(act, by=by, reason=f"{by} says so", **asked) for by in people]


def acts():
    page, member = write("Pip Russet"), bob()
    return {
        "block": (Block, lambda **asked: block_member(member, **asked)),
        "page": (Protection, lambda **asked: protect_page(page, what="edit", level="trusted", **asked)),
        "title": (Protection, lambda **asked: protect_title("Buy pills", level="trusted", **asked)),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["block", "page", "title"])
def test_of_two_who_begin_the_same_one_is_refused(people, name):
    model, act = acts()[name]
    assert len(at_once(*both(people, act))) == 1
    assert (model.objects.count(), JournalEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["block", "page", "title"])
def test_of_two_who_replace_the_same_one_is_refused(people, name):
    model, act = acts()[name]
    act(by=people[0], reason="At first")
    replacing = list(model.objects.all())
    assert len(at_once(*both(people, act, replacing=replacing))) == 1
    actions = [entry.action.removeprefix("un") for entry in JournalEntry.objects.order_by("pk")]
    assert (len(actions), len(set(actions))) == (3, 1)


@pytest.mark.slow
def test_two_who_roll_back_the_same_member_write_each_entry_once(people):
    vera = somebody("Vera")
    reverted, changed, moved = (write(title, body="One.") for title in ("Pip", "Nan", "Quince"))
    for page in (reverted, changed):
        change(page, body="Rubbish.", by=vera)
    change(reverted, body="One.", by=bob())
    move_page(moved, by=vera, title="Bees", keep_old=False)
    assert at_once(*both(people, partial(roll_back_member, vera))) == []
    entries = JournalEntry.objects.values_list("action", "title")
    assert sorted(entries) == [("patrol", "Pip"), ("roll_back", "Nan"), ("roll_back", "Quince")]


def test_of_several_who_decide_about_a_proposal_one_wins_and_the_others_are_told():
    author, page = somebody("Vera"), write("Pip Russet", body="One.")
    protect_page(page, by=alice(), what="edit", level="review", reason="Much argued about.")
    proposal = change(page, by=author, body="New.")
    moderators = [alice(), dana(), somebody("Ada", "Moderators")]
    decisions = [partial(accept, proposal, by=by, changed_at=proposal.changed_at) for by in moderators]
    refusals = at_once(*decisions, partial(withdraw, proposal, by=author))
    assert len(refusals) == len(moderators)
    assert all("no longer waiting" in str(refusal) for refusal in refusals)
    is_accepted = Proposal.objects.get().state == "accepted"
    assert page.revisions.count() == 1 + is_accepted
    assert JournalEntry.objects.filter(action="accept").count() == is_accepted

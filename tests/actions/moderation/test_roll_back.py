"""Patrol and roll back: who may, what comes back, what is left behind."""

import pytest

from tests.builders import (
    CHARLIE,
    again,
    alice,
    bob,
    change,
    change_fact,
    dana,
    everything,
    first_edition,
    orchard,
    row,
    somebody,
    value,
    write,
)
from wiki.actions.history.revisions import patrol
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.roll_back import roll_back
from wiki.actions.pages.editing import create_page, restore_revision
from wiki.actions.titles.moving import move_page
from wiki.models import Casting, JournalEntry, RevisionMark
from wiki.refusals import EditConflict, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def marks():
    seen = RevisionMark.objects.exclude(patrolled_at=None)
    return set(seen.values_list("revision__number", "patrolled_by__username"))


def vandal():
    return somebody("Vera")


def test_rolling_back_undoes_all_edits_that_the_top_author_made_in_a_row():
    page = write("Pip Russet", body="One.", by=vandal())
    change(page, body="Two.", by=bob())
    for words in ("Three!", "Four!", "Five!"):
        change(page, body=words, by=vandal())
    revision = roll_back(again(page), by=alice(), author=vandal())
    assert (revision.number, revision.body, revision.author) == (6, "Two.", alice())
    assert (revision.minor, revision.tags) == (True, ["rollback"])
    assert revision.summary == "Rolled back 3 edits to revision 2"
    assert again(page).current == revision
    assert marks() == {(3, "Alice"), (4, "Alice"), (5, "Alice")}


def test_rolling_back_restores_facts_and_rows_too():
    season = orchard().season
    facts = season.current.facts
    change_fact(season, "casting", [row("ada", actor={"name": "Nobody"})], by=vandal())
    change_fact(season, "status", None, by=vandal())
    assert roll_back(again(season), by=dana(), author=vandal()).facts == facts
    assert list(Casting.objects.values_list("row", "actor__page__titles__text", "actor_name")) == [
        ("ada", "Ada Marsh", ""),
        ("ben", "Ben Frost", ""),
    ]


def test_the_first_edition_can_be_rolled_back_to():
    page = first_edition("Pip Russet", body="As loaded.")
    change(page, body="Vandalised.", by=vandal())
    revision = roll_back(again(page), by=alice(), author=vandal())
    assert (revision.body, revision.summary) == ("As loaded.", "Rolled back 1 edit to revision 1")
    assert marks() == {(2, "Alice")}


def test_the_first_edition_itself_is_not_rolled_back():
    page = first_edition("Pip Russet")
    with pytest.raises(EditConflict):
        roll_back(page, by=alice(), author=None)


def refused(page, refusal, *, by, author):
    before = everything()
    with pytest.raises(refusal) as reason:
        roll_back(page, by=by, author=author)
    assert everything() == before
    return reason.value


def test_when_somebody_else_wrote_the_newest_edit_nothing_is_rolled_back():
    page = write("Pip Russet", body="One.")
    change(page, body="Two.", by=vandal())
    seen = again(page)
    newest = change(page, body="Three.", by=dana())
    by, author = alice(), vandal()
    for one in (seen, again(page)):
        assert refused(one, EditConflict, by=by, author=author).current == newest


def test_what_only_one_person_wrote_has_nothing_to_go_back_to():
    page = write("Pip Russet", body="One.", by=vandal())
    change(page, body="Two.", by=vandal())
    reason = refused(again(page), Refused, by=alice(), author=vandal())
    assert "nothing to go back to" in str(reason)


@pytest.mark.parametrize("person", [bob, lambda: CHARLIE, lambda: somebody("Tara", "Trusted")])
def test_a_member_may_not_roll_back_or_patrol(person):
    page, by = first_edition("Pip Russet"), person()
    revision = change(page, body="Vandalised.", by=vandal())
    refused(again(page), NotAllowed, by=by, author=vandal())
    with pytest.raises(NotAllowed):
        patrol(revision, by=by)
    assert marks() == set()


def test_who_rolls_back_their_own_edits_does_not_patrol_them():
    page = first_edition("Pip Russet", body="As loaded.")
    change(page, body="A mistake.", by=alice())
    assert roll_back(again(page), by=alice(), author=alice()).body == "As loaded."
    assert marks() == set()


def test_rolling_back_marks_again_what_somebody_has_patrolled():
    page = first_edition("Pip Russet")
    patrol(change(page, body="Vandalised.", by=vandal()), by=dana())
    roll_back(again(page), by=alice(), author=vandal())
    assert marks() == {(2, "Alice")}


def test_when_the_author_has_put_all_back_already_there_is_nothing_to_roll_back():
    page = first_edition("Pip Russet", body="As loaded.")
    change(page, body="Vandalised.", by=vandal())
    change(page, body="As loaded.", by=vandal())
    reason = refused(again(page), Refused, by=alice(), author=vandal())
    assert "cancel each other out" in str(reason)


def test_a_moderator_patrols_what_others_wrote():
    revision = write("Pip Russet").current
    patrol(revision, by=alice())
    mark = RevisionMark.objects.get()
    assert (mark.revision, mark.patrolled_by) == (revision, alice())
    assert mark.patrolled_at is not None
    with pytest.raises(Refused, match="patrolled this edit already"):
        patrol(revision, by=dana())
    assert marks() == {(1, "Alice")}
    assert JournalEntry.objects.count() == 1


@pytest.mark.slow
def test_a_war_of_four_people_is_rolled_back_without_walking_every_way_through_it(
    django_assert_max_num_queries,
):
    people = [bob(), vandal(), somebody("Tara"), somebody("Ada")]
    page = first_edition("Pip Russet", body="As loaded.")
    for number in range(16):
        change(page, body=f"Version {number % 4}.", by=people[number % 4])
    with django_assert_max_num_queries(150):
        roll_back(again(page), by=alice(), author=people[3])
    turned = RevisionMark.objects.filter(reverted=True).values_list("revision__number", flat=True)
    assert 17 in turned


def test_a_title_is_not_said_to_be_taken_back_where_it_stays():
    page = first_edition("Pip Russet", body="As loaded.")
    change(page, body="Vandalised.", by=vandal())
    move_page(again(page), by=vandal(), title="Bees")
    roll_back(again(page), by=alice(), author=vandal())
    assert str(again(page)) == "Bees"
    told = RevisionMark.objects.order_by("revision__number").values_list(
        "revision__number", "reverted", "patrolled_at"
    )
    assert [(number, reverted, bool(at)) for number, reverted, at in told] == [
        (2, True, True),
        (3, False, True),
    ]


def test_a_move_does_not_count_as_reverted_when_an_older_text_is_restored():
    page = write("Pip Russet", body="One.", by=bob())
    change(page, body="Bees.", by=vandal())
    move_page(page, by=dana(), title="Pip")
    change(page, body="One.", by=bob())
    assert reverted(page) == {2}
    change(page, body="Bees.", by=vandal())
    move_page(page, by=dana(), title="Pip Russet")
    restore_revision(page.revisions.get(number=1), by=bob(), base=again(page).current)
    assert reverted(page) == {2, 5}


def test_the_first_edition_can_be_patrolled():
    patrol(first_edition("Pip Russet").current, by=alice())
    assert marks() == {(1, "Alice")}


@pytest.mark.parametrize("person", [alice, dana])
def test_nobody_patrols_their_own_edits(person):
    revision = write("Pip Russet", "character", by=person(), facts={"full_name": value("Pip")}).current
    with pytest.raises(NotAllowed, match="Somebody else has to patrol this edit"):
        patrol(revision, by=person())
    assert marks() == set()


def test_what_a_deleted_page_said_does_not_come_back():
    page = write("Pip Russet", body="A lie about somebody.", by=bob())
    delete_page(page, by=alice(), reason="A lie")
    create_page("Pip Russet", "article", by=vandal(), body="Rubbish", facts={})
    with pytest.raises(Refused, match="Delete it"):
        roll_back(again(page), by=alice(), author=vandal())
    assert again(page).current.body == "Rubbish"
    change(page, body="Words", by=bob())
    change(page, body="Rubbish", by=vandal())
    roll_back(again(page), by=alice(), author=vandal())
    assert again(page).current.body == "Words"


def reverted(page):
    """Return the numbers of the revisions of a page that count as taken back."""
    return set(page.revisions.filter(mark__reverted=True).values_list("number", flat=True))


def test_what_a_vandal_took_back_counts_again_once_the_vandal_is_rolled_back():
    page = write("Pip Russet", body="One.", by=alice())
    change(page, body="Two.", by=bob())
    change(page, body="One.", by=vandal())
    assert reverted(page) == {2}
    roll_back(again(page), by=alice(), author=vandal())
    assert (again(page).current.body, reverted(page)) == ("Two.", {3})


def test_what_was_rolled_back_by_mistake_counts_again_once_it_is_restored():
    page = write("Pip Russet", body="One.", by=alice())
    good = [change(page, body=words, by=bob()) for words in ("Two.", "Three.")]
    roll_back(again(page), by=alice(), author=bob())
    assert reverted(page) == {2, 3}
    restore_revision(good[1], by=dana(), base=again(page).current)
    assert reverted(page) == {4}


def test_in_a_war_of_edits_only_what_the_page_does_not_say_counts_as_taken_back():
    page = write("Pip Russet", body="One.", by=alice())
    for person, words in [(vandal, "Bees."), (bob, "One."), (vandal, "Bees."), (bob, "One.")]:
        change(page, body=words, by=person())
    assert reverted(page) == {2, 4}

"""Hiding parts of a revision: who may, what can't be hidden, and what the journal says."""

import pytest

from tests.builders import again, alice, bob, change, everything, somebody, write
from wiki.actions.history.revisions import hide_revision
from wiki.actions.pages.editing import edit_page, restore_revision
from wiki.actions.titles.moving import move_page
from wiki.models import JournalEntry, Revision
from wiki.queries.history.revisions import revision_of
from wiki.queries.pages.editing import opening
from wiki.refusals import EditConflict, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def hide(revision, *parts, reason="Private."):
    hide_revision(revision, by=alice(), parts=parts, reason=reason)
    return Revision.objects.get(pk=revision.pk)


def refused(refusal, act, *args, **said):
    before = everything()
    with pytest.raises(refusal) as reason:
        act(*args, **said)
    assert everything() == before
    return str(reason.value)


@pytest.fixture
def page():
    """A page of three revisions; the second says what nobody should read."""
    page = write("Pip Russet", body="One.")
    page.bad = change(page, body="His telephone number.", summary="A number")
    page.good = change(page, body="Three.")
    return page


def test_each_part_is_hidden_by_itself_and_shown_again(page):
    revision = hide(page.bad, "summary", "author")
    assert (revision.is_readable, revision.shown_summary) == (True, "summary hidden by a moderator")
    assert str(revision.shown_author) == "hidden by a moderator"
    revision = hide(page.bad, "text", "summary")
    assert (revision.is_readable, revision.shown_author) == (False, bob())
    revision = hide(page.bad)
    assert (revision.is_readable, revision.shown_author, revision.shown_summary) == (True, bob(), "A number")
    assert list(JournalEntry.objects.order_by("pk").values_list("action", "details", "private")) == [
        ("hide", {"parts": ["author", "summary"]}, True),
        ("hide", {"parts": ["text"]}, True),
        ("show", {"parts": ["author"]}, True),
        ("show", {"parts": ["summary", "text"]}, True),
    ]


def test_what_readers_see_now_can_not_be_hidden_but_its_author_can(page):
    by = alice()
    words = refused(Refused, hide_revision, page.good, by=by, parts=["text"], reason="x")
    assert "current text" in words
    assert str(hide(page.good, "author").shown_author) == "hidden by a moderator"


def test_what_readers_see_now_can_not_be_hidden_where_it_was_said_before(page):
    move_page(page, by=bob(), title="Pip R.")
    assert "current text" in refused(
        Refused, hide_revision, page.good, by=alice(), parts=["text"], reason="x"
    )


def test_it_needs_a_reason_and_something_to_change(page):
    by = alice()
    assert "Give a reason" in refused(Refused, hide_revision, page.bad, by=by, parts=["text"], reason=" ")
    assert "Nothing would change" in refused(Refused, hide_revision, page.bad, by=by, parts=[], reason="x")


@pytest.mark.parametrize("person", [bob, lambda: somebody("Tara", "Trusted")])
def test_members_may_not_hide(page, person):
    by = person()
    refused(NotAllowed, hide_revision, page.bad, by=by, parts=["text"], reason="x")


def test_hidden_words_do_not_come_back_through_restoring_or_undoing(page):
    revision, by = hide(page.bad, "text"), bob()
    words = refused(Refused, restore_revision, revision, by=by, base=page.good)
    assert "hidden" in words
    assert revision_of(page, revision.pk) is None
    for undone in (page.bad, page.good):  # the text before the good one is the hidden one
        begun = opening(again(page), page.good, undo=str(undone.pk))
        assert "has hidden this edit" in begun.refusal
        assert begun.body == "Three."


def test_an_edit_of_a_revision_that_is_hidden_meanwhile_ends_in_words(page):
    revision = hide(page.bad, "text")
    mine = "His telephone number.\n\nMine."
    with pytest.raises(EditConflict):
        edit_page(page, by=bob(), base=revision, body=mine, facts={})

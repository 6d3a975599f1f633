"""Removing for good: what goes, what stays, and that the wiki stands afterwards."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.builders import (
    again,
    alice,
    bob,
    change,
    everything,
    first_edition,
    orchard,
    value,
    write,
    write_again,
)
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.moderation.purging import purge
from wiki.actions.moderation.roll_back import roll_back
from wiki.actions.pages.editing import edit_page, restore_revision
from wiki.models import JournalEntry, Proposal, ProposalState, Revision
from wiki.queries.pages.editing import opening
from wiki.refusals import EditConflict, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CONTENT = ("body", "facts", "summary", "size", "sha256")


def content(revision):
    return Revision.objects.filter(pk=revision.pk).values_list(*CONTENT).get()


def consistent(capsys):
    call_command("check_wiki")
    return ": 0 faults." in capsys.readouterr().out


@pytest.fixture
def page():
    """A page of three revisions; the second says what the law forbids."""
    page = write("Pip Russet", body="One.")
    page.bad = change(page, body="A secret of a real person.", summary="The secret", minor=True)
    page.good = change(page, body="Three.")
    return page


def test_texts_go_for_good_and_who_wrote_when_stays(page, capsys):
    before = (
        Revision.objects.filter(pk=page.bad.pk)
        .defer(*CONTENT)
        .values("author", "created_at", "number", "tags")
    )
    before = list(before)
    assert purge(page, [page.bad], reason="Order 7 of the court") == (1, 0)
    assert content(page.bad) == ("", {}, "", 0, "")
    assert (
        list(Revision.objects.filter(pk=page.bad.pk).values("author", "created_at", "number", "tags"))
        == before
    )
    assert content(page.good)[0] == "Three."
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.by, entry.page, entry.private) == ("purge", None, page, False)
    assert (entry.reason, entry.details) == ("Order 7 of the court", {"edits": 1, "numbers": [2]})
    assert consistent(capsys)
    call_command("rebuild")
    assert consistent(capsys)


def test_the_database_lets_a_revision_be_emptied_whole_and_nothing_else(page):
    one = Revision.objects.filter(pk=page.bad.pk)
    for wrong in (
        {"body": ""},
        {"body": "", "facts": {}, "size": 0, "sha256": ""},
        {"body": "", "facts": {}, "summary": "", "size": 0, "sha256": "", "author": None},
        {"body": "x", "facts": {}, "summary": "", "size": 0, "sha256": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            one.update(**wrong)
    assert content(page.bad)[0] == "A secret of a real person."


def refused(act, *args, **said):
    before = everything()
    with pytest.raises(Refused) as reason:
        act(*args, **said)
    assert everything() == before
    return str(reason.value)


def test_what_readers_see_now_does_not_go(page):
    assert "Readers see" in refused(purge, page, [page.bad, page.good], reason="x")
    assert "Give a reason" in refused(purge, page, [page.bad], reason=" ")
    purge(page, [page.bad], reason="x")
    assert "Nothing is left" in refused(purge, page, [page.bad], reason="x")


@pytest.mark.slow
def test_of_a_deleted_page_all_goes_its_columns_too_and_what_names_it_stands(capsys):
    world = orchard()
    change(world.season, facts={**world.season.current.facts, "premise": value("A secret.")})
    delete_page(again(world.season), by=alice(), reason="x")
    purge(world.season, world.season.revisions.all(), reason="x")
    season = again(world.season).season
    assert (season.number, season.show, season.premise, season.status) == (1, world.show.show, "", "")
    assert set(world.season.revisions.values_list("sha256", flat=True)) == {""}
    assert consistent(capsys)
    call_command("rebuild")
    assert consistent(capsys)
    by = alice()
    assert "Create it again" in refused(restore_page, again(world.season), by=by, reason="x")
    facts = {"show": value(world.show.uid), "number": value(1)}
    assert write_again(again(world.season), by=bob(), body="Anew.", facts=facts).number == 3
    assert consistent(capsys)


def test_what_was_proposed_on_top_of_it_goes_too(page, settings):
    settings.WIKI_REVIEW_FIRST_EDITS = 99
    said = {"by": bob(), "facts": {}, "summary": "The secret again"}
    proposal = edit_page(page, base=page.bad, body="A secret of a real person. More.", **said)
    other = edit_page(page, base=page.good, body="Harmless.", **said)
    assert purge(page, [page.bad], reason="x") == (1, 1)
    gone = Proposal.objects.get(pk=proposal.pk)
    assert (gone.body, gone.facts, gone.summary, gone.state) == ("", {}, "", ProposalState.WITHDRAWN)
    assert Proposal.objects.get(pk=other.pk).body == "Harmless."
    delete_page(again(page), by=alice(), reason="x")
    purge(page, page.revisions.all(), reason="x")
    assert Proposal.objects.get(pk=other.pk).state == ProposalState.WITHDRAWN


def test_an_emptied_revision_is_no_base_and_does_not_come_back(page):
    purge(page, [page.bad], reason="x")
    emptied, by = Revision.objects.get(pk=page.bad.pk), bob()
    with pytest.raises(EditConflict):
        edit_page(page, by=by, base=emptied, body="Mine.", facts={})
    assert "permanently removed" in refused(restore_revision, emptied, by=by, base=page.good)
    assert "so it can't be undone" in opening(again(page), page.good, undo=str(page.good.pk)).refusal


def test_a_page_is_not_rolled_back_to_what_is_no_more():
    page = first_edition("Pip Russet", body="A secret.")
    change(page, body="Vandalised.")
    purge(page, [page.current], reason="x")
    by, author = alice(), bob()
    refused(roll_back, again(page), by=by, author=author)

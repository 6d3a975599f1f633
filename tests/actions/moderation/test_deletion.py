"""Deleting, bringing back and writing again: what goes, what stays, and who may."""

import pytest
from django.core.management import call_command

from tests.builders import (
    CHARLIE,
    again,
    alice,
    bob,
    change,
    dana,
    everything,
    orchard,
    row,
    somebody,
    touched,
    touched_since,
    value,
    write,
    write_again,
    write_episode,
)
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.moderation.proposals import accept
from wiki.actions.moderation.protection import protect_page
from wiki.actions.pages.editing import create_page, edit_page, restore_revision
from wiki.actions.titles.moving import move_page
from wiki.models import Casting, JournalEntry, Level, Page, PageLink, Proposal, Protected, SearchEntry, Title
from wiki.queries.search.search import matching
from wiki.refusals import NotAllowed, Refused, TitleTaken
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def refused(refusal, act, *args, **said):
    before = everything()
    with pytest.raises(refusal) as reason:
        act(*args, **said)
    assert everything() == before
    return str(reason.value)


def delete(page, reason="Not about the show."):
    delete_page(again(page), by=alice(), reason=reason)
    return again(page)


def consistent(capsys):
    call_command("check_wiki")
    return ": 0 faults." in capsys.readouterr().out


def test_a_deleted_page_keeps_its_history_and_titles_and_loses_all_that_is_derived_from_it(capsys):
    world = orchard()
    page = delete(world.season)
    assert (page.deleted_reason, page.current) == ("Not about the show.", world.season.current)
    assert Title.objects.get(page=page).key == "the orchard season 1"
    assert not Casting.objects.exists()
    assert not PageLink.objects.filter(page=page).exists()
    assert not SearchEntry.objects.filter(page=page).exists()
    assert consistent(capsys)
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.by, entry.page, entry.title) == ("delete", alice(), page, str(page))
    assert (entry.reason, entry.private) == ("Not about the show.", False)


def test_a_page_comes_back_as_it_was(capsys):
    world = orchard()
    before = {model: rows for model, rows in everything().items() if model in ("Casting", "Season", "Title")}
    words = set(SearchEntry.objects.values_list("page", "title", "names", "text"))
    links = set(PageLink.objects.values_list("page", "kind", "target_key"))
    restore_page(delete(world.season), by=dana(), reason="It is about the show.")
    page = again(world.season)
    assert (page.deleted_at, page.deleted_reason, page.current) == (None, "", world.season.current)
    kept = {model: [{**one, "id": 0} for one in rows] for model, rows in before.items()}
    assert {model: [{**one, "id": 0} for one in everything()[model]] for model in kept} == kept
    assert set(SearchEntry.objects.values_list("page", "title", "names", "text")) == words
    assert set(PageLink.objects.values_list("page", "kind", "target_key")) == links
    assert consistent(capsys)
    assert list(JournalEntry.objects.values_list("action", flat=True)) == ["restore", "delete"]


@pytest.mark.parametrize("person", [bob, lambda: CHARLIE, lambda: somebody("Tara", "Trusted")])
def test_members_may_not_delete_or_bring_back(person):
    by, page = person(), write("Pip Russet")
    refused(NotAllowed, delete_page, page, by=by, reason="x")
    page = delete(page)
    refused(NotAllowed, restore_page, page, by=by, reason="x")


def test_each_needs_a_reason_and_is_done_once():
    page, by = write("Pip Russet"), alice()
    assert "Give a reason" in refused(Refused, delete_page, page, by=by, reason=" ")
    assert "not deleted" in refused(Refused, restore_page, page, by=by, reason="x")
    page = delete(page)
    assert "Give a reason" in refused(Refused, restore_page, page, by=by, reason="")
    assert "deleted already" in refused(Refused, delete_page, page, by=by, reason="x")


def test_nothing_is_written_on_a_deleted_page_even_by_who_has_not_heard_of_it():
    old = write("Pip Russet", body="One.")
    stale = again(change(old, body="Two.").page)
    page, by = delete(stale), bob()
    said = {"by": by, "base": stale.current, "body": "Three.", "facts": {}}
    for one in (page, stale):
        assert "is deleted" in refused(Refused, edit_page, one, **said)
        refused(Refused, restore_revision, old.current, by=by, base=one.current)
        refused(Refused, move_page, one, by=by, title="Elsewhere")
    refused(Refused, move_page, write("Other"), by=by, title="pip russet")


def test_pages_that_look_different_are_touched():
    world = orchard()
    listed = write("Category:Seasons", "category")
    change(world.season, body="[[Category:Seasons]]")
    naming = write("Guide", body="See [[The Orchard season 1]].")
    write("Elsewhere")
    before = touched()
    delete(world.season)
    around = {
        page.uid for page in (world.season, world.show, world.ada, world.pip, world.times, listed, naming)
    }
    assert around <= touched_since(before)
    assert Page.objects.get(titles__text="Elsewhere").uid not in touched_since(before)


def test_other_pages_are_not_found_by_the_title_of_a_deleted_one():
    world = orchard()
    assert set(matching(SAFE, "Ada Marsh")) == {world.ada.uid, world.season.uid}
    delete(world.ada)
    assert matching(SAFE, "Ada Marsh") == []
    restore_page(again(world.ada), by=alice(), reason="x")
    assert set(matching(SAFE, "Ada Marsh")) == {world.ada.uid, world.season.uid}


def test_writing_again_continues_the_history_and_brings_the_page_back(capsys):
    page = delete(write("Pip Russet", "character", body="Rubbish.", facts={"full_name": value("Pip")}))
    revision = write_again(page, by=bob(), body="Pip plants trees.", facts={})
    fresh = again(page)
    assert (fresh.current, fresh.deleted_at, fresh.kind) == (revision, None, "character")
    assert (revision.number, revision.parent, revision.author) == (2, page.current, bob())
    assert (revision.summary, revision.tags) == ("Created again", ["again"])
    assert fresh.character.full_name == ""
    assert matching(SAFE, "plants") == [page.uid]
    assert matching(SAFE, "rubbish") == []
    assert consistent(capsys)
    assert list(JournalEntry.objects.values_list("action", flat=True)) == ["delete"]


def test_writing_a_season_again_takes_the_place_that_it_had(capsys):
    world = orchard()
    write_episode(world.season, 1)
    facts = {"show": value(world.show.uid), "number": value(1), "casting": [row("x", actor=world.ada.uid)]}
    write_again(delete(world.season), by=bob(), body="", facts=facts)
    assert Casting.objects.get().actor == world.ada.person
    assert consistent(capsys)


def test_writing_again_asks_who_may_edit_the_page():
    page = delete(write("Pip Russet"))
    protect_page(page, by=alice(), what=Protected.EDIT, level=Level.MODERATORS, reason="Spam")
    words = refused(NotAllowed, write_again, page, by=bob(), body="Spam.", facts={})
    assert "Spam" in words


def test_when_somebody_has_brought_the_page_back_nothing_is_written_over_it():
    page = write("Pip Russet", body="One.")
    stale = delete(page)
    restore_page(stale, by=alice(), reason="x")
    by = bob()
    refused(TitleTaken, write_again, stale, by=by, body="Two.", facts={})


def test_what_a_newcomer_writes_at_a_deleted_title_waits_and_then_continues_its_history(settings, capsys):
    page = delete(write("The Show", "show", facts={"key": value("show")}))
    settings.WIKI_REVIEW_FIRST_EDITS = 5
    facts = {"key": value("show")}
    proposal = create_page("the show", "article", by=bob(), body="Anew.", facts=facts)
    assert isinstance(proposal, Proposal)
    assert (proposal.page, proposal.base, proposal.kind) == (None, None, "show")
    assert again(page).deleted_at
    revision = accept(proposal, by=alice(), changed_at=proposal.changed_at)
    fresh = again(page)
    assert (fresh.current, fresh.deleted_at, revision.number) == (revision, None, 2)
    assert (revision.author, revision.accepted_by) == (bob(), alice())
    assert consistent(capsys)


def test_a_member_who_may_is_written_down_at_once():
    page = delete(write("Pip Russet"))
    revision = create_page("pip russet", "character", by=bob(), body="Anew.", facts={})
    assert (revision.page, again(page).kind) == (page, "article")


def test_rebuild_leaves_a_deleted_page_bare(capsys):
    world = orchard()
    page = delete(world.season)
    PageLink.objects.create(page=page, kind="link", target_key="x")
    call_command("rebuild")
    assert not PageLink.objects.filter(page=page).exists()
    assert not Casting.objects.exists()
    assert consistent(capsys)

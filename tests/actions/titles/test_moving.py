"""What a page is called: moved, with other titles that lead to it, and nothing that names it is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    CHARLIE,
    again,
    alice,
    bob,
    everything,
    orchard,
    write,
)
from wiki.actions.pages.editing import edit_page
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.models import PageLink, Title
from wiki.queries.search.search import matching
from wiki.queries.titles.names import names_of
from wiki.refusals import NotAllowed, Refused, TitleTaken
from wiki.text.progress import SAFE
from wiki.text.titles import BadTitle

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def titles_of(page):
    return dict(page.titles.values_list("text", "is_current"))


def test_a_moved_page_keeps_its_words_and_says_so_in_its_history():
    page = write("Pip Russet", body="A tree.")
    before = page.current
    moved = move_page(page, by=alice(), title="Pip  Russet-Frost", reason="Married")
    assert again(page).current == moved
    assert (moved.number, moved.parent, moved.author) == (2, before, alice())
    assert (moved.body, moved.facts, moved.sha256) == (before.body, before.facts, before.sha256)
    assert moved.summary == "Moved from “Pip Russet” to “Pip Russet-Frost”: Married"
    assert moved.tags == ["moved"]
    assert titles_of(page) == {"Pip Russet": False, "Pip Russet-Frost": True}


def test_without_the_old_title_nothing_is_called_that_any_more():
    page = write("Pip Russet")
    move_page(page, by=bob(), title="Pip", keep_old=False)
    assert titles_of(page) == {"Pip": True}
    assert write("Pip Russet").titles.count() == 1


def test_a_page_can_go_back_to_a_title_it_had_and_there_is_never_a_loop():
    page = write("One")
    for title in ("Two", "One", "Two", "Three", "One"):
        move_page(page, by=bob(), title=title)
        assert str(again(page)) == title
    assert titles_of(page) == {"One": True, "Two": False, "Three": False}


@pytest.mark.parametrize("keep_old", [True, False])
def test_a_title_in_another_spelling_is_the_same_title(keep_old):
    page = write("pip russet")
    move_page(page, by=bob(), title="Pip Russet", keep_old=keep_old)
    assert titles_of(page) == {"Pip Russet": True}


@pytest.mark.parametrize("change_title", [move_page, add_title])
def test_a_title_of_another_page_old_or_new_is_refused(change_title):
    page, other = write("Pip Russet"), write("Mrs Quince")
    move_page(other, by=bob(), title="Ms Quince")
    before = everything()
    for title in ("ms quince", "Mrs Quince"):
        with pytest.raises(TitleTaken) as refusal:
            change_title(page, by=bob(), title=title)
        assert refusal.value.title.page == other
    assert everything() == before


@pytest.mark.parametrize("change_title", [move_page, add_title, remove_title])
def test_what_is_no_title_for_the_page_is_refused(change_title):
    page, by = write("Pip Russet"), bob()
    before = everything()
    with pytest.raises(BadTitle):
        change_title(page, by=by, title="A#B")
    with pytest.raises(Refused, match=r"Category:, File: or Help:|nothing to remove"):
        change_title(page, by=by, title="Help:Pip")
    with pytest.raises(NotAllowed):
        change_title(page, by=CHARLIE, title="Pip")
    assert everything() == before


def test_a_move_to_the_title_it_has_and_a_removal_of_it_are_refused():
    page, by = write("Pip Russet"), bob()
    with pytest.raises(Refused, match="has this title already"):
        move_page(page, by=by, title="Pip Russet")
    for title in ("Pip Russet", "Somebody else"):
        with pytest.raises(Refused, match="nothing to remove"):
            remove_title(page, by=by, title=title)
    assert again(page).current.number == 1


def test_a_title_is_added_and_removed_again():
    page = write("Pip Russet")
    added = add_title(page, by=bob(), title="The apple boy", reason="His nickname")
    assert (added.summary, added.tags) == ("Added the title “The apple boy”: His nickname", ["title-added"])
    assert titles_of(page) == {"Pip Russet": True, "The apple boy": False}
    removed = remove_title(page, by=bob(), title="the apple boy")
    assert (removed.summary, removed.tags) == ("Removed the title “The apple boy”", ["title-removed"])
    assert titles_of(page) == {"Pip Russet": True}
    assert again(page).current.number == 3


def test_a_title_that_leads_to_the_page_already_is_not_said_to_be_another_page_s():
    page = write("Pip Russet")
    add_title(page, by=bob(), title="The apple boy")
    for title in ("Pip Russet", "the apple boy"):
        with pytest.raises(Refused, match="leads to the page already"):
            add_title(page, by=bob(), title=title)
    assert again(page).current.number == 2


def test_links_in_words_turn_blue_and_red_at_once():
    write("From play to screen", body="[[Pip]] and [[Pip Russet]]")
    page = write("Pip Russet")

    def blue():
        return set(names_of(SAFE, keys=["pip", "pip russet"]).by_key)

    assert blue() == {"pip russet"}
    add_title(page, by=bob(), title="Pip")
    assert blue() == {"pip", "pip russet"}
    move_page(page, by=bob(), title="Pippin", keep_old=False)
    assert blue() == {"pip"}


def test_facts_that_name_a_moved_page_follow_it():
    world = orchard()
    move_page(world.pip, by=bob(), title="Pip", keep_old=False)
    links = PageLink.objects.filter(page=world.season, kind="fact")
    assert ("pip", "Pip") in links.values_list("target_key", "target_title")
    assert not links.filter(target_key="pip russet").exists()


def test_search_finds_a_page_by_its_new_title_and_by_those_that_lead_to_it():
    page = write("Pip Russet")
    move_page(page, by=bob(), title="Quillon")
    assert matching(SAFE, "quillon") == matching(SAFE, "russet") == [page.uid]


def test_search_finds_what_names_a_moved_page_by_its_new_title():
    world = orchard()
    move_page(world.ada, by=bob(), title="Adeline Swamp", keep_old=False)
    assert matching(SAFE, "adeline") == [world.ada.uid, world.season.uid]
    assert matching(SAFE, "ada marsh") == []


def test_an_edit_that_began_before_a_move_is_saved_without_a_word():
    page = write("Pip Russet", body="Old.")
    move_page(page, by=alice(), title="Pip")
    saved = edit_page(page, by=bob(), base=page.current, body="New.", facts={})
    assert (saved.number, saved.body, saved.tags) == (3, "New.", [])


@pytest.mark.slow
def test_a_move_costs_the_same_however_many_pages_link_here():
    def cost(title):
        page = Title.objects.get(text=title).page
        with CaptureQueriesContext(connection) as queries:
            move_page(page, by=by, title=f"{title} moved")
        return len(queries)

    by = bob()
    move_page(write("Zero"), by=by, title="Zero moved")  # what somebody may do is asked once
    for title, count in (("One", 1), ("Many", 30)):
        write(title)
        for number in range(count):
            write(f"{title} {number}", body=f"[[{title}]]")
    assert cost("One") == cost("Many")

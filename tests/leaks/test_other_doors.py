"""Doors beside the reading page: no other title, uid, school or relation tells of what is hidden.

"Red Shade" is a title of Nell Voss that is hidden until S2E3. "Zed" is hidden until S3E1.
"""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.builders import again, alice, bob, change, change_fact, orchard, row, value, write
from tests.doors import browser_of
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.queries.titles.names import uids_called

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

S3 = {"reveal": {"value": "S3E1"}}


@pytest.fixture
def world():
    """Write the pages, and return them with what the orchard has."""
    world = orchard()
    first = {"first_appearance": value(world.season.uid), "reveal": {"value": "everybody"}}
    nell = write("Nell Voss", "character", facts=first)
    add_title(nell, by=alice(), title="Red Shade", until=2003)
    zed = write("Zed", "character", facts=first | S3 | {"school": value({"name": "Zed School"})})
    statement = row("s1", label="Foe", value=zed.uid)
    docks = write("Docks", body="A place of the [[Red Shade]].", facts={"statements": [statement]})
    return SimpleNamespace(nell=nell, zed=zed, docks=docks, **vars(world))


def text(browser, address):
    return browser.get(address).content.decode()


def test_the_source_names_no_hidden_page(world):
    assert world.zed.uid not in text(Client(), "/raw/Docks")
    reader = Client()
    reader.cookies["progress"] = "orchard:all"
    assert world.zed.uid in text(reader, "/raw/Docks")


def test_links_by_a_hidden_title_are_not_told(world):
    reader = Client()
    assert "Docks" not in text(reader, "/links/Nell_Voss")
    reader.cookies["progress"] = "orchard:all"
    assert "Docks" in text(reader, "/links/Nell_Voss")


def test_a_category_lists_no_member_by_a_hidden_title(world):
    guard = write("Category:Guard", "category")
    add_title(guard, by=alice(), title="Category:Old Guard", until=2003)
    change(world.docks, body="[[Category:Old Guard]]")
    assert "Docks" not in text(Client(), "/wiki/Category:Guard")


def test_no_filter_has_the_school_of_a_hidden_character(world):
    assert "Zed School" not in text(Client(), "/characters/")
    reader = Client()
    reader.cookies["progress"] = "orchard:all"
    assert "Zed School" in text(reader, "/characters/")


def test_a_preview_as_somebody_else_names_no_page_that_its_editor_may_not_know(world):
    sent = {"title": "Docks", "content": "See [[Zed]] and [[Nell Voss]].", "as": "all"}
    shown = browser_of(bob()).post("/preview", sent).content.decode()
    assert re.search(r'class="new"[^>]*>\s*(?:<bdi>)?Zed', shown)
    sent = {"action": "preview", "as": "s3", "body": "A pier.", "base": ""} | {
        "kind": "character",
        "facts-relationships-r1-kind": "friend",
        "facts-relationships-r1-other": world.zed.uid,
        "facts-first_appearance": "The Orchard season 1",
    }
    assert "/wiki/Zed" not in browser_of(bob()).post("/edit/Pier", sent).content.decode()


def test_a_hidden_title_in_a_fact_stays_words(world):
    assert uids_called({"Red Shade"}) == {}
    assert uids_called({"Nell Voss", world.zed.uid}) == {
        "Nell Voss": world.nell.uid,
        world.zed.uid: world.zed.uid,
    }


def test_to_undo_an_edit_asks_first_if_its_text_goes_further(world):
    page = write("Undone", "character", facts={"first_appearance": value(world.season.uid)}, body="Calm.")
    change(page, body="Calm. >!S3E1: A storm comes.!<")
    removed = change(page, body="Calm.")
    assert "A storm comes." not in text(browser_of(bob()), f"/edit/Undone?undo={removed.pk}")


def test_a_report_does_not_tell_where_a_hidden_title_leads(world):
    visitor = Client()
    sent = {"title": "Red Shade", "kind": "wrong", "words": "Who is it?"}
    answer = visitor.post("/report", sent)
    assert answer.status_code == 302
    assert "Nell" not in text(visitor, answer.headers["Location"])
    answer = visitor.post("/report", sent | {"title": "Nell Voss"})
    assert "/wiki/Nell_Voss" in text(visitor, answer.headers["Location"])


def test_the_journal_does_not_tell_of_a_hidden_page_that_was_deleted(world):
    delete_page(world.zed, by=alice(), reason="Told too early")
    assert "Told too early" not in text(Client(), "/journal")


def test_the_history_forgets_a_title_that_was_corrected_to_be_hidden(world):
    add_title(world.docks, by=alice(), title="Dark Docks")
    assert "Dark Docks" in text(Client(), "/history/Docks")
    remove_title(world.docks, by=alice(), title="Dark Docks")
    add_title(world.docks, by=alice(), title="Dark Docks", until=2003)
    for address in ("/history/Docks", "/recent", "/user/Alice"):
        assert "Dark Docks" not in text(Client(), address), address
    reader = Client()
    reader.cookies["progress"] = "orchard:all"
    assert "Dark Docks" in text(reader, "/history/Docks")


def test_a_page_that_was_renamed_and_hidden_is_not_opened_by_its_old_title(world):
    pier = write("Pier", body="Wood.")
    base = pier.current_id
    move_page(pier, by=alice(), title="Wreck", keep_old=False)
    change_fact(again(pier), "reveal", {"value": "S3E1"})
    sent = {"action": "preview", "base": base, "body": "Wood and rope."}
    assert "Wreck" not in browser_of(bob()).post("/edit/Pier", sent).content.decode()

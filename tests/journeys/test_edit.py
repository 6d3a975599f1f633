"""A new member edits text and facts, and sees the changes in the history."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.faults import scrolls_sideways

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


def sign_up(page, name, then):
    page.goto(then)
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Email").fill(f"{name}@example.org")
    page.get_by_label("Password").fill("lantern-orchard-42")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    has_watched = page.get_by_role("button", name="I have watched that far")
    if has_watched.is_visible():  # the form of this page asks first
        has_watched.click()


@SCRIPTS
def test_a_new_member_edits_a_page_and_sees_the_difference(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    name = f"mira{scripts}".lower()
    sign_up(page, name, "/edit/Joe_Locke")
    expect(page).to_have_url(re.compile("/edit/Joe_Locke$"))

    words = page.get_by_label("Text", exact=True)
    words.fill(f"{words.input_value()}\n\nA sentence by {name}.")
    page.get_by_role("button", name="Preview").last.click()
    expect(page.get_by_role("region", name="Preview", exact=True)).to_contain_text(f"A sentence by {name}.")

    page.get_by_label("Summary").fill(f"Added a sentence ({name})")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/wiki/Joe_Locke$"))
    expect(page.get_by_role("main")).to_contain_text(f"A sentence by {name}.")

    page.get_by_role("link", name="History").click()
    newest = page.get_by_role("listitem").filter(has_text=f"Added a sentence ({name})")
    expect(newest).to_contain_text(name)
    newest.get_by_role("link", name="Changes").click()
    expect(page.locator("ins").filter(has_text="sentence")).to_be_visible()


@SCRIPTS
def test_a_row_of_the_cast_is_added_and_removed(log_in, scripts):
    page = log_in("rowan", "/edit/Heartstopper_season_2", java_script_enabled=scripts)
    page.get_by_text("22 rows").click()
    page.get_by_role("button", name="Add a row to cast").click()
    row = page.get_by_role("group", name="Row 23", exact=True)
    row.get_by_label("Actor").fill("Somebody New")
    row.get_by_label("Character").fill("Passer-by")
    page.get_by_role("button", name="Save").click()
    card = page.locator(".cards > li").filter(has_text="Passer-by")
    expect(card).to_contain_text("Somebody New")
    expect(card).to_contain_text("no source yet")

    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_text("23 rows").click()
    page.get_by_role("button", name="Remove row 23").click()
    expect(page.get_by_text("22 rows")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".cards > li")).to_have_count(22)

    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Changes").first.click()
    removed = page.get_by_role("row", name=re.compile("Passer-by"))
    expect(removed.locator("del")).to_contain_text("Somebody New")


@SCRIPTS
def test_new_page_turns_its_link_blue_and_a_revision_is_restored(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    name = f"wren{scripts}".lower()
    title = f"Orchard Lane {name}"
    sign_up(page, name, f"/edit/{title.replace(' ', '_')}")
    page.get_by_label("Text", exact=True).fill("A lane in [[Dawn/Dusk]] and [[Nick Nelson]].")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("link", name="Dawn/Dusk")).to_have_class("new")

    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Text", exact=True).fill("Nothing good.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="History").click()
    page.get_by_role("listitem").filter(has_text="New page").get_by_role("link").first.click()
    page.get_by_role("button", name="Restore this revision").click()
    expect(page.get_by_role("main")).to_contain_text("A lane in Dawn/Dusk")


def test_live_preview_updates_and_tab_leaves_the_field(log_in):
    page = log_in("linden", "/edit/Kit_Connor")
    words = page.get_by_label("Text", exact=True)
    words.fill("Typed **just now**.")
    expect(page.get_by_role("region", name="Live preview").locator("strong")).to_have_text("just now")
    words.press("Tab")
    expect(words).not_to_be_focused()


def test_title_of_one_long_word_does_not_overflow(log_in):
    title = "W" * 200
    page = log_in("alder", f"/edit/{title}", viewport={"width": 320, "height": 800})
    page.get_by_label("Text", exact=True).fill("Words.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(f"/wiki/{title}$"))
    addresses = ("/", "/pages/", "/recent", f"/wiki/{title}", f"/history/{title}", f"/links/{title}")
    wide = []
    for address in addresses:
        page.goto(address)
        wide += [address] if scrolls_sideways(page) else []
    assert wide == []

"""The scripts of the edit form: rows, suggestions, dialogs and the preview, with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.faults import scrolls_sideways, violations

SHORTCUTS = [f"Control+{key}" for key in ("b", "i", "k", "e", "d", "u", "q", "l", "[", "]", "Enter", ".")]
WATCH_KEYS = "addEventListener('keydown', event => (window.taken ??= []).push(event.defaultPrevented))"


def suggestions(page):
    return page.locator("#suggestions")


def test_facts_are_edited_without_reloading_the_page(log_in):
    page = log_in("maple", "/edit/Heartstopper_season_3")
    page.evaluate("window.stayed = true")
    page.get_by_role("textbox", name="Premise").fill("Typed before.")
    cast = page.locator("#rows-casting")
    cast.locator("summary").click()
    before = cast.get_by_role("group").count()
    page.get_by_role("button", name="Add a row to cast").click()
    expect(page.get_by_text("A row was added.")).to_be_attached()
    expect(page.get_by_role("textbox", name="Premise")).to_have_value("Typed before.")
    row = cast.get_by_role("group", name=f"Row {before + 1}", exact=True)

    actor = row.get_by_label("Actor")
    expect(actor).to_be_focused()
    expect(actor).to_have_role("combobox")
    actor.press_sequentially("conn")
    expect(suggestions(page).get_by_role("option")).to_have_text(["Kit Connor person"])
    expect(actor).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    actor.press("Escape")
    expect(suggestions(page)).to_be_hidden()
    actor.press_sequentially("or")
    expect(suggestions(page)).to_be_visible()
    actor.press("ArrowDown")
    expect(suggestions(page).get_by_role("option", name="Kit Connor")).to_have_attribute(
        "aria-selected", "true"
    )
    actor.press("Enter")
    expect(actor).to_have_value("Kit Connor")

    row.get_by_role("button", name="Add a source").click()
    expect(page.get_by_label("Source", exact=True)).to_be_focused()
    page.keyboard.type("gaym")
    suggestions(page).get_by_role("option").click()
    expect(page.get_by_label("Source", exact=True)).to_have_value("gayming-s2")
    page.get_by_label("Page, time or section").fill("page 2")
    page.keyboard.press("Enter")
    expect(row.get_by_label("Sources")).to_have_value("gayming-s2, page 2")
    expect(row.get_by_label("Sources")).to_be_focused()

    page.get_by_role("button", name=f"Remove row {before + 1}").click()
    expect(row).to_have_count(0)
    expect(
        page.get_by_text(f"Row {before + 1} was removed. Save the page to keep this change.", exact=True)
    ).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Remove row|Add a row to cast")).last).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "action"
    assert page.evaluate("window.stayed")

    page.context.route("**/edit/**", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Add a row to cast").click()
    expect(row).to_be_visible()
    assert not page.evaluate("window.stayed"), "when the script fails, the button does what it does without"


def test_dialogs_insert_links_sources_and_spoilers(log_in):
    page = log_in("rowena", "/edit/Notes_by_Rowena", viewport={"width": 320, "height": 700})
    words = page.get_by_label("Text", exact=True)
    dialog = page.get_by_role("dialog")
    words.fill("")
    assert violations(page) == []

    words.fill("Somebody")
    words.select_text()
    page.get_by_role("button", name="Wiki link").click()
    expect(page.get_by_label("Text to show")).to_have_value("Somebody")
    page.get_by_label("Title of the page").press_sequentially("Nobody here")
    expect(dialog.get_by_text("There is no page with this title yet")).to_be_visible()
    page.get_by_label("Title of the page").fill("nick n")
    suggestions(page).get_by_role("option").first.wait_for()
    assert violations(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("There is no page with this title yet")).to_have_count(0)
    page.get_by_role("button", name="Insert").click()
    expect(words).to_have_value("[[Nick Nelson|Somebody]]")
    expect(words).to_be_focused()
    words.press("Control+z")
    expect(words).to_have_value("Somebody")

    words.select_text()
    page.get_by_role("button", name="Cite").click()
    new_source = dialog.get_by_role("link")
    expect(new_source).to_have_count(0)
    page.get_by_label("Source", exact=True).fill("A/B & you")
    expect(new_source).to_have_text("Create the source “A/B & you” (opens in a new tab)")
    expect(new_source).to_have_attribute("href", re.compile(r"/edit/A%2FB%20%26%20you\?kind=source$"))
    page.get_by_label("Source", exact=True).fill("gayming-s2")
    expect(new_source).to_have_count(0)
    page.get_by_label("Page, time or section").fill("page 2")
    assert violations(page) == []
    page.get_by_role("button", name="Insert").click()
    expect(words).to_have_value("Somebody[@gayming-s2, page 2]")

    page.get_by_role("button", name="Spoiler").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(words).to_be_focused()
    page.get_by_role("button", name="Spoiler").click()
    dialog.get_by_label("Hide until").fill("s2e5")
    page.get_by_label("Whole paragraphs").check()
    page.get_by_role("button", name="Insert").click()
    expect(words).to_be_focused()
    page.keyboard.type("She leaves.")
    expect(words).to_have_value(
        re.compile(r"page 2\]\n\n::: spoiler S2E5\nShe leaves\.\n:::\n\n$"),
    )

    words.fill("Somebody")
    words.select_text()
    page.get_by_role("button", name="Table").click()
    expect(words).to_have_value(re.compile(r"^Somebody\n\n\| Heading"))


def test_browser_shortcuts_keep_working(log_in):
    page = log_in("sorrel", "/edit/Heartstopper_season_1")
    page.evaluate(WATCH_KEYS)
    words = page.get_by_label("Text", exact=True)
    words.fill("Some words")
    words.select_text()
    for shortcut in SHORTCUTS:
        words.press(shortcut)
    expect(words).to_have_value("Some words")
    assert not any(page.evaluate("taken"))
    words.press("Tab")
    expect(words).not_to_be_focused()

    words.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    words.select_text()
    page.get_by_role("button", name="Bold").click()
    page.keyboard.press("End")
    page.keyboard.type(" typed on")
    expect(words).to_have_value("**Some words** typed on")


def test_older_preview_does_not_replace_a_newer_one(log_in):
    page = log_in("poplar", "/edit/Heartstopper_season_2")
    preview = page.get_by_role("region", name="Live preview")
    expect(preview).to_contain_text("second season")
    held = []
    page.context.route("**/preview", lambda route: held.append(route))
    words = page.get_by_label("Text", exact=True)

    def wait_for_requests(count):
        while len(held) < count:
            page.wait_for_timeout(50)

    for count, typed in enumerate(("Older words", "Newer words"), start=1):
        words.fill(typed)
        wait_for_requests(count)
    for route in reversed(held):
        route.fulfill(headers={"X-Fragment": "preview"}, body=route.request.post_data)
    expect(preview).to_contain_text("Newer")

    words.press("End")
    words.press("x")
    words.press("Backspace")
    page.wait_for_timeout(800)
    words.press("y")
    wait_for_requests(3)
    assert "wordsy" in held[2].request.post_data, "what was typed and taken back is not asked about"


def test_preview_follows_the_cursor_until_it_is_scrolled(log_in):
    page = log_in("cherry", "/edit/Heartstopper_season_2", viewport={"width": 1280, "height": 400})
    preview = page.get_by_role("region", name="Live preview")
    words = page.get_by_label("Text", exact=True)
    words.press("Control+End")
    words.press_sequentially(" At the end.")
    expect(preview.get_by_text("At the end.")).to_be_in_viewport()
    preview.evaluate("region => region.scrollTop = 0")
    page.wait_for_timeout(100)
    words.press_sequentially(" And on.")
    expect(preview).to_contain_text("And on.")
    assert preview.evaluate("region => region.scrollTop") == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_form_without_scripts_has_no_useless_buttons(log_in, width):
    size = {"width": width, "height": 800}
    page = log_in("ivy", "/edit/Heartstopper_season_1", java_script_enabled=False, viewport=size)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.get_by_role("heading", name="Live preview")).to_be_hidden()
    expect(page.get_by_role("button", name="Add a source")).to_have_count(0)
    page.get_by_text("Source list").click()
    expect(page.get_by_text("radio-times-s2", exact=True)).to_be_visible()
    assert not scrolls_sideways(page)


def test_a_live_preview_follows_the_reader_as_whom_it_is_viewed(log_in):
    page = log_in("poplar", "/edit/Promise")
    page.get_by_label("Text", exact=True).fill("An episode.\n\nThe class goes to Paris.")
    preview = page.get_by_role("region", name="Live preview")
    expect(preview.get_by_text("Spoilers for season 2, episode 3")).to_be_visible()
    page.get_by_label("View the preview as").select_option("Season 2, episode 2")
    expect(preview.get_by_text("Spoilers for season 2, episode 3")).to_have_count(0)
    expect(preview).not_to_contain_text("The class goes to Paris.")
    page.get_by_label("View the preview as").select_option("Season 2, episode 3")
    expect(preview.get_by_text("The class goes to Paris.")).to_be_visible()
    assert violations(page) == []

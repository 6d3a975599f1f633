"""Unsaved text is kept: drafts, a question before leaving, and an expired log-in."""

import re

from playwright.sync_api import expect

from tests.journeys.faults import violations
from tests.journeys.test_edit import sign_up

LEAVING = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def drafts_kept(page):
    """Return how many drafts the browser keeps for the page that is edited."""
    return page.evaluate(
        """() => Object.entries(localStorage)
          .filter(([key]) => key.startsWith('draft:') && key.endsWith(`:${decodeURI(location.pathname)}`))
          .flatMap(([, drafts]) => JSON.parse(drafts)).length"""
    )


def wait_for_draft(page, words):
    page.evaluate(
        """async words => {
          while (!Object.values(localStorage).join().includes(words)) await new Promise(setTimeout)
        }""",
        words,
    )


def test_draft_can_be_restored_and_leaving_asks_first(log_in):
    page = log_in("willow", "/edit/Heartstopper_season_1")
    assert page.evaluate(LEAVING), "nothing is asked while nothing was changed"
    page.get_by_label("Text", exact=True).fill("Words of a draft.")
    assert not page.evaluate(LEAVING)
    page.locator("#rows-statements summary").click()
    page.get_by_role("button", name="Add a row to other facts").click()
    page.get_by_label("Label").fill("Colour")
    page.get_by_label("Value").press_sequentially("Gre")
    wait_for_draft(page, "Gre")
    page.close()

    page = page.context.new_page()
    page.goto("/edit/Heartstopper_season_1")
    note = page.get_by_role("region", name="Unsaved draft")
    expect(note).to_contain_text("You have an unsaved draft of")
    expect(page.get_by_label("Text", exact=True)).not_to_have_value("Words of a draft.")
    assert violations(page) == []
    note.get_by_text("Show its text", exact=True).click()
    expect(note.get_by_role("region", name="Text of the draft")).to_have_text("Words of a draft.")
    note.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="Preview", exact=True)).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Words of a draft.")
    expect(page.get_by_label("Value")).to_have_value("Gre")
    expect(note).to_have_count(0)
    assert not page.evaluate(LEAVING), "a form that came back still has to be saved"

    page.get_by_label("Summary").fill("x" * 450)
    expect(page.get_by_text("Characters left: 50")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Words of a draft.")
    page.goto("/edit/Heartstopper_season_1")
    expect(page.get_by_role("heading", name="Live preview")).to_be_visible()
    expect(note).to_have_count(0)
    assert drafts_kept(page) == 0

    page.get_by_label("Text", exact=True).fill("Nothing worth keeping.")
    wait_for_draft(page, "Nothing worth keeping.")
    page.get_by_role("link", name="Cancel").click()
    page.goto("/edit/Heartstopper_season_1")
    expect(note).to_have_count(0)


def test_text_is_kept_when_the_log_in_expires(log_in):
    page = log_in("aspen", "/edit/Heartstopper_season_1")
    cookies = page.context.cookies()
    page.get_by_role("textbox", name="Premise").fill("Typed while logged out.")
    page.context.clear_cookies(name="sessionid")
    page.locator("#rows-credits summary").click()
    page.get_by_role("button", name="Add a row to credits").click()
    expect(page.get_by_role("link", name="Log in in a new tab")).to_be_visible()
    expect(page.get_by_role("textbox", name="Premise")).to_have_value("Typed while logged out.")
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Add a row to credits").click()
    expect(page.get_by_text("A row was added.")).to_be_attached()
    expect(page.get_by_role("link", name="Log in in a new tab")).to_have_count(0)


def test_text_returned_by_the_server_is_not_offered_as_a_draft(log_in):
    page = log_in("spindle", "/edit/A_new_season")
    words = page.get_by_label("Text", exact=True)
    offers = page.get_by_role("region", name="Unsaved draft")
    words.fill("Words of a new season.")
    page.get_by_label("Kind of page").select_option("season")
    page.get_by_role("button", name="Preview").last.click()
    expect(page.get_by_role("alert")).to_contain_text("the facts of this kind of page")
    expect(offers).to_have_count(0)
    page.get_by_label("Kind of page").select_option("article")
    page.get_by_role("button", name="Show changes").click()
    expect(page.get_by_role("region", name="Your changes")).to_be_visible()
    expect(offers).to_have_count(0)

    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/wiki/A_new_season$"))
    page.go_back()
    expect(words).to_have_value("Words of a new season.")
    assert page.evaluate(LEAVING), "words that were sent to be saved are not asked about"
    page.goto("/edit/A_new_season")
    expect(page.get_by_role("heading", name="Live preview")).to_be_visible()
    expect(offers).to_have_count(0)
    assert drafts_kept(page) == 0


def test_draft_of_a_failed_save_is_offered_after_another_save(log_in):
    page, other = (log_in(name, "/edit/Darcy_Olsson") for name in ("hornbeam", "whitebeam"))
    offers = page.get_by_role("region", name="Unsaved draft")
    page.get_by_label("Text", exact=True).fill("Words that were on their way.")
    page.route("**/edit/**", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Save").click()
    other.get_by_label("Text", exact=True).fill("Words of somebody else.")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("main")).to_contain_text("Words of somebody else.")
    page.goto("/edit/Darcy_Olsson")
    expect(offers).to_contain_text("Words that were on their way.")

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button").click()
    sign_up(page, "beam", "/edit/Darcy_Olsson")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Words of somebody else.")
    expect(offers).to_have_count(0)

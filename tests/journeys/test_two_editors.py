"""Two members edit one page at once, undo an edit and rename the page; nothing is lost."""

import re

from playwright.sync_api import expect

from tests.journeys.faults import faults_here
from tests.journeys.test_edit import SCRIPTS


def write_on(page, words):
    """Write at the end of the text of the form that is open."""
    text = page.get_by_label("Text", exact=True)
    text.fill(f"{text.input_value()}\n\n{words}")


@SCRIPTS
def test_edits_of_different_places_are_both_saved(log_in, scripts):
    first, second = (
        log_in(name, "/edit/Ash_Self", java_script_enabled=scripts) for name in ("hazel", "alder")
    )
    write_on(first, f"Words by Hazel {scripts}.")
    second.get_by_label("Summary").fill("A word in front")
    text = second.get_by_label("Text", exact=True)
    text.fill(f"In front {scripts}.\n\n{text.input_value()}")
    first.get_by_role("button", name="Save").click()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("status").first).to_contain_text("Saved and merged")
    expect(second.locator("ins").filter(has_text="Hazel")).to_be_visible()
    second.get_by_role("link", name="Read").click()
    for words in (f"Words by Hazel {scripts}.", f"In front {scripts}."):
        expect(second.get_by_role("main")).to_contain_text(words)


@SCRIPTS
def test_second_member_resolves_a_clash(log_in, scripts):
    address = "/edit/Sahar_Zahid" if scripts else "/edit/Darcy_Olsson"
    first, second = (log_in(name, address, java_script_enabled=scripts) for name in ("willow", "rowan"))
    first.get_by_label("Text", exact=True).fill("Words by Willow.")
    second.get_by_label("Text", exact=True).fill("Words by Rowan.")
    first.get_by_role("button", name="Save").click()
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Somebody else saved changes in the same places")
    expect(second.get_by_label("Text", exact=True)).to_have_value("Words by Rowan.")
    if scripts:
        assert not list(faults_here(second, "the page of a conflict"))
    passage = second.get_by_role("group", name="Text, passage 1")
    expect(passage).to_contain_text("Words by Willow.")
    passage.get_by_label("Both, theirs first").check()
    second.get_by_role("button", name="Save with these choices").click()
    second.get_by_role("link", name="Read").click()
    for words in ("Words by Willow.", "Words by Rowan."):
        expect(second.get_by_role("main")).to_contain_text(words)


@SCRIPTS
def test_edit_is_compared_and_undone_and_the_page_is_renamed(log_in, scripts):
    title = f"Orchard Walk {scripts}"
    page = log_in("maple", f"/edit/{title.replace(' ', '_')}", java_script_enabled=scripts)
    for body in ("One.\n\nTwo.", "One, badly.\n\nTwo.", "One, badly.\n\nTwo, well."):
        page.get_by_label("Text", exact=True).fill(body)
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Edit", exact=True).click()

    page.get_by_role("link", name="History").click()
    page.get_by_label("Compare from revision 1").check()
    page.get_by_role("button", name="Compare").first.click()
    expect(page.locator("ins").filter(has_text="badly")).to_be_visible()
    page.get_by_role("link", name="History").click()
    page.get_by_role("listitem").filter(has_text="Undo").nth(1).get_by_role(
        "link", name=re.compile("Undo")
    ).click()
    expect(page.get_by_label("Summary")).to_have_value("Undid revision 2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Two, well.")
    expect(page.get_by_role("main")).not_to_contain_text("badly")

    page.get_by_role("link", name="Rename", exact=True).click()
    page.get_by_label("New title").fill(f"{title} West")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{title} West")
    page.goto(f"/wiki/{title.replace(' ', '_')}")
    expect(page).to_have_url(re.compile("_West$"))
    page.goto("/recent")
    expect(page.get_by_role("main")).to_contain_text("Undid revision 2")

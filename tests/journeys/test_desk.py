"""Moderators work at their desk, and members read the results.

Each page is looked at with axe where the journey comes by it, so that nobody has to open it again.
"""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import MODERATOR
from tests.journeys.faults import scrolls_sideways, violations


def at_the_desk(log_in):
    """Open the desk as a moderator who wants no motion: axe would judge colours halfway between two."""
    return log_in(MODERATOR, "/admin/", reduced_motion="reduce")


def look_at(page):
    """Find nothing wrong with the page that is open: by day on a phone, by night on a wide screen."""
    page.wait_for_load_state()
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert not violations(page), f"{page.url} {width} {scheme}"
        assert not scrolls_sideways(page), f"{page.url} {width}"


def follow_the_number(page, words):
    page.goto("/admin/")
    page.locator(".desk").get_by_role("link", name=re.compile(rf"\d+ {words}")).click()


def row(page, words):
    return page.locator("#result_list tbody tr").filter(has_text=words)


def edit(page, title, words):
    page.goto(f"/edit/{title}")
    page.get_by_label("Text", exact=True).fill(words)
    page.get_by_role("button", name="Save").click()


def test_edits_under_review_wait_for_a_moderator(log_in):
    moderator = at_the_desk(log_in)
    moderator.get_by_role("row", name="Protections").get_by_role("link", name="Add").click()
    look_at(moderator)
    moderator.get_by_label("Page or title").fill("Sahar Zahid")
    moderator.get_by_label("Who can still do it").select_option("all members, after a review")
    moderator.get_by_label("Duration").select_option("1 week")
    moderator.get_by_label("Reason").fill("Too many guesses")
    moderator.get_by_role("button", name="Protect a page or title").click()

    author = log_in("yew", "/edit/Sahar_Zahid")
    edit(author, "Sahar_Zahid", "Sahar sings.")
    expect(author.get_by_role("main")).to_contain_text("edits of this page are reviewed first")
    follow_the_number(moderator, "proposals?")
    look_at(moderator)
    expect(row(moderator, "yew")).to_contain_text("Sahar sings.")
    row(moderator, "yew").get_by_role("link", name="Review").click()
    look_at(moderator)
    moderator.get_by_role("button", name="Accept").click()
    author.reload()
    expect(author.get_by_role("main")).to_contain_text("Accepted")
    author.goto("/wiki/Sahar_Zahid")
    expect(author.get_by_role("main")).to_contain_text("Sahar sings.")

    edit(author, "Sahar_Zahid", "Sahar never sings.")
    follow_the_number(moderator, "proposals?")
    row(moderator, "yew").get_by_role("link", name="Reject").click()
    moderator.get_by_label("Reason").fill("She sings in the last episode.")
    moderator.get_by_role("button", name="Reject").click()
    author.goto("/proposals")
    look_at(author)
    author.get_by_role("listitem").filter(has_text="rejected").get_by_role("link").click()
    expect(author.get_by_role("main")).to_contain_text("She sings in the last episode.")
    look_at(author)
    author.goto("/wiki/Sahar_Zahid")
    expect(author.get_by_role("main")).not_to_contain_text("never")


def test_visitor_reports_a_problem_and_reads_the_answer(new_page, log_in):
    visitor = new_page(java_script_enabled=False)
    visitor.goto("/wiki/Coach_Singh")
    visitor.get_by_role("contentinfo").get_by_role("link", name="Report a problem").click()
    visitor.get_by_label("Wrong fact").check()
    visitor.get_by_label("What is wrong?").fill("She coaches rugby, not rowing.")
    visitor.get_by_role("button", name="Send the report").click()
    expect(visitor.get_by_role("main")).to_contain_text("Keep this link")
    kept = visitor.url

    moderator = at_the_desk(log_in)
    follow_the_number(moderator, "reports?")
    row(moderator, "not rowing").get_by_role("link", name="Wrong fact").click()
    look_at(moderator)
    moderator.get_by_label("Outcome").select_option("mended")
    moderator.get_by_label("Answer").fill("You are right, and the page says so now.")
    moderator.get_by_role("button", name="Answer this report").click()
    expect(moderator.get_by_role("main")).to_contain_text("The person who sent the report can read it.")

    visitor.goto(kept)
    expect(visitor.get_by_role("main")).to_contain_text("You are right, and the page says so now.")
    moderator.goto(kept)
    look_at(moderator)


def test_mass_roll_back_of_a_vandal_is_in_the_journal(new_page, log_in):
    vandal = log_in("bramble", "/")
    for title in ("Tori_Spring", "Mr_Lange", "Brambles"):
        edit(vandal, title, "Brambles everywhere.")

    moderator = at_the_desk(log_in)
    look_at(moderator)
    follow_the_number(moderator, "edits? to patrol")
    look_at(moderator)
    written = row(moderator, "Brambles everywhere.")
    expect(written).to_have_count(3)
    written.first.get_by_role("link", name="Changes").click()
    look_at(moderator)
    moderator.get_by_role("main").get_by_role("link", name="bramble").click()
    look_at(moderator)
    moderator.get_by_role("link", name="Roll back edits").click()
    moderator.get_by_label("Reason").fill("Brambles on three pages")
    moderator.get_by_role("button", name="Preview").click()
    expect(moderator.get_by_role("main")).to_contain_text("3 edits will be rolled back.")
    look_at(moderator)
    moderator.get_by_role("button", name="Roll back all").click()
    expect(moderator.get_by_role("main")).to_contain_text("3 edits were rolled back.")
    moderator.get_by_role("link", name="Block bramble").click()
    look_at(moderator)
    moderator.get_by_label("Duration").select_option("1 month")
    moderator.get_by_role("button", name="Block a member").click()
    expect(row(moderator, "bramble")).to_contain_text("Brambles on three pages")

    visitor = new_page(reduced_motion="reduce")
    for title in ("Tori_Spring", "Mr_Lange"):
        visitor.goto(f"/wiki/{title}")
        expect(visitor.get_by_role("main")).not_to_contain_text("Brambles")
    visitor.goto("/wiki/Brambles")
    expect(visitor.get_by_role("main")).to_contain_text("Brambles on three pages")
    look_at(visitor)
    visitor.goto("/journal?about=bramble")
    for deed in ("rolled back Tori Spring", "rolled back Mr Lange", "blocked bramble"):
        expect(visitor.get_by_role("listitem").filter(has_text=deed)).to_contain_text("Brambles on three")
    look_at(visitor)

    vandal.goto("/edit/Tori_Spring")
    said = vandal.get_by_role("main")
    for words in (
        "elder has blocked you",
        "Brambles on three pages",
        "The block ends:",
        "“Report a problem”",
    ):
        expect(said).to_contain_text(words)
    look_at(vandal)

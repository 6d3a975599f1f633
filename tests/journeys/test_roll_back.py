"""A moderator opens the admin, understands a bad edit, and rolls it back."""

import pytest
from playwright.sync_api import expect

PASSWORD = "keeper-of-the-orchard-7"


@pytest.fixture
def moderator(server):
    server.run(
        "createsuperuser",
        "--noinput",
        DJANGO_SUPERUSER_USERNAME="juniper",
        DJANGO_SUPERUSER_EMAIL="juniper@example.org",
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )


def test_a_moderator_rolls_back_a_vandal(new_page, log_in, moderator):
    vandal = log_in("thistle", "/edit/James_McEwan")
    for words in ("Rubbish.", "More rubbish."):
        vandal.goto("/edit/James_McEwan")
        vandal.get_by_label("Text", exact=True).fill(words)
        vandal.get_by_role("button", name="Save").click()

    page = new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("juniper")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Revisions", exact=True).first.click()
    newest = page.locator("#result_list tbody tr").first
    expect(newest).to_contain_text("thistle")
    newest.get_by_role("link", name="Changes").click()
    expect(page.locator("ins").filter(has_text="More")).to_be_visible()
    page.get_by_role("button", name="Roll back").click()
    expect(page.locator(".messagelist")).to_contain_text("Rolled back")

    page.goto("/wiki/James_McEwan")
    expect(page.get_by_role("main")).not_to_contain_text("ubbish")
    page.get_by_role("link", name="History").click()
    expect(page.locator(".history > li").first).to_contain_text("Rolled back 2 edits")

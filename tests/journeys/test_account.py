"""Preferences, two-step verification and closing an account."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.faults import faults, scrolls_sideways
from tests.journeys.test_edit import sign_up
from tests.totp import code_now

PASSWORD = "lantern-orchard-42"
PAPER = {"light": "rgb(251, 248, 242)", "dark": "rgb(23, 20, 28)"}


def choose(page, *labels):
    page.goto("/preferences")
    for label in labels:
        page.get_by_label(label).check()
    page.get_by_role("button", name="Save preferences").click()
    expect(page.get_by_role("status")).to_contain_text("saved")


def style(page, name, of="body"):
    return page.locator(of).first.evaluate(f"element => getComputedStyle(element).{name}")


@pytest.mark.parametrize(("theme", "device"), [("Dark", "light"), ("Light", "dark")])
def test_visitor_chooses_a_theme_without_javascript(new_page, theme, device):
    page = new_page(java_script_enabled=False, color_scheme=device)
    page.goto("/")
    assert style(page, "backgroundColor") == PAPER[device]
    choose(page, theme)
    page.goto("/wiki/Heartstopper")
    assert style(page, "backgroundColor") == PAPER[theme.lower()]
    page.emulate_media(media="print")
    assert style(page, "color", "main") == "rgb(38, 33, 46)"


def test_large_text_in_the_other_font_has_no_violations_in_either_theme(new_page):
    page = new_page(viewport={"width": 320, "height": 800})
    choose(page, "Dark", "Larger", "Atkinson")
    page.goto("/wiki/Heartstopper_season_2")
    assert style(page, "fontSize", "html") == "21.6px"
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    assert not list(faults(page, "/wiki/Heartstopper_season_2"))
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.get_by_role("link", name="Sign up").bounding_box()["height"] < 70
    choose(page, "Light")
    assert not list(faults(page, "/wiki/Nick_Nelson"))
    for address in ("/", "/characters/", "/preferences"):
        page.goto(address)
        assert not scrolls_sideways(page), address


def link_in_the_newest_mail(server):
    folder = Path(server.environment["HSWIKI_VAR"]) / "mail"
    newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    return re.search(r"http://localhost\S+", newest.read_text())[0]


def log_in(page):
    page.goto("/accounts/login/")
    page.get_by_label("Username or email").fill("teasel")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def test_member_uses_two_step_verification_and_closes_the_account(server, new_page):
    page = new_page(java_script_enabled=False)
    sign_up(page, "teasel", "/edit/Joe_Locke")
    expect(page).to_have_url(re.compile("/edit/Joe_Locke$"))
    page.goto(link_in_the_newest_mail(server))
    page.get_by_role("button", name="Confirm").click()

    page.goto("/accounts/")
    page.get_by_role("link", name="Two-step verification").click()
    page.get_by_role("link", name="Turn it on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code from your app").fill(code_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.context.clear_cookies()
    log_in(page)
    page.get_by_label("Code from your app").fill(code_now(secret))
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You are logged in as teasel.")

    page.goto("/accounts/close/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("status")).to_contain_text("Your account is closed.")
    log_in(page)
    expect(page.get_by_role("group", name="There is a problem")).to_contain_text("is incorrect")

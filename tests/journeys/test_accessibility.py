"""No page has a fault that axe can find, none scrolls sideways on a small phone, each prints on its own."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.journeys.test_edit import sign_up
from wiki.facts.kinds import KINDS

ONE_OF_EACH_KIND = {
    "show": "/wiki/Heartstopper",
    "season": "/wiki/Heartstopper_season_2",
    "episode": "/wiki/Promise",
    "character": "/wiki/Nick_Nelson",
    "person": "/wiki/Joe_Locke",
    "source": "/wiki/Gayming_Magazine_on_the_season_2_cast",
    "article": "/wiki/From_comic_to_screen",
    "category": "/wiki/Category:Students",
    "help": "/wiki/Help:Editing",
}
LISTS = [
    "/",
    "/shows/",
    "/episodes/",
    "/characters/",
    "/actors/",
    "/categories/",
    "/pages/",
    "/search?q=nick",
]
OTHERS = [
    "/wiki/Heartstopper_season_3",
    "/wiki/Not_written_yet",
    "/nowhere",
    "/search",
    "/search?q=nobody",
    "/history/Heartstopper_season_2",
    "/revision/1",
    "/accounts/login/",
    "/accounts/signup/",
    "/styleguide/?kind=pear",
]
EDITORS_PAGES = ["/edit/Heartstopper_season_2", "/edit/Not_written_yet"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only colours differ between the schemes, so by night nothing else is looked at again.
RULES = {"light": STANDARDS, "dark": {"type": "rule", "values": ["color-contrast"]}}
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""


def test_there_is_a_page_of_each_kind_to_look_at():
    assert set(ONE_OF_EACH_KIND) == set(KINDS)


@pytest.mark.parametrize(
    "addresses", [[*ONE_OF_EACH_KIND.values()], LISTS, OTHERS], ids=["kinds", "lists", "others"]
)
def test_pages_have_no_violations(new_page, addresses):
    page = new_page()
    assert not [fault for address in addresses for fault in faults(page, address)]


def test_pages_of_editors_have_no_violations(new_page):
    page = new_page()
    sign_up(page, "axel", "/edit/Isaac_Henderson")
    page.get_by_label("Text").fill("Other words.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="History").click()
    compared = page.get_by_role("link", name="Changes").first.get_attribute("href")
    assert not [fault for address in [*EDITORS_PAGES, compared] for fault in faults(page, address)]


def faults(page, address):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            options = json.dumps({"runOnly": rules, "resultTypes": ["violations"]})
            for violation in page.evaluate(f"axe.run({options}).then(found => found.violations)"):
                for node in violation["nodes"]:
                    yield f"{address} {width} {scheme}: {violation['id']}: {node['html'][:200]}"
        if scrolls_sideways(page):
            yield f"{address} {width}: scrolls sideways"
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(SPACED)
    if scrolls_sideways(page):
        yield f"{address}: scrolls sideways when a reader spaces the words out"


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 390])
def test_the_header_is_low_on_a_phone_and_easy_to_touch(new_page, width):
    page = new_page(viewport={"width": width, "height": 844}, java_script_enabled=False)
    page.goto("/")
    header = page.get_by_role("banner")
    assert header.bounding_box()["height"] <= 112
    controls = [header.locator(part) for part in (".brand", "summary", "input", "button")]
    assert all(control.first.bounding_box()["height"] >= 44 for control in controls)
    expect(header.get_by_role("link", name="Characters")).to_be_hidden()
    header.get_by_text("Menu").click()
    header.get_by_role("link", name="Characters").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Characters")


def test_on_a_wide_screen_the_menu_is_open_in_one_row(new_page):
    page = new_page(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page.goto("/")
    assert page.get_by_role("banner").bounding_box()["height"] <= 72
    for name in ("Shows", "Episodes", "Characters", "Actors", "Pages", "Help", "Log in"):
        expect(page.get_by_role("banner").get_by_role("link", name=name)).to_be_visible()


def test_a_page_prints_on_its_own(new_page):
    page = new_page(color_scheme="dark")
    page.goto("/wiki/Heartstopper_season_2")
    page.emulate_media(media="print")
    for chrome in (page.get_by_role("banner"), page.get_by_role("navigation", name="Page")):
        expect(chrome).to_be_hidden()
    assert page.locator("main").evaluate("one => getComputedStyle(one).color") == "rgb(38, 33, 46)"
    expect(page.locator(".spoiler").first.locator("summary + *")).to_be_hidden()
    page.goto("/wiki/Gayming_Magazine_on_the_season_2_cast")
    outside = page.locator("main a[href^=http]").first
    address = outside.evaluate("link => getComputedStyle(link, '::after').content")
    assert outside.get_attribute("href") in address

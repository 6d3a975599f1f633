"""Pages have no accessibility faults, do not overflow on a small phone, and can be printed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.faults import faults, violations, violations_by_night
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
    "/recent?days=all",
    "/recent?person=Nobody&kind=show",
    "/user/Nobody",
    "/revision/1",
    "/accounts/login/",
    "/accounts/signup/",
    "/preferences",
    "/journal",
    "/journal?member=Nobody",
    "/report?title=Nick_Nelson",
    "/report?title=Nick_Nelson&kind=spoiler&section=relations",
    "/special/unmarked",
    "/styleguide/?kind=pear",
]
EDITORS_PAGES = [
    "/edit/Heartstopper_season_2",
    "/edit/Not_written_yet",
    "/move/Isaac_Henderson",
    "/links/Isaac_Henderson",
    "/special/unmarked",
    "/special/marks",
    "/accounts/",
    "/accounts/sessions/",
    "/accounts/close/",
    "/accounts/email/",
    "/accounts/2fa/",
]

PLANT_BY_NIGHT = """css => {
  [...document.querySelectorAll('main p')].at(-1).id = 'last'
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@media (prefers-color-scheme: dark) { ${css} }`)
  document.adoptedStyleSheets = [sheet]
}"""


def test_there_is_a_page_of_each_kind():
    assert set(ONE_OF_EACH_KIND) == set(KINDS)


@pytest.mark.parametrize(
    "addresses", [[*ONE_OF_EACH_KIND.values()], LISTS, OTHERS], ids=["kinds", "lists", "others"]
)
def test_pages_have_no_violations(new_page, addresses):
    page = new_page()
    assert not list(faults(page, *addresses))


def test_pages_of_editors_have_no_violations(new_page):
    page = new_page()
    sign_up(page, "axel", "/edit/Isaac_Henderson")
    page.get_by_label("Text", exact=True).fill("Other words.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="History").click()
    compared = page.get_by_role("link", name="Changes").first.get_attribute("href")
    others = ["/user/axel", "/history/Isaac_Henderson", compared, f"{compared}?view=split"]
    assert not list(faults(page, *EDITORS_PAGES, *others))


@pytest.mark.parametrize(
    ("css", "found"),
    [("#last { color: #2A2730 }", 1), ("main { background: #777 }", 20), ("#last { opacity: .3 }", 1)],
    ids=["text", "background", "opacity"],
)
def test_low_contrast_by_night_is_found_after_all_colours_of_the_page_have_passed(new_page, css, found):
    page = new_page(color_scheme="dark")
    page.goto("/wiki/Heartstopper")
    assert not violations_by_night(page)
    page.evaluate(PLANT_BY_NIGHT, css)
    assert len(violations_by_night(page)) >= found
    page.emulate_media(color_scheme="light")
    assert not violations(page)


@pytest.mark.parametrize("width", [320, 390])
def test_header_on_a_phone_is_low_and_easy_to_touch(new_page, width):
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


def test_printed_page_has_only_its_content(new_page):
    page = new_page(color_scheme="dark")
    page.goto("/wiki/Heartstopper_season_2")
    page.emulate_media(media="print")
    for chrome in (page.get_by_role("banner"), page.get_by_role("navigation", name="Page")):
        expect(chrome).to_be_hidden()
    assert page.locator("main").evaluate("one => getComputedStyle(one).color") == "rgb(38, 33, 46)"
    page.goto("/wiki/Gayming_Magazine_on_the_season_2_cast")
    outside = page.locator("main a[href^=http]").first
    address = outside.evaluate("link => getComputedStyle(link, '::after').content")
    assert outside.get_attribute("href") in address

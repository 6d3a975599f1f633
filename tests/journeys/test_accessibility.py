"""No page has a fault that axe can find, and none scrolls sideways on a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.test_edit import sign_up

PAGES = [
    "/",
    "/characters/",
    "/actors/",
    "/wiki/Heartstopper",
    "/wiki/Heartstopper_season_2",
    "/wiki/Nick_Nelson",
    "/wiki/Joe_Locke",
    "/wiki/Gayming_Magazine_on_the_season_2_cast",
    "/wiki/From_comic_to_screen",
    "/wiki/Not_written_yet",
    "/history/Heartstopper_season_2",
    "/revision/1",
    "/accounts/login/",
    "/accounts/signup/",
]
EDITORS_PAGES = ["/edit/Heartstopper_season_2", "/edit/Not_written_yet"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_no_violations(new_page, width, scheme):
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = [fault for address in PAGES for fault in faults(page, address)]
    sign_up(page, f"axe{width}{scheme}", "/edit/Isaac_Henderson")
    found += [fault for address in EDITORS_PAGES for fault in faults(page, address)]
    assert not found


def faults(page, address):
    page.goto(address)
    results = Axe().run(page, options=RULES)
    for violation in results.response["violations"]:
        for node in violation["nodes"]:
            yield f"{address}: {violation['id']}: {node['html'][:200]}"
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{address}: scrolls sideways"

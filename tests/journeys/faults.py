"""Accessibility faults that axe finds at two widths in both themes, and horizontal overflow."""

import json

from axe_playwright_python.base import AXE_SCRIPT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": STANDARDS}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL_BUT_COLOURS = ALL | {"rules": {"color-contrast": {"enabled": False}}}
# Only colours differ between the schemes, so by night nothing else is looked at again. No colour differs
# between widths (tests/face/test_tokens.py), so one width is enough for them.
LOOKS = ((320, "light", ALL_BUT_COLOURS), (1280, "light", ALL), (1280, "dark", COLOURS))
# The header and the tabs of a phone are the same on every page: their colours are looked at on the first.
FIRST_LOOKS = ((320, "light", ALL), *LOOKS[1:])
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""


def faults(page, *addresses):
    """Open one page after the other and yield what is wrong with each."""
    page.add_init_script(AXE_SCRIPT)  # a quarter of what it takes to bring it to an open page
    for number, address in enumerate(addresses):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        yield from faults_here(page, address, LOOKS if number else FIRST_LOOKS)


def faults_here(page, address, looks=FIRST_LOOKS):
    """Yield what is wrong with the page that is open."""
    for width, scheme, rules in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        yield from (f"{address} {width} {scheme}: {fault}" for fault in violations(page, rules))
        if scrolls_sideways(page):
            yield f"{address} {width}: scrolls sideways"
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(SPACED)
    if scrolls_sideways(page):
        yield f"{address}: scrolls sideways when a reader spaces the words out"


def violations(page, rules=ALL):
    """Return what axe finds on the page that is open, as it is drawn now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {AXE_SCRIPT} }}")
    # To load styles and sounds anew, for rules about sounds alone, axe would break the content policy.
    options = json.dumps(rules | {"resultTypes": ["violations"], "preload": False})
    found = page.evaluate(f"axe.run({options}).then(found => found.violations)")
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

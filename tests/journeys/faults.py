"""Accessibility faults that axe finds at two widths in both themes, and horizontal overflow."""

import json

from axe_playwright_python.base import AXE_SCRIPT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": STANDARDS}
ALL_BUT_COLOURS = ALL | {"rules": {"color-contrast": {"enabled": False}}}
# No colour differs between widths (tests/face/test_tokens.py), so one width is enough for them.
LOOKS = ((320, ALL_BUT_COLOURS), (1280, ALL))
# The header and the tabs of a phone are the same on every page: their colours are looked at on the first.
FIRST_LOOKS = ((320, ALL), (1280, ALL))
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""


# What axe has passed by night on some page: the colours of a text, and of all that is painted behind it.
PASSED_BY_NIGHT = set()
# axe looks only at the texts whose colours it has not passed before.
CONTRAST_OF_NEW_COLOURS = """async passed => {
  const seen = new Set(passed), NOTHING = 'rgba(0, 0, 0, 0) none 1 none none normal static'
  const painted = new Map([[null, '']])
  const paintedBehind = element => {
    if (!painted.has(element)) {
      const style = getComputedStyle(element)
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
                   style.backdropFilter, style.mixBlendMode, style.position].join(' ')
      const behind = paintedBehind(element.parentElement)
      painted.set(element, own === NOTHING ? behind : `${behind}/${own}`)
    }
    return painted.get(element)
  }
  const coloursOf = element => {
    const style = getComputedStyle(element)
    return [style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextFillColor,
            style.webkitTextStroke, paintedBehind(element)].join('|')
  }
  const hasText = element => element.matches('input, select, textarea')
    || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const texts = [...document.body.querySelectorAll('*')].filter(hasText)
  const fresh = () => texts.filter(element => !seen.has(coloursOf(element)))
  const faultsOf = async include => {
    if (!include.length) return []
    const { violations, passes } = await axe.run({ include }, {
      runOnly: { type: 'rule', values: ['color-contrast'] }, preload: false, selectors: false,
      elementRef: true, resultTypes: ['violations', 'passes'] })
    for (const { any, element } of passes.flatMap(rule => rule.nodes)) {
      if (any[0].data?.contrastRatio) seen.add(coloursOf(element))  // hidden text passes without a contrast
    }
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }))
  }
  const oneOfEach = [...new Map(fresh().map(element => [coloursOf(element), element])).values()]
  const violations = [...await faultsOf(oneOfEach), ...await faultsOf(fresh())]
  return { violations, passed: [...seen] }
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
    page.emulate_media(color_scheme="light")
    for width, rules in looks:
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"{address} {width} light: {fault}" for fault in violations(page, rules))
        if scrolls_sideways(page):
            yield f"{address} {width}: scrolls sideways"
    page.emulate_media(color_scheme="dark")
    yield from (f"{address} dark: {fault}" for fault in violations_by_night(page))
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(SPACED)
    if scrolls_sideways(page):
        yield f"{address}: scrolls sideways when a reader spaces the words out"


def violations(page, rules=ALL):
    """Return what axe finds on the page that is open, as it is drawn now."""
    bring_axe(page)
    # To load styles and sounds anew, for rules about sounds alone, axe would break the content policy.
    options = json.dumps(rules | {"resultTypes": ["violations"], "preload": False})
    return described(page.evaluate(f"axe.run({options}).then(found => found.violations)"))


def violations_by_night(page):
    """Return the texts of the page that is open, and dark, with too little contrast.

    By day axe has looked at every text. By night only colours differ, so a text is left out if another
    one passed in the same colours.
    """
    bring_axe(page)
    found = page.evaluate(CONTRAST_OF_NEW_COLOURS, list(PASSED_BY_NIGHT))
    PASSED_BY_NIGHT.update(found["passed"])
    return described(found["violations"])


def bring_axe(page):
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {AXE_SCRIPT} }}")


def described(found):
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

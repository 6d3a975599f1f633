"""The contrast of all colour pairs in the style sheets, light and dark."""

import gzip
import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "wiki"
EVERYWHERE = (FOLDER / "hswiki.css").read_text(encoding="utf-8")
EDITING = (FOLDER / "editing.css").read_text(encoding="utf-8")
EDITOR = (FOLDER / "editor.css").read_text(encoding="utf-8")
BY_NIGHT = "@media screen and (prefers-color-scheme: dark)"


def _by_scheme(css, pattern):
    """Return {what: {scheme: colour}} for a pattern that finds pairs of what and colour in both schemes."""
    tokens = css.partition("@layer tokens {")[2].partition("@layer ")[0]
    day, _, night = tokens.partition(BY_NIGHT)
    found = {scheme: dict(re.findall(pattern, css)) for scheme, css in (("light", day), ("dark", night))}
    assert found["light"].keys() == found["dark"].keys(), "a colour without its other half"
    return {name: {scheme: colours[name] for scheme, colours in found.items()} for name in found["light"]}


COLOUR = r"--([\w-]+): (#[0-9A-F]{6});"
TOKENS = _by_scheme(EVERYWHERE, COLOUR) | _by_scheme(EDITING, COLOUR)
HUES = _by_scheme(EVERYWHERE, r"\.hue-(\d) \{ --hue: (#[0-9A-F]{6}) \}")

SOFT = ("info-bg", "warn-bg", "err-bg", "ok-bg", "leaf-soft", "accent-soft")

# What is written on what, and the least contrast that WCAG 2.2 asks for (body text: AAA).
WRITTEN_ON = [
    *[("ink", paper, 7) for paper in ("bg", "surface", "sunken")],
    *[("ink-2", paper, 4.5) for paper in ("bg", "surface", "sunken")],
    *[("link", paper, 4.5) for paper in ("bg", "surface", "sunken")],
    *[(name, paper, 4.5) for name in ("visited", "redlink") for paper in ("bg", "surface", "sunken", *SOFT)],
    *[("accent", paper, 4.5) for paper in ("bg", "surface")],
    *[("err", paper, 4.5) for paper in ("bg", "surface", "err-bg")],
    *[("warn", paper, 4.5) for paper in ("bg", "surface", "warn-bg")],
    *[(name, paper, 4.5) for name in ("add-ink", "del-ink") for paper in ("bg", "surface")],
    *[("ink", paper, 7) for paper in SOFT],
    *[(name, paper, 4.5) for name in ("ink-2", "link") for paper in SOFT],
    *[("ink", paper, 7) for paper in ("add-bg", "del-bg")],
    ("info", "info-bg", 4.5),
    ("ok", "ok-bg", 4.5),
    ("leaf", "bg", 4.5),
    ("leaf", "surface", 4.5),
    ("accent", "accent-soft", 4.5),
    ("btn-ink", "link", 4.5),
    ("add-ink", "add-word", 4.5),
    ("del-ink", "del-word", 4.5),
    ("mov-ink", "mov-bg", 4.5),
    *[("focus", paper, 3) for paper in ("bg", "surface", "sunken", "accent-soft", "leaf-soft")],
    *[("line-strong", paper, 3) for paper in ("bg", "surface")],
]


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2 counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_calculated_as_in_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(scheme):
    contrasts = {
        (ink, paper, least): contrast(TOKENS[ink][scheme], TOKENS[paper][scheme])
        for ink, paper, least in WRITTEN_ON
    }
    assert {pair: ratio for pair, ratio in contrasts.items() if ratio < pair[2]} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_initials_and_hues_have_enough_contrast(scheme):
    contrasts = {
        (number, paper): contrast(TOKENS[paper][scheme], hue[scheme])
        for number, hue in HUES.items()
        for paper in ("surface", "bg")
    }
    assert {pair: ratio for pair, ratio in contrasts.items() if ratio < 4.5} == {}


def test_the_hues_are_eight_and_differ():
    assert sorted(HUES) == list("12345678")
    for scheme in ("light", "dark"):
        assert len({hue[scheme] for hue in HUES.values()}) == 8


@pytest.mark.parametrize("css", [EVERYWHERE, EDITING], ids=["everywhere", "editing"])
def test_colours_are_only_in_tokens(css):
    used = css.partition("@layer tokens {")[2].partition("@layer ")[2]
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix|light-dark)\(", used) == []


def test_every_token_that_is_used_exists_and_is_used():
    css = EVERYWHERE + EDITING + EDITOR
    assert set(re.findall(r"var\(--([\w-]+)", css)) == set(re.findall(r"--([\w-]+):", css))


def test_theme_colour_is_that_of_the_header():
    frame = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    painted = re.findall(r'name="theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(.*?)"', frame)
    assert dict(painted) == TOKENS["surface"]


def test_newer_css_is_inside_supports():
    """A grid with areas that are not there lays everything on top of everything."""
    asked = re.search(r"@supports selector\(:has\(a\)\) \{.*?\n\}\n\}", EVERYWHERE, re.DOTALL).group()
    assert "grid-area:" not in EVERYWHERE.replace(asked, "")
    asked = re.search(r"@supports selector\(::details-content\) \{.*?\n\} \}", EVERYWHERE, re.DOTALL).group()
    assert ".menu > summary { display: none }" not in EVERYWHERE.replace(asked, "")


@pytest.mark.parametrize(
    ("css", "raw", "packed"),
    [(EVERYWHERE, 20_000, 6_000), (EDITING, 6_000, 2_000), (EVERYWHERE + EDITING, 25_000, 7_500)],
    ids=["everywhere", "editing", "both"],
)
def test_style_sheets_are_within_their_budget(css, raw, packed):
    assert len(css.encode()) <= raw
    assert len(gzip.compress(css.encode())) <= packed


def _rules_for_widths(css):
    """Yield what stands in each rule for some widths of a window."""
    for rule in re.finditer(r"@media[^{]*width[^{]*\{", css):
        end, depth = rule.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[rule.end() : end]


@pytest.mark.parametrize("name", ["hswiki", "editing", "editor", "preferences", "admin"])
def test_no_colour_differs_between_widths(name):
    """So that axe need not look at every width by night too."""
    css = (FOLDER / f"{name}.css").read_text(encoding="utf-8")
    coloured = (
        r"(?:^|[;{\s])((?:[\w-]*color|background|fill|stroke|opacity|filter|border|outline)[\w-]*:[^;}]*)"
    )
    said = [words for block in _rules_for_widths(css) for words in re.findall(coloured, block)]
    assert [words for words in said if not re.fullmatch(r"border: 0\s*", words)] == []

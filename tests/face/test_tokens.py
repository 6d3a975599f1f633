"""The colours of static/wiki/hswiki.css: every pair that is used can be read, by day and by night."""

import gzip
import re

import pytest
from django.conf import settings

STYLE_SHEET = settings.BASE_DIR / "static" / "wiki" / "hswiki.css"
CSS = STYLE_SHEET.read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)")
TOKENS = {name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall(CSS) if name != "hue"}
HUES = {
    int(number): {"light": light, "dark": dark}
    for number, light, dark in re.findall(
        r"\.hue-(\d) \{ --hue: light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", CSS
    )
}
FALLBACK = re.search(r"@supports not \(color: light-dark.*?\n\}\n", CSS, re.DOTALL).group()

# What is written on what, and the least contrast that WCAG 2.2 asks for (body text: AAA).
WRITTEN_ON = [
    *[("ink", paper, 7) for paper in ("bg", "surface", "sunken")],
    *[("ink-2", paper, 4.5) for paper in ("bg", "surface", "sunken")],
    *[("link", paper, 4.5) for paper in ("bg", "surface", "sunken")],
    *[(name, paper, 4.5) for name in ("visited", "redlink", "accent") for paper in ("bg", "surface")],
    *[("err", paper, 4.5) for paper in ("bg", "surface", "err-bg")],
    *[("warn", paper, 4.5) for paper in ("bg", "surface", "warn-bg")],
    *[(name, paper, 4.5) for name in ("add-ink", "del-ink") for paper in ("bg", "surface")],
    *[("ink", paper, 7) for paper in ("info-bg", "warn-bg", "err-bg", "ok-bg", "leaf-soft", "accent-soft")],
    *[("ink", paper, 7) for paper in ("add-bg", "del-bg")],
    *[("link", paper, 4.5) for paper in ("info-bg", "warn-bg", "err-bg", "ok-bg")],
    ("info", "info-bg", 4.5),
    ("ok", "ok-bg", 4.5),
    ("leaf", "bg", 4.5),
    ("leaf", "surface", 4.5),
    *[(name, "accent-soft", 4.5) for name in ("accent", "link", "visited")],
    ("btn-ink", "btn", 4.5),
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


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), WRITTEN_ON)
def test_what_is_written_can_be_read(ink, paper, least, scheme):
    assert contrast(TOKENS[ink][scheme], TOKENS[paper][scheme]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", range(1, 9))
def test_initials_can_be_read_on_every_hue_and_every_hue_on_the_paper(number, scheme):
    hue = HUES[number][scheme]
    assert contrast(TOKENS["surface"][scheme], hue) >= 4.5
    assert contrast(TOKENS["bg"][scheme], hue) >= 4.5


def test_the_hues_are_eight_and_differ():
    assert sorted(HUES) == list(range(1, 9))
    for scheme in ("light", "dark"):
        assert len({hue[scheme] for hue in HUES.values()}) == 8


def test_an_older_browser_gets_the_light_colours():
    fallback = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", FALLBACK))
    assert {"bg", "surface", "ink", "ink-2", "link", "line-strong", "btn", "btn-ink", "focus"} <= set(
        fallback
    )
    assert fallback == {name: TOKENS[name]["light"] for name in fallback}


def test_colours_stand_in_tokens_only():
    used = CSS.partition("@layer reset {")[2]
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)\(", used) == []


def test_every_token_that_is_used_exists():
    named = set(re.findall(r"--([\w-]+):", CSS))
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= named


def test_the_style_sheet_keeps_its_budget():
    raw = STYLE_SHEET.read_bytes()
    assert len(raw) <= 20_000
    assert len(gzip.compress(raw)) <= 6_000

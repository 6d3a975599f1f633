"""The style sheet of preferences: the colours of both themes and one small font."""

import re

import pytest
from django.conf import settings

from tests.face.test_tokens import EDITING, EVERYWHERE, HUES, TOKENS
from wiki.forms.preferences import FONTS, SIZES, THEMES

FOLDER = settings.BASE_DIR / "static" / "wiki"
CHOSEN = (FOLDER / "preferences.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_has_the_colours_of_the_device_scheme(theme):
    block = re.search(rf":root\[data-theme={theme}\] \{{(.*?)\}}", CHOSEN, re.DOTALL)[1]
    assert f"color-scheme: {theme};" in block
    assert dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block)) == {
        name: colours[theme] for name, colours in TOKENS.items()
    }
    hues = re.findall(rf"\[data-theme={theme}\] \.hue-(\d) \{{ --hue: (#[0-9A-F]{{6}}) \}}", CHOSEN)
    assert dict(hues) == {number: colours[theme] for number, colours in HUES.items()}


def test_style_sheet_has_every_choice_except_the_defaults():
    for name, choices in {"theme": THEMES, "text": SIZES, "font": FONTS}.items():
        assert set(re.findall(rf"data-{name}=(\w+)", CHOSEN)) == {word for word, _ in choices if word}


def test_only_visitors_with_preferences_load_it():
    assert "data-" not in EVERYWHERE + EDITING
    assert len(CHOSEN.encode()) <= 3_000
    assert (FOLDER / "hyperlegible-latin.woff2").stat().st_size <= 36 * 1024


def test_the_font_comes_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "hyperlegible-OFL.txt").read_text()

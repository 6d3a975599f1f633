"""The size of the files that only the edit form loads, compressed."""

import gzip
import re

from django.conf import settings

from wiki.forms.pages import PageForm

STATIC = settings.BASE_DIR / "static"
LOADED = [script.path.removeprefix(settings.STATIC_URL) for script in PageForm.Media.js]
SCRIPTS = {path: (STATIC / path).read_bytes() for path in LOADED}
SHEET = (STATIC / "wiki" / "editor.css").read_bytes()


def packed(scripts):
    return sum(len(gzip.compress(script)) for script in scripts)


def test_scripts_are_within_their_budget():
    ours = [script for path, script in SCRIPTS.items() if path.startswith("wiki/")]
    assert packed(SCRIPTS.values()) <= 20_000
    assert packed(ours) <= 8_000


def test_style_sheet_is_within_its_budget():
    assert len(SHEET) <= 4_500


def test_every_own_script_is_loaded():
    files = {f"wiki/{file.name}" for file in (STATIC / "wiki").glob("*.js")}
    assert files == {path for path in SCRIPTS if path.startswith("wiki/")}


def test_no_own_script_listens_to_keys():
    """Tab leaves the field, and the browser's shortcuts are the browser's."""
    assert not [path for path, script in SCRIPTS.items() if path.startswith("wiki/") and b"keydown" in script]


def test_colours_of_the_style_sheet_are_tokens():
    assert not re.findall(rb"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix|light-dark)\(", SHEET)

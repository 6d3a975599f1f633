"""Scripts by others are just what their authors published, and each is named with its licence."""

import hashlib
import tomllib

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "vendor"
SCRIPTS = tomllib.loads((FOLDER / "VENDOR.toml").read_text(encoding="utf-8"))["script"]
REASONS = (settings.BASE_DIR / "docs" / "dependencies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_a_script_by_others_is_as_it_was_published(script):
    file = FOLDER / script["file"]
    assert hashlib.sha512(file.read_bytes()).hexdigest() == script["sha512"]
    assert script["version"] in script["file"]
    assert "Permission is hereby granted" in (file.parent / "LICENSE").read_text(encoding="utf-8")
    assert f"`{script['name']}`" in REASONS


def test_nothing_else_lies_beside_them():
    named = {FOLDER / script["file"] for script in SCRIPTS}
    files = {file for file in FOLDER.rglob("*") if file.is_file()}
    assert files == named | {file.parent / "LICENSE" for file in named} | {FOLDER / "VENDOR.toml"}

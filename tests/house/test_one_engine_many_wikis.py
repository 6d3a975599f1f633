"""The engine knows no wiki by name: what is about one show is in fixtures/."""

from pathlib import Path

from django.conf import settings

ENGINE = ["hswiki", "wiki", "templates", "static"]
NAMES_OF_ONE_WIKI = ["heartstopper", "oseman", "netflix", "radio times", "radio-times"]


def test_the_engine_knows_no_show():
    found = [
        f"{path}: {name}"
        for folder in ENGINE
        for path in Path(settings.BASE_DIR, folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".txt"}
        for name in NAMES_OF_ONE_WIKI
        if name in path.read_text(encoding="utf-8").lower()
    ]
    assert not found

"""What the documents say is true, and the locks say nothing about where packages come from."""

import json
import re
import tomllib

from django.conf import settings

ROOT = settings.BASE_DIR
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# A path stands in code quotes and has a slash inside; an address begins with one.
PATH = re.compile(r"`((?!/)[\w.-]+(?:/[\w.-]*)+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
MADE_WHEN_RUN = ("var/", ".venv/")


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 120


def test_the_first_screen_has_both_commands():
    commands = [line[:10].rstrip() for line in README.splitlines()[:40] if line.startswith("make ")]
    assert {"make serve", "make test"} <= set(commands)


def test_every_path_that_is_named_exists():
    missing = [
        f"{document.relative_to(ROOT)} names {path.relative_to(ROOT)}"
        for document in DOCUMENTS
        for path in paths_named_in(document)
        if not path.exists()
    ]
    assert missing == []


def paths_named_in(document):
    text = document.read_text()
    named = [ROOT / path for path in PATH.findall(text) if not path.startswith(MADE_WHEN_RUN)]
    return named + [document.parent / path for path in LINK.findall(text)]


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for document in DOCUMENTS for name in re.findall(r"`make (\w+)", document.read_text())}
    assert named - targets == set()


def test_every_dependency_has_a_reason():
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    lines = [line for file in (ROOT / "requirements").glob("*.in") for line in file.read_text().splitlines()]
    names = {re.match(r"[\w-]+", line)[0] for line in lines if line and not line.startswith(("-", "#"))}
    assert {name for name in names if f"`{name}`" not in reasons} == set()


def test_a_lock_names_no_place_on_the_net():
    places = {lock.name: re.findall(r"^-.*|.*://.*", lock.read_text(), re.MULTILINE) for lock in LOCKS}
    assert places == {lock.name: [] for lock in LOCKS}


def test_what_npm_fetches_has_a_checksum_a_reason_and_no_place_on_the_net():
    lock = json.loads((ROOT / "requirements" / "package-lock.json").read_text())
    wanted, *packages = lock["packages"].values()
    assert [one for one in packages if "integrity" not in one or "resolved" in one] == []
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    assert [
        name for name in wanted["dependencies"] | wanted["devDependencies"] if f"`{name}`" not in reasons
    ] == []


def test_the_locks_agree():
    pinned = [set(re.findall(r"^[\w-]+==[^\s;\\]+", lock.read_text(), re.MULTILINE)) for lock in LOCKS]
    names = [pin.split("==")[0] for pin in set.union(*pinned)]
    assert {name for name in names if names.count(name) > 1} == set()


def test_the_licence_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()
    assert "AGPL-3.0-or-later" in README

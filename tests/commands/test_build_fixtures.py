"""The fixture is built on a database that is thrown away, and checked without being changed."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.each_database, pytest.mark.slow]

PAGE = "fixtures/orchard/person/ada-marsh.md"
FIXTURE = "fixtures/orchard.json"


PAGE_AS_WRITTEN = """+++
title = "Ada Marsh"
summary = "Initial import"
date = 2031-04-01T12:00:00Z
+++
She plants a tree.
"""


@pytest.fixture
def project(tmp_path):
    """A copy of the project with state of its own; one page of its only wiki is written, none is built."""
    for name in ("hswiki", "wiki"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text(PAGE_AS_WRITTEN)
    (tmp_path / FIXTURE).write_text("[]")
    return tmp_path


def build(project, *options):
    environment = {"PATH": os.environ["PATH"], "HSWIKI_VAR": str(project / "var")}
    return subprocess.run(
        [sys.executable, "manage.py", "build_fixtures", *options],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_a_fixture_that_is_not_what_its_folder_says_is_named_and_can_be_built(project):
    checked = build(project, "--check")
    assert checked.returncode != 0
    assert "orchard.json is out of date. Run `make fixtures`." in checked.stderr
    assert (project / FIXTURE).read_text() == "[]"
    built = build(project)
    assert (built.returncode, "Wrote orchard.json from 1 files." in built.stdout) == (0, True)
    assert (project / FIXTURE).read_text().count("She plants a tree.") == 1
    assert not list((project / "var").glob("*.sqlite3"))


def test_files_that_can_not_be_read_are_named_and_nothing_is_built(project):
    (project / PAGE).write_text("No header.")
    assert said_of(build(project)) == [
        f"CommandError: {project / PAGE}:1: a page begins with a TOML header between two lines of +++"
    ]
    assert (project / FIXTURE).read_text() == "[]"


def test_pages_that_can_not_be_imported_are_named_with_the_line_and_nothing_is_built(project):
    write(project, "person/ada.md", PAGE_AS_WRITTEN.replace("Ada Marsh", "Ada #1"))
    write(project, "article/ada.md", PAGE_AS_WRITTEN)
    write(
        project, "character/pip.md", PAGE_AS_WRITTEN.replace("Ada Marsh", "Pip"), "[facts.eats]\nvalue = 'x'"
    )
    write(project, "season/one.md", PAGE_AS_WRITTEN.replace("Ada Marsh", "One"), SEASON)
    folder = project / "fixtures" / "orchard"
    first, *others = said_of(build(project))
    assert sorted([first.removeprefix("CommandError: "), *others]) == [
        f"{folder}/article/ada.md:2: “Ada Marsh” is the title of person-ada-marsh too.",
        f"{folder}/character/pip.md:6: eats: A character has no such fact.",
        f"{folder}/person/ada.md:2: A title can't contain #",
        f"{folder}/season/one.md:13: cast: There is no page called “character-nobody”.",
        f"{folder}/season/one.md:6: show: There is no page called “show-nowhere”.",
    ]
    assert (project / FIXTURE).read_text() == "[]"


SEASON = """[facts.show]
value = "show-nowhere"

[facts.number]
value = 1

[[facts.casting]]
id = "r1"
character = "character-nobody"
"""


def write(project, name, text, facts=""):
    path = project / "fixtures" / "orchard" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("00Z\n+++", f"00Z\n{facts}\n+++"))


def said_of(built):
    """Return the lines that a command said after the checks of Django, and see that it failed in words."""
    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    lines = [line for line in built.stderr.splitlines() if line]
    return lines[next(place for place, line in enumerate(lines) if line.startswith("CommandError")) :]

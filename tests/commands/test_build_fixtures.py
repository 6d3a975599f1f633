"""The fixture is built on a database that is thrown away, and checked without being changed."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

PAGE = "fixtures/orchard/person/ada-marsh.md"
FIXTURE = "fixtures/orchard.json"


PAGE_AS_WRITTEN = """+++
title = "Ada Marsh"
summary = "First edition"
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
    assert "orchard.json is not what its folder says. Run `make fixtures`." in checked.stderr
    assert (project / FIXTURE).read_text() == "[]"
    built = build(project)
    assert (built.returncode, "Wrote orchard.json from 1 files." in built.stdout) == (0, True)
    assert (project / FIXTURE).read_text().count("She plants a tree.") == 1
    assert not list((project / "var").glob("*.sqlite3"))


def test_a_file_that_can_not_be_read_is_named_and_nothing_is_built(project):
    (project / PAGE).write_text("No header.")
    built = build(project)
    assert built.returncode != 0
    assert "ada-marsh.md: a page begins with a TOML header" in built.stderr
    assert (project / FIXTURE).read_text() == "[]"

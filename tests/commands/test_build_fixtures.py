"""The fixture is built on a database that is thrown away, and checked without being changed."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
JOE = "fixtures/heartstopper/person/joe-locke.md"
FIXTURE = "fixtures/heartstopper.json"


@pytest.fixture
def project(tmp_path):
    """A copy of the project with state of its own."""
    for name in ("hswiki", "wiki", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
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
    before = (project / FIXTURE).read_text()
    file = project / JOE
    file.write_text(file.read_text() + "\nJoe Locke is from the Isle of Man, says nobody here.\n")
    checked = build(project, "--check")
    assert checked.returncode != 0
    assert "heartstopper.json is not what its folder says. Run `make fixtures`." in checked.stderr
    assert (project / FIXTURE).read_text() == before
    built = build(project)
    assert (built.returncode, "Wrote heartstopper.json from 84 files." in built.stdout) == (0, True)
    assert (project / FIXTURE).read_text().count("says nobody here") == 1
    assert not list((project / "var").glob("*.sqlite3"))


def test_a_file_that_can_not_be_read_is_named_and_nothing_is_built(project):
    before = (project / FIXTURE).read_text()
    (project / JOE).write_text("No header.")
    built = build(project)
    assert built.returncode != 0
    assert "joe-locke.md: a page begins with a TOML header" in built.stderr
    assert (project / FIXTURE).read_text() == before

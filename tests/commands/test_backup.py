"""A backup is one file, made while the wiki is served; restoring it brings back everything as it was."""

import os
import stat
import subprocess
from contextlib import nullcontext
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.postgres import another_database
from tests.served import Server

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.each_database]

WRITE = """
from wiki.actions.pages.editing import create_page
from wiki.models import User
member, _is_new = User.objects.get_or_create(username="bob")
create_page("{title}", "article", by=member, body="{title} is round.", facts={{}})
"""
COUNT = """
from wiki.models import Page, Revision, SearchEntry
print(Page.objects.count(), Revision.objects.count(), SearchEntry.objects.count())
"""


class Wiki(Server):
    def write(self, title):
        self.run("shell", "--no-imports", "--command", WRITE.format(title=title))

    def counts(self):
        return self.run("shell", "--no-imports", "--command", COUNT).split()

    def backups(self, name):
        return sorted(Path(self.environment["HSWIKI_VAR"], "backups").glob(f"*{name}.backup"))


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    """A wiki with one page, in a database of its own."""
    url = os.environ.get("DATABASE_URL")
    with another_database(url, f"backup_{os.getpid()}") if url else nullcontext() as database_url:
        wiki = Wiki(tmp_path_factory.mktemp("wiki"), database_url=database_url)
        wiki.run("migrate", "--verbosity=0")
        wiki.write("Apple")
        yield wiki


def make(wiki, *command):
    environment = wiki.environment | {"PATH": os.environ["PATH"]}
    result = subprocess.run(["make", *command], env=environment, capture_output=True, text=True, check=True)
    return result.stdout


def test_a_wiki_is_restored_as_it_was_and_what_it_had_is_kept(wiki, tmp_path):
    path = tmp_path / "apple.backup"
    with wiki.served():
        assert "apple.backup (" in make(wiki, "backup", f"TO={path}")
        wiki.write("Banana")
        assert wiki.counts() == ["2", "2", "2"]
        assert "Restart the server" in make(wiki, "restore", f"FROM={path}")
    assert wiki.counts() == ["1", "1", "1"]
    with wiki.served(), urlopen(f"{wiki.url}/wiki/Apple") as page:
        assert "Apple is round." in page.read().decode()
    (before,) = wiki.backups("before-restore")
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    wiki.write("Cherry")
    wiki.run("restore", str(before))
    assert wiki.counts() == ["2", "2", "2"]
    wiki.run("check_wiki")


def test_what_is_no_backup_or_would_be_written_over_is_refused_and_nothing_is_changed(wiki, tmp_path):
    before = wiki.counts()
    missing, other, kept = (tmp_path / name for name in ("missing", "other", "kept"))
    other.write_bytes(b"SQLite format 3\0 and then nothing")
    wiki.run("backup", str(kept))
    half = tmp_path / "half"
    half.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    size = kept.stat().st_size
    for command, reason in (
        (("restore", str(missing)), "There is no file"),
        (("restore", str(other)), ""),
        (("restore", str(half)), ""),
        (("backup", str(kept)), "exists already. Choose another file."),
    ):
        with pytest.raises(AssertionError, match=f"CommandError: .*{reason}") as failed:
            wiki.run(*command)
        assert "Traceback" not in str(failed.value)
    assert kept.stat().st_size == size
    assert wiki.counts() == before

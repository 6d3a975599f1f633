"""A wiki of the first version, with edits in it, is upgraded as docs/operations.md says.

tests/upgrades/first.sql.gz is a dump of its SQLite database. Bob wrote six pages, Eve filled "Apples" with
bees and emptied "Pip Russet", and Alice, a moderator, and Bob restored them.
"""

import gzip
import re
import sqlite3
from pathlib import Path

import pytest

from tests.race.editors import Editor
from tests.served import Server

pytestmark = pytest.mark.slow

DUMP = Path(__file__).parent.parent / "upgrades" / "first.sql.gz"
HISTORY = """
from wiki.models import Revision
for revision in Revision.objects.order_by("pk"):
    columns = (revision.number, revision.author, revision.summary, revision.body)
    print(revision.page, *columns, sep="|", end="\\0")
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Return the folder of a wiki of the first version, and its revisions: (page, number, body)."""
    folder = tmp_path_factory.mktemp("upgrade")
    (folder / "var").mkdir()
    with sqlite3.connect(folder / "var" / "hswiki.sqlite3") as database:
        database.executescript(gzip.decompress(DUMP.read_bytes()).decode())
        rows = database.execute("SELECT page_id, number, body FROM wiki_revision ORDER BY id").fetchall()
    return folder, rows


@pytest.fixture(scope="module")
def wiki(before):
    """Upgrade the wiki and serve it."""
    server = Server(before[0])
    server.run("migrate", "--verbosity=0")
    assert server.run("rebuild") == "Rebuilt 6 pages.\n"
    server.run("collectstatic", "--noinput", "--verbosity=0")
    with server.served():
        yield server


def test_everything_is_consistent(wiki):
    assert "6 pages with 13 revisions: 0 faults" in wiki.run("check_wiki")


def test_no_revision_is_lost_or_changed(before, wiki):
    upgraded = wiki.run("shell", "--no-imports", "--command", HISTORY).split("\0")[:-1]
    assert [line.split("|", 4)[4] for line in upgraded] == [body for _page, _number, body in before[1]]
    assert "Apples|4|Eve||MORE BEES" in upgraded
    assert any(
        line.startswith("Apples|5|Alice|Rolled back 2 edits by Eve to revision 2|") for line in upgraded
    )


def test_visitors_read_it_without_what_they_have_not_watched(wiki):
    visitor = Editor(wiki.url, "nobody")
    assert "Red and green." in visitor.ask("/wiki/Apples").text
    season = visitor.ask("/wiki/The_Orchard_season_1").text
    assert "Two trees." in season
    assert "One of them falls." not in season
    assert "Ada Marsh" in season
    assert "a worm" not in visitor.ask("/wiki/Pip_Russet").text
    assert "Pip Russet" in visitor.ask("/search?q=gardener").text
    assert len(set(re.findall(r'href="/revision/(\d+)"', visitor.ask("/history/Apples").text))) == 5


def test_a_member_logs_in_with_the_password_of_then_and_edits(wiki):
    bob = Editor(wiki.url, "Bob")
    bob.log_in()
    assert bob.save("Apples", lambda body, _token: f"{body}\n\nAnd yellow.").status == 302
    assert "And yellow." in bob.ask("/wiki/Apples").text
    assert bob.save("Ada_Marsh", lambda body, _token: f"{body}\n\nAnd pears.").status == 302
    assert "0 faults" in wiki.run("check_wiki")

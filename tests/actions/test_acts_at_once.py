"""Two acts at once, on PostgreSQL: neither waits for the other for ever, and no page keeps an old look."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import combinations_with_replacement
from threading import Event

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from tests.builders import again, alice, authored, change, dana, row, somebody, value, write
from wiki.actions.history.revisions import hide_revision, patrol
from wiki.actions.imports import import_pages
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.moderation.proposals import accept, reject
from wiki.actions.moderation.purging import purge
from wiki.actions.moderation.roll_back import roll_back, roll_back_member
from wiki.actions.pages.editing import create_page, edit_page, restore_revision
from wiki.actions.pages.public_state import rebuild_pages
from wiki.actions.people.accounts import change_groups, close_account, promote_if_ready, rename_member
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.models import JournalEntry, Page, RevisionMark, User
from wiki.queries.viewers import Viewer
from wiki.refusals import Refused
from wiki.text.progress import SAFE
from wiki.views.pages.reading import read

pytestmark = [
    pytest.mark.each_database,
    pytest.mark.usefixtures("transactional_db"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

PAUSE = 0.002  # seconds after each statement that locks, so that acts meet in the middle
LOCKS = ("INSERT", "UPDATE", "DELETE", "SELECT pg_advisory")


class Scene:
    """Pages and people of their own, on which two acts meet."""

    def __init__(self, number):
        self.name = f"Scene {number}"
        self.vic = somebody(f"Vic{number}")
        self.source = self._write("source", "source", facts={"key": value(f"scene-{number}")})
        self.pip = self._write("Pip", "character")
        cites = (self.source, "page 1")
        friend = row("pip", cites, kind="friend", other=self.pip.uid)
        self.nan = self._write("Nan", "character", facts={"relationships": [friend]})
        self.article = self._write(
            "article", body=f"[[{self.name} Pip]] [[{self.name} red]] [@scene-{number}]"
        )
        self.gone = self._write("gone", body=f"[[{self.name} Nan]]")
        delete_page(self.gone, by=dana(), reason="x")
        self.old = self.article.current
        change(self.article, by=self.vic, body=f"{self.old.body} Rubbish [[{self.name} gone]]")
        self.proposal = change(
            self.nan,
            by=somebody(f"Bob{number}"),
            body=f"[a](https://scene{number}.example) [[{self.name} Pip]]",
        )

    def _write(self, title, kind="article", **more):
        return write(f"{self.name} {title}", kind, by=dana(), **more)


def edit(page, body, by=dana, **facts):
    page = again(page)
    edit_page(page, by=by(), base=page.current, body=body, facts=page.current.facts | facts)


ACTS = {
    "create": lambda at: create_page(
        f"{at.name} red", "article", by=dana(), body=f"[[{at.name} Pip]]", facts={}
    ),
    "create again": lambda at: create_page(f"{at.name} gone", "article", by=dana(), body="x", facts={}),
    "edit": lambda at: edit(at.article, f"Edited [[{at.name} Nan]] [[{at.name} gone]]"),
    "edit facts": lambda at: edit(at.nan, "", relationships=[row("new", kind="parent", other=at.pip.uid)]),
    "edit other": lambda at: edit(at.pip, f"[[{at.name} article]]", full_name=value("Pip")),
    "edit source": lambda at: edit(at.source, "", key=value(f"other-{at.name[6:]}")),
    "restore revision": lambda at: restore_revision(at.old, by=dana(), base=again(at.article).current),
    "move": lambda at: move_page(at.pip, by=dana(), title=f"{at.name} Pip R."),
    "swap": lambda at: move_page(at.nan, by=dana(), title=f"{at.name} red", keep_old=False),
    "add title": lambda at: add_title(at.article, by=dana(), title=f"{at.name} red"),
    "remove title": lambda at: remove_title(at.article, by=dana(), title=f"{at.name} red"),
    "delete": lambda at: delete_page(at.pip, by=dana(), reason="x"),
    "delete other": lambda at: delete_page(at.article, by=alice(), reason="x"),
    "restore": lambda at: restore_page(at.gone, by=dana(), reason="x"),
    "hide": lambda at: hide_revision(at.old, by=dana(), parts=["author"], reason="x"),
    "patrol": lambda at: patrol(again(at.article).current, by=alice()),
    "roll back": lambda at: roll_back(at.article, by=alice(), author=at.vic),
    "roll back member": lambda at: roll_back_member(at.vic, by=dana(), reason="x"),
    "accept": lambda at: accept(at.proposal, by=dana(), changed_at=at.proposal.changed_at),
    "reject": lambda at: reject(at.proposal, by=alice(), reason="x"),
    "purge": lambda at: purge(at.nan, [at.proposal.base], reason="x"),
    "block": lambda at: block_member(at.vic, by=alice(), reason="x"),
    "groups": lambda at: change_groups(at.vic, ["Trusted"], by=dana()),
    "rename": lambda at: rename_member(at.vic, by=dana(), name=f"Vicky{at.name[6:]}", reason="x"),
    "close": lambda at: close_account(at.vic, by=at.vic),
    "import": lambda at: import_pages([authored(f"red-{at.name[6:]}", title=f"{at.name} red")]),
    "rebuild": lambda at: rebuild_pages(
        Page.objects.filter(titles__key__startswith=at.name.lower()).distinct()
    ),
    "promote": lambda at: promote_if_ready(User.objects.get(pk=at.vic.pk)),
}


def at_once(*acts):
    """Do acts at the same time, each on a connection of its own; return what they raised."""

    def one(act):
        try:
            with connection.execute_wrapper(slowly):
                act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result() for done in [threads.submit(one, act) for act in acts]]


def slowly(execute, sql, *arguments):
    result = execute(sql, *arguments)
    if sql.startswith(LOCKS) or "FOR NO KEY UPDATE" in sql:
        time.sleep(PAUSE)
    return result


def test_no_pair_of_acts_waits_for_ever(pytestconfig, capsys):
    pairs = list(combinations_with_replacement(ACTS, 2))[:: pytestconfig.getoption("every_pair")]
    for number, pair in enumerate(pairs):
        scene = Scene(number)
        at_once(*(partial(ACTS[name], scene) for name in pair))
    call_command("check_wiki")
    assert ": 0 faults." in capsys.readouterr().out


@pytest.fixture
def scene():
    return Scene(0)


def look(page):
    """Return how the page is touched now and then how it looks, as a reader's cache would ask."""
    touched = Page.objects.get(pk=page.pk).touched
    visitor = RequestFactory().get("/")
    visitor.user = AnonymousUser()
    visitor.viewer = Viewer(visitor.user, SAFE)
    return touched, read(visitor, str(again(page)).replace(" ", "_")).content


class Gate:
    """Stops an act after its first statement with these words, until it is opened."""

    def __init__(self, words):
        self.words, self.reached, self.opened = words, Event(), Event()

    def __call__(self, execute, sql, *arguments):
        result = execute(sql, *arguments)
        if self.words in sql and not self.reached.is_set():
            self.reached.set()
            assert self.opened.wait(20)
        return result

    def run(self, act):
        try:
            with connection.execute_wrapper(self):
                act()
        finally:
            connection.close()


def waits_for_a_lock():
    """Wait until somebody waits for a lock, for two seconds at most."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("name", ["create", "restore", "delete", "swap", "import"])
def test_a_page_that_begins_to_link_while_a_title_comes_or_goes_does_not_keep_an_old_look(scene, name):
    linking = write("Linking", by=dana(), body="Nothing yet.")
    body = " ".join(f"[[{scene.name} {title}]]" for title in ("red", "gone", "Pip"))
    saving, retitling = Gate('INSERT INTO "wiki_pagelink"'), Gate("FOR NO KEY UPDATE")
    with ThreadPoolExecutor(2) as threads:
        saved = threads.submit(saving.run, lambda: edit(linking, body))
        assert saving.reached.wait(10)
        retitled = threads.submit(retitling.run, lambda: ACTS[name](scene))
        waits_for_a_lock()
        saving.opened.set()
        saved.result()
        assert retitling.reached.wait(10)
        touched, before = look(linking)
        retitling.opened.set()
        retitled.result()
    now, after = look(linking)
    assert after != before
    assert now > touched


def test_a_rebuild_waits_for_an_edit_and_writes_what_it_saved(scene):
    saving = Gate('INSERT INTO "wiki_revision"')
    with ThreadPoolExecutor(2) as threads:
        saved = threads.submit(saving.run, lambda: edit(scene.article, f"[[{scene.name} Nan]]"))
        assert saving.reached.wait(10)
        rebuilt = threads.submit(at_once, lambda: rebuild_pages(Page.objects.all()))
        assert waits_for_a_lock()
        saving.opened.set()
        saved.result()
        assert rebuilt.result() == [None]
    (link,) = again(scene.article).links.all()
    assert link.target_key == f"{scene.name.lower()} nan"


def test_of_two_who_roll_back_at_once_one_is_told_so_and_the_journal_has_one_entry(scene):
    told = at_once(
        *(lambda by=by: roll_back(scene.article, by=by, author=scene.vic) for by in (alice(), dana()))
    )
    assert sorted(refusal is None for refusal in told) == [False, True]
    assert JournalEntry.objects.filter(action="roll_back").count() == 1
    reverted = RevisionMark.objects.filter(reverted=True).values_list("revision__author__username", flat=True)
    assert list(reverted) == [scene.vic.username]


@pytest.mark.parametrize("name", ["block", "groups"])
def test_a_decision_about_a_member_waits_until_their_promotion_is_through(scene, settings, name):
    settings.WIKI_TRUSTED_AFTER_DAYS = settings.WIKI_TRUSTED_AFTER_EDITS = 0
    promoting = Gate('FROM "wiki_block"')
    with ThreadPoolExecutor(2) as threads:
        promoted = threads.submit(promoting.run, lambda: ACTS["promote"](scene))
        assert promoting.reached.wait(10)
        decided = threads.submit(at_once, lambda: ACTS[name](scene))
        assert waits_for_a_lock()
        promoting.opened.set()
        promoted.result()
        assert decided.result() == [None]
    assert scene.vic.groups.filter(name="Trusted").exists()

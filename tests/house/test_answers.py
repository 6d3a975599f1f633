"""Answers to visitors are kept in memory, and are given again only while they hold."""

import gzip
from datetime import timedelta
from time import sleep

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from hswiki.answers import ENTRY_BYTES, PARAMETERS, KeptAnswers
from tests.builders import (
    alice,
    bob,
    change,
    change_fact,
    dana,
    orchard as write_orchard,
    value,
    write,
    write_episode,
)
from tests.doors import browser_of
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.moderation.protection import protect_page
from wiki.actions.people.accounts import rename_member
from wiki.actions.titles.moving import move_page
from wiki.forms.filters import ContributionsFilter, HistoryFilter, JournalFilter, RecentFilter
from wiki.models import Level, Protected

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

MEGABYTE = 1024 * 1024
LISTS = ["home", "recent", "pages", "characters", "journal"]


class Server:
    """A worker that keeps answers; `asked` has the paths about which it has asked Django."""

    def __init__(self, max_bytes=MEGABYTE, meanwhile=None):
        self.django, self.asked, self.meanwhile = WSGIHandler(), [], meanwhile
        self.kept = KeptAnswers(self._ask, max_bytes)

    def _ask(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        response = self.django(environ, start_response)
        if self.meanwhile:
            self.meanwhile()
        return response

    def get(self, path, method="get", **headers):
        """Return (status, headers, text) of the answer."""
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        begun = []
        request = getattr(RequestFactory(), method)(path, headers=headers)
        response = self.kept(request.environ, lambda status, pairs: begun.extend([status, dict(pairs)]))
        body = b"".join(response)
        if begun[1].get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return begun[0], begun[1], body.decode()

    def text(self, path, **headers):
        return self.get(path, **headers)[2]


@pytest.fixture(autouse=True)
def _connection():
    """Let the connection of the test stay open, as Django's own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def apple():
    return write("Apple", body="Round.")


def test_a_page_is_made_once_until_it_is_edited(apple):
    server = Server()
    assert server.get("/wiki/Apple") == server.get("/wiki/Apple")
    assert server.asked == ["/wiki/Apple"]
    change(apple, body="Red.")
    assert "Red." in server.text("/wiki/Apple")
    assert "Red." in server.text("/wiki/Apple")
    assert server.asked == ["/wiki/Apple"] * 2


def test_every_worker_gives_the_new_page(apple):
    workers = [Server(), Server()]
    assert ["Round." in worker.text("/wiki/Apple") for worker in workers] == [True, True]
    change(apple, body="Red.")
    assert ["Red." in worker.text("/wiki/Apple") for worker in workers] == [True, True]


def test_an_edit_elsewhere_leaves_a_page_kept_and_makes_lists_anew(apple):
    server = Server()
    server.text("/wiki/Apple")
    before = {name: server.text(reverse(name)) for name in LISTS}
    write("Banana", "character", body="Long.")
    after = {name: server.text(reverse(name)) for name in LISTS}
    assert [name for name in LISTS if before[name] != after[name]] == [
        "home",
        "recent",
        "pages",
        "characters",
    ]
    assert server.asked == ["/wiki/Apple", *[reverse(name) for name in LISTS] * 2]
    server.text("/wiki/Apple")
    assert server.asked.count("/wiki/Apple") == 1


def test_a_page_with_a_red_link_is_made_anew_when_the_link_turns_blue(apple):
    server = Server()
    change(apple, body="[[Banana]]")
    assert '<a href="/wiki/Banana">' not in server.text("/wiki/Apple")
    write("Banana", body="Long.")
    assert 'href="/wiki/Banana"' in server.text("/wiki/Apple")


def test_what_a_page_asks_its_readers_follows_the_show():
    server, world = Server(), write_orchard()
    assert "S1E2" not in server.text("/wiki/Pip_Russet", cookie="progress=orchard:s1e1")
    for number, title in ((1, "Seeds"), (2, "Frost")):
        write_episode(world.season, number, title)
    assert "S1E2" in server.text("/wiki/Pip_Russet", cookie="progress=orchard:s1e1")


def test_a_page_that_is_deleted_or_moved_is_not_given_again(apple):
    server = Server()
    for act, status in (
        (lambda: delete_page(apple, by=dana(), reason="x"), "410 Gone"),
        (lambda: restore_page(apple, by=dana(), reason="x"), "200 OK"),
        (lambda: move_page(apple, by=dana(), title="Pear"), "301 Moved Permanently"),
    ):
        assert server.get("/wiki/Apple")[0] != status
        act()
        assert server.get("/wiki/Apple")[0] == status


def test_a_member_who_is_renamed_is_not_called_by_the_old_name(apple):
    server = Server()
    assert "Bob" in server.text("/history/Apple")
    rename_member(bob(), by=dana(), name="Robert", reason="x")
    assert "Bob" not in server.text("/history/Apple")


def test_a_protection_that_ends_is_not_shown_any_more(apple):
    server, end = Server(), timezone.now() + timedelta(seconds=0.5)
    protect_page(
        apple, by=alice(), what=Protected.EDIT, level=Level.MODERATORS, reason="Quarrel", expires_at=end
    )
    assert "Quarrel" in server.text("/history/Apple")
    sleep(0.6)
    assert "Quarrel" not in server.text("/history/Apple")


def test_an_answer_that_was_made_during_an_edit_is_not_given_after_it(apple):
    edits = iter([lambda: change(apple, body="Red."), *[lambda: None] * 9])
    server = Server(meanwhile=lambda: next(edits)())
    for path in ("/wiki/Apple", "/recent"):
        server.text(path)
    assert "Red." in server.text("/wiki/Apple")


def test_readers_at_different_points_get_different_answers():
    server, world = Server(), write_orchard()
    for number, title in ((1, "Seeds"), (2, "Frost")):
        write_episode(world.season, number, title)
    change(world.pip, body="Pip plants.\n\n>!S1E2: Frost comes!<")
    cookies = ["progress=orchard:s1e1", "progress=orchard:s1", ""]
    told = ["Frost comes" in server.text("/wiki/Pip_Russet", cookie=cookie) for cookie in cookies * 2]
    assert told == [False, True, False] * 2
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "preferences=dark.."}, {"host": "localhost"}, {"accept_encoding": "gzip"}],
    ids=["preferences", "host", "encoding"],
)
def test_what_an_answer_depends_on_keeps_it_apart(apple, headers):
    server = Server()
    for _time in range(2):
        assert server.get("/wiki/Apple", **headers)[0] == server.get("/wiki/Apple")[0] == "200 OK"
    assert len(server.asked) == 2


@pytest.mark.parametrize("cookie", ["once=x", "messages=x", "csrftoken=x", "sessionid=x", "progress=x; y=z"])
def test_a_request_with_any_other_cookie_goes_to_django(apple, cookie):
    server = Server()
    for _time in range(2):
        assert server.get("/wiki/Apple", cookie=cookie)[0] == "200 OK"
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/wiki/Apple?utm_source=x", "get"),
        ("/wiki/Apple", "head"),
        ("/wiki/Nowhere", "get"),
        ("/wiki/apple", "get"),
        ("/accounts/login/", "get"),
        ("/report?title=Apple", "get"),
        ("/suggest?q=ap", "get"),
    ],
)
def test_what_visitors_do_not_share_is_not_kept(apple, path, method):
    server = Server()
    for _time in range(2):
        server.get(path, method)
    assert len(server.asked) == 2


def test_a_member_is_not_given_the_page_of_a_visitor(apple):
    server = Server()
    visitor = server.text("/wiki/Apple")
    session = browser_of(bob()).cookies["sessionid"].value
    assert "Bob" in server.text("/wiki/Apple", cookie=f"sessionid={session}")
    assert server.text("/wiki/Apple") == visitor


def test_a_browser_that_has_the_page_is_told_so_until_it_changes(apple):
    server = Server()
    tag = server.get("/wiki/Apple", if_none_match='"other"')[1]["ETag"]
    for condition in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        status, headers, text = server.get("/wiki/Apple", if_none_match=condition)
        assert (status, text, headers["ETag"]) == ("304 Not Modified", "", tag)
        assert "Content-Length" not in headers
    assert len(server.asked) == 1
    change(apple, body="Red.")
    assert server.get("/wiki/Apple", if_none_match=tag)[0] == "200 OK"


def test_the_least_recently_used_answers_go_when_there_are_too_many_bytes(apple):
    size = ENTRY_BYTES + len(Server().text("/wiki/Apple"))
    server = Server(max_bytes=3 * size)
    pages = [write(f"Apple{number}", body="Round.") for number in range(3)]
    paths = [f"/wiki/{page}" for page in pages]
    for path in (*paths, paths[0], "/raw/Apple"):  # the second was used least recently
        server.text(path)
        assert server.kept.bytes_kept <= 3 * size
    asked = len(server.asked)
    server.text(paths[0])
    assert len(server.asked) == asked
    server.text(paths[1])
    assert len(server.asked) == asked + 1


def test_an_answer_larger_than_the_bound_is_given_and_not_kept(apple):
    server = Server(max_bytes=100)
    assert "Round." in server.text("/wiki/Apple")
    assert server.kept.bytes_kept == 0


@pytest.mark.parametrize("form", [HistoryFilter, RecentFilter, ContributionsFilter, JournalFilter])
def test_every_filter_is_a_known_parameter(form):
    assert form.base_fields.keys() <= PARAMETERS


def test_a_new_episode_changes_no_more_than_it_must(apple):
    server, world = Server(), write_orchard()
    change_fact(world.pip, "full_name", value("Philip Russet"))
    raw = server.text("/raw/Pip_Russet")
    write_episode(world.season, 1, "Seeds")
    assert server.text("/raw/Pip_Russet") == raw

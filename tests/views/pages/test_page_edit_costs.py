"""What a save asks of the database, as a running server counts it: BEGIN, COMMIT and rate limits included."""

from contextlib import contextmanager
from cProfile import Profile
from pstats import Stats

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hswiki.settings.base import COUNTERS
from tests.builders import again, somebody
from tests.doors import browser_of
from tests.markup import form_fields

pytestmark = pytest.mark.slow

MOST_OF_AN_ARTICLE = 20
MOST_OF_A_SEASON = 26
# An advisory lock, a savepoint for the locks of rows, and a second look under them (actions/locking.py).
MORE_ON_POSTGRESQL = 4


@contextmanager
def at_most(count):
    """Fail with a list of the queries when more than `count` are asked.

    Inside a test BEGIN and COMMIT are SAVEPOINT and RELEASE SAVEPOINT, and counted too.
    """
    if connection.vendor == "postgresql":
        count += MORE_ON_POSTGRESQL
    with CaptureQueriesContext(connection) as queries:
        yield
    listed = "\n".join(f"{number}. {query['sql']}" for number, query in enumerate(queries, 1))
    if len(queries) > count:
        pytest.fail(f"{len(queries)} queries, at most {count} are allowed:\n{listed}", pytrace=False)


@pytest.fixture(params=["newcomer", "trusted", "moderator"])
def browser(request, settings):
    """The browser of a member of each standing, in a wiki that counts saves in its table."""
    settings.CACHES = settings.CACHES | {"default": COUNTERS}
    groups = {"newcomer": (), "trusted": ("Trusted",), "moderator": ("Moderators",)}
    return browser_of(somebody("Charly", *groups[request.param]))


def form_of(browser, address, **fields):
    """Return the fields of the editing form as a browser sends them, with some of them changed."""
    sent = form_fields(browser.get(address))
    assert fields.keys() <= sent.keys()
    return sent | {"action": "save"} | fields


def test_the_save_of_an_article_asks_at_most_20_queries(browser, orchard):
    address = "/edit/From_play_to_screen"
    browser.post(address, form_of(browser, address, body="It began as a song."))  # fills the caches
    sent = form_of(browser, address, body="It began as a song.[@orchard-times]\n\nSee [[Pip Russet]].")
    with at_most(MOST_OF_AN_ARTICLE):
        assert browser.post(address, sent).status_code == 302
    assert again(orchard.article).current.number == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"facts-status": "ordered"},
        {"facts-episode_count": "8"},
        {"facts-casting-ada-actor": "Ben Frost"},
        {"facts-casting-ada-sources": "orchard-times, page 9"},
        {"facts-number": "2"},
    ],
    ids=lambda changed: " ".join(changed),
)
def test_the_save_of_a_season_with_a_changed_fact_asks_at_most_26_queries(browser, orchard, changed):
    address = "/edit/The_Orchard_season_1"
    browser.post(address, form_of(browser, address, body="Two trees."))  # fills the caches
    sent = form_of(browser, address, **changed)
    with at_most(MOST_OF_A_SEASON):
        assert browser.post(address, sent).status_code == 302
    assert again(orchard.season).current.number == 3


def test_a_save_compiles_the_new_text_once(browser, orchard):
    caches["documents"].clear()
    address = "/edit/From_play_to_screen"
    sent = form_of(browser, address, body="It began as a song.[@orchard-times]\n\nSee [[Pip Russet]].")
    with Profile() as profile:
        assert browser.post(address, sent).status_code == 302
    calls = {name: calls for (_file, _line, name), (calls, *_times) in Stats(profile).stats.items()}
    assert calls["compile_body"] == 1

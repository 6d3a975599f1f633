"""Shared by all tests: nothing is random, caches are cleared, and skipped parts are listed."""

import gc
import os
import sys
from collections import Counter

import hypothesis
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.template import Template
from xdist.scheduler import LoadScopeScheduling

from tests import machine

pytest_plugins = ["tests.databases"]
# Bytecode is kept, else each of many processes compiles everything anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

same_every_time = hypothesis.settings(derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("deep", same_every_time, max_examples=2000)
hypothesis.settings.register_profile("thorough", same_every_time, max_examples=100)
hypothesis.settings.register_profile("quick", same_every_time, max_examples=30)
hypothesis.settings.load_profile("quick")


def pytest_addoption(parser):
    parser.addoption("--browser", action="store_true", help="run the journeys in a real browser too")
    parser.addoption("--saves", type=int, default=6, help="how often each of eight editors saves in a race")
    parser.addoption(
        "--every-pair", type=int, default=12, help="of all pairs of acts at once, try one in so many"
    )
    parser.addoption("--kills", type=int, default=3, help="how often a worker is killed meanwhile")


# What is served, and what is loaded, for many tests: one worker runs all tests of a group, by their files.
SHARED = {
    "a server of journeys": ("tests/journeys/test_a", "tests/journeys/test_d"),
    "another server of journeys": ("tests/journeys/",),
    "races": ("tests/race/",),
    "the first content": ("tests/exchange/test_heartstopper.py",),
    "long requests": ("tests/house/test_bodies.py",),
    "production": ("tests/house/test_settings.py",),
    "backups": ("tests/commands/test_backup.py",),
}
# These begin first, so that workers end together.
LONGEST = (
    "tests/journeys/",
    "tests/race/",
    "tests/html/",
    "tests/actions/test_touching.py",
    "tests/house/",
    "tests/commands/",
    "tests/actions/test_acts_at_once.py",
    "tests/render/",
    "tests/exchange/",
)


class OneWorkerForWhatIsShared(LoadScopeScheduling):
    """Any worker may run any test; one runs all that share a served wiki, or the first content."""

    def _split_scope(self, nodeid):
        return next((name for name, begins in SHARED.items() if nodeid.startswith(begins)), nodeid)


def pytest_xdist_make_scheduler(config, log):
    return OneWorkerForWhatIsShared(config, log)


def pytest_itemcollected(item):
    """Mark what asks for the database."""
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames):
        item.add_marker("database")


def pytest_collection_modifyitems(config, items):
    """Let the longest begin. Skip the journeys without a browser, and slow tests that were not asked for."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    reasons = {}
    if not config.getoption("browser"):
        reasons["browser"] = "journeys in the browser: `make test` runs them"
    elif not machine.find_chromium():
        reasons["browser"] = "journeys in the browser: no Chromium was found"
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        reasons["slow"] = "slow tests: `make test`, and pytest with a file or folder, run them"
    for item in items:
        for marker, reason in reasons.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
    # One worker makes the database, while others run what needs none.
    items.sort(key=_needs_database)
    makers = (item for item in items if _needs_database(item) and not item.get_closest_marker("skip"))
    if maker := next(makers, None):
        items.remove(maker)
        items.insert(0, maker)


def _needs_database(item):
    return item.get_closest_marker("database") is not None


def pytest_collection_finish():
    """What stands now stays to the end: the collector of garbage need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def pytest_terminal_summary(terminalreporter, config):
    """Name what did not run, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    if connection.vendor == "sqlite" and not config.getoption("browser"):
        reasons["PostgreSQL: `make test` runs the suite on it too"] = 0
    if reasons:
        terminalreporter.section("not run")
    for reason, count in reasons.items():
        terminalreporter.line(reason + (f" ({count})" if count else ""))


@pytest.fixture(autouse=True)
def _empty_caches():
    """Ids come again after a rollback; what was cached under them must not."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker):
    """A database in which what a test writes is committed, so that other connections see it.

    Unlike the fixture of pytest-django that it replaces, it leaves behind what the migrations wrote.
    """
    with django_db_blocker.unblock():
        written_by_migrations = connection.creation.serialize_db_to_string()
        try:
            yield
        finally:
            call_command(
                "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
            )
            connection.creation.deserialize_db_from_string(written_by_migrations)


AS_SERVED = Template._render


@pytest.fixture(scope="session", autouse=True)
def _render_as_served(django_test_environment):
    """Undo what Django does for tests that ask for the context of a template: ours read the page."""
    Template._render = AS_SERVED

"""What takes seconds to make is made once in a run, by the first worker that asks: the others copy it."""

import fcntl
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.served import Server

MADE = settings.SHARED_STATE / "test-database-is-made"
FIRST_WIKI = settings.SHARED_STATE / "first-wiki"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """The database of this process, while tests run."""
    own_name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        _make_database(None if worker_id == "master" else worker_id)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(own_name, verbosity=0)


def _make_database(worker):
    with _one_at_a_time(MADE):
        if MADE.exists():
            connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        else:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        if worker:
            MADE.touch()
            connection.close()
            connection.creation.clone_test_db(worker, verbosity=0)
            connection.settings_dict.update(connection.creation.get_test_db_clone_settings(worker))


@pytest.fixture(scope="session")
def first_wiki(tmp_path_factory):
    """A Server of the first wiki, freshly loaded. It is not served yet."""
    with _one_at_a_time(FIRST_WIKI):
        if not FIRST_WIKI.exists():
            unfinished = FIRST_WIKI.with_suffix(".unfinished")  # nobody copies what could not be loaded
            Server(unfinished).load()
            unfinished.rename(FIRST_WIKI)
    folder = tmp_path_factory.mktemp("first-wiki")
    shutil.copytree(FIRST_WIKI, folder, dirs_exist_ok=True)
    return Server(folder)


@contextmanager
def _one_at_a_time(made):
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pytest_unconfigure(config):
    """Drop what the workers have copied, when all of them have ended."""
    if MADE.exists() and not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            connection.creation._destroy_test_db(connection.creation._get_test_db_name(), verbosity=0)

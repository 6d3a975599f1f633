"""One migrated database in a run: the first worker that asks for one makes it, and each works on a copy."""

import fcntl
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import blocking_manager_key

MADE = settings.SHARED_STATE / "test-database-is-made"


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
    with _one_at_a_time():
        if MADE.exists():
            connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        else:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        if worker:
            MADE.touch()
            connection.close()
            connection.creation.clone_test_db(worker, verbosity=0)
            connection.settings_dict.update(connection.creation.get_test_db_clone_settings(worker))


@contextmanager
def _one_at_a_time():
    with MADE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pytest_unconfigure(config):
    """Drop what the workers have copied, when all of them have ended."""
    if MADE.exists() and not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            connection.creation._destroy_test_db(connection.creation._get_test_db_name(), verbosity=0)

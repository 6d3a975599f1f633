"""A wiki with two workers, on the database that the suite runs on, for editors who save at once."""

import os
from contextlib import nullcontext

import pytest

from tests.postgres import another_database
from tests.race.editors import NAMES, PASSWORD, Editor
from tests.served import Server

_PREPARATION = f"""
from django.core.management import call_command
from wiki.models import User
call_command("migrate", verbosity=0)
for name in {NAMES}:
    User.objects.create_user(name, f"{{name}}@example.org", "{PASSWORD}")
"""


@pytest.fixture(scope="session")
def wiki(tmp_path_factory):
    """A wiki without pages, served as `make serve` does."""
    url = os.environ.get("DATABASE_URL")
    with another_database(url) if url else nullcontext() as database_url:
        server = Server(
            tmp_path_factory.mktemp("race"), settings="tests.race.settings", database_url=database_url
        )
        server.run("shell", "--no-imports", "--command", _PREPARATION)
        # Where workers are copies of the first process, a killed one is back at once.
        with server.served("--workers=2", "--preload", "--log-level=info"):
            yield server


@pytest.fixture(scope="session")
def editors(wiki):
    """Eight members who have logged in."""
    people = [Editor(wiki.url, name) for name in NAMES]
    for person in people:
        person.log_in()
    return people

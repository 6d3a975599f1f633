"""A wiki with two workers, on the database that the suite runs on, for editors who save at once."""

import os
import re
from contextlib import nullcontext

import pytest

from tests.postgres import another_database
from tests.race.editors import NAMES, PASSWORD, Editor
from tests.served import Server

# Vic is a vandal, and Mo moderates.
_PREPARATION = f"""
from django.contrib.auth.models import Group
from django.core.management import call_command
from wiki.models import User
call_command("migrate", verbosity=0)
for name in {[*NAMES, "vic", "mo"]}:
    User.objects.create_user(name, f"{{name}}@example.org", "{PASSWORD}")
User.objects.filter(username="mo").update(is_staff=True)
Group.objects.get(name="Moderators").user_set.add(User.objects.get(username="mo"))
"""


@pytest.fixture(scope="session")
def wiki(tmp_path_factory):
    """A wiki without pages, served as `make serve` does."""
    url = os.environ.get("DATABASE_URL")
    with another_database(url, "race") if url else nullcontext() as database_url:
        server = Server(
            tmp_path_factory.mktemp("race"), settings="tests.race.settings", database_url=database_url
        )
        server.run("shell", "--no-imports", "--command", _PREPARATION)
        # Where workers are copies of the first process, a killed one is back at once.
        with server.served("--workers=2", "--preload", "--log-level=info"):
            yield server


@pytest.fixture(scope="module", autouse=True)
def _all_is_well(wiki):
    """Afterwards the whole wiki is consistent, and the server never said that anything went wrong."""
    yield
    wiki.run("check_wiki")
    log = wiki.log.read_text()
    assert not re.search("Traceback|Internal Server Error|locked|deadlock", log), log[-4000:]


@pytest.fixture
def saves(pytestconfig):
    """How often each editor saves."""
    return pytestconfig.getoption("saves")


@pytest.fixture(scope="session")
def editors(wiki):
    """Eight members who have logged in."""
    people = [Editor(wiki.url, name) for name in NAMES]
    for person in people:
        person.log_in()
    return people

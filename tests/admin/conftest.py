"""Browsers and pages for the tests of the admin."""

import pytest

from tests import builders, doors


@pytest.fixture(autouse=True)
def _database(db):
    """Every address reads."""


@pytest.fixture
def moderator():
    """Alice's browser."""
    return doors.browser_of(doors.staff(builders.alice()))


@pytest.fixture
def administrator():
    """Dana's browser."""
    return doors.browser_of(doors.staff(builders.dana()))


@pytest.fixture
def orchard():
    """An invented wiki by Bob, with a page of each kind."""
    return doors.orchard()

"""Browsers and pages for the tests of addresses."""

import pytest

from tests import builders, doors


@pytest.fixture(autouse=True)
def _database(db):
    """Every address reads."""


@pytest.fixture
def member():
    """Bob's browser."""
    return doors.browser_of(builders.bob())


@pytest.fixture
def orchard():
    """An invented wiki by Bob, with a page of each kind."""
    return doors.orchard()

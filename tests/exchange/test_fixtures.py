"""The fixture is what its folder says, and holds everything but people."""

import json
from collections import Counter

import pytest
from django.conf import settings

from tests.builders import alice, change, orchard
from wiki.actions.imports import import_pages
from wiki.exchange.files import read_folder
from wiki.exchange.fixtures import fixture_text

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FOLDER = settings.FIXTURE_DIRS[0] / "heartstopper"


@pytest.mark.slow
def test_the_fixture_is_what_its_folder_says():
    import_pages(read_folder(FOLDER))
    assert fixture_text() == FOLDER.with_suffix(".json").read_text(encoding="utf-8")


def test_one_wiki_gives_one_text():
    season = orchard().season
    text = fixture_text()
    assert fixture_text() == text
    change(season, by=alice(), body="New.")
    assert fixture_text() != text


def test_the_fixture_holds_pages_with_their_history_and_rows_and_no_account():
    fixture = json.loads(FOLDER.with_suffix(".json").read_text(encoding="utf-8"))
    assert Counter(one["model"].removeprefix("wiki.") for one in fixture) == {
        "page": 85,
        "title": 85,
        "revision": 86,
        "show": 1,
        "season": 3,
        "episode": 8,
        "character": 22,
        "person": 23,
        "source": 3,
        "casting": 22,
        "credit": 1,
        "relationship": 20,
        "statement": 5,
        "citation": 126,
    }
    assert all("pk" not in one for one in fixture)
    revisions = [one["fields"] for one in fixture if one["model"] == "wiki.revision"]
    assert {one["author"] for one in revisions} == {None}

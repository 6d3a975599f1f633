"""Fixtures are loaded into an empty wiki, and never again."""

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.builders import authored, change, everything, value, write
from wiki.actions.imports import import_pages
from wiki.exchange.fixtures import fixture_text
from wiki.models import Page, SearchEntry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def orchard(tmp_path):
    """The path of a fixture with one page; the wiki is empty."""
    with transaction.atomic():
        import_pages([authored("ada", "person", title="Ada Marsh")])
        (tmp_path / "orchard.json").write_text(fixture_text())
        transaction.set_rollback(True)
    return str(tmp_path / "orchard.json")


def test_an_empty_wiki_is_filled_and_then_left_alone(orchard, capsys):
    call_command("load_fixtures_once", orchard)
    change(Page.objects.get(), body="Mine.")
    before = everything()
    capsys.readouterr()
    call_command("load_fixtures_once", orchard)
    assert capsys.readouterr().out == "No fixtures were loaded, because the wiki already has pages.\n"
    assert everything() == before


def test_a_wiki_with_one_page_is_left_alone():
    write("Pip Russet")
    before = everything()
    call_command("load_fixtures_once", "heartstopper")
    assert everything() == before


def test_a_wiki_from_before_there_was_a_search_is_indexed_once(capsys):
    write("Ada Marsh")
    write("Hidden", facts={"reveal": value("S1")})
    SearchEntry.objects.filter(page=write("Pip Russet")).delete()
    call_command("load_fixtures_once", "heartstopper")
    assert capsys.readouterr().out == "Updating the search index. Rebuilt 3 pages.\n"
    assert {entry.title for entry in SearchEntry.objects.all()} == {"Ada Marsh", "Pip Russet"}
    call_command("load_fixtures_once", "heartstopper")
    assert "No fixtures were loaded" in capsys.readouterr().out

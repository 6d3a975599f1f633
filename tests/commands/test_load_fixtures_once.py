"""Fixtures are loaded into an empty wiki, and never again."""

import pytest
from django.core.management import call_command

from tests.builders import change, everything, write
from wiki.models import Page

pytestmark = pytest.mark.django_db


def test_an_empty_wiki_is_filled_and_then_left_alone(capsys):
    call_command("load_fixtures_once", "heartstopper")
    assert Page.objects.count() == 50
    change(Page.objects.get(uid="person-joe-locke"), body="Mine.")
    before = everything()
    capsys.readouterr()
    call_command("load_fixtures_once", "heartstopper")
    assert capsys.readouterr().out == "The wiki has pages already; no fixtures were loaded.\n"
    assert everything() == before


def test_a_wiki_with_one_page_is_left_alone():
    write("Pip Russet")
    before = everything()
    call_command("load_fixtures_once", "heartstopper")
    assert everything() == before

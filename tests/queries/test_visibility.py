"""One module decides what everybody may see. Each kind of row is tested on every page that shows it."""

import re

import pytest
from django.conf import settings

from tests.builders import again, change_fact, orchard, row, write
from wiki.models import PageLink, SearchEntry
from wiki.queries.pages.reading import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ENDS = {"until": "S2"}
WIKI = settings.BASE_DIR / "wiki"


def relation_marks(page):
    page = again(page)
    return [relation.mark for relation in Reading(page, str(page), page.current).relations]


def test_a_relationship_that_ends_is_closed_on_both_pages():
    world = orchard()
    nan = write(
        "Nan",
        "character",
        facts={"relationships": [row("pip", kind="partner", other=world.pip.uid) | ENDS]},
    )
    assert relation_marks(nan) == ["Until season 2"]
    assert relation_marks(world.pip) == ["Until season 2"]


def test_a_row_that_ends_is_in_neither_file_nor_search_nor_public_links(client):
    world = orchard()
    statements = [row("job", label="Occupation", value={"name": "Beekeeper"}) | ENDS]
    write("Nan", "character", facts={"statements": statements})
    assert "Beekeeper" not in client.get("/raw/Nan").content.decode()
    assert "Beekeeper" not in SearchEntry.objects.get(title="Nan").text
    change_fact(world.pip, "relationships", [row("q", kind="friend", other=world.quince.uid) | ENDS])
    assert not PageLink.objects.filter(page=world.pip, shown_from=None).exists()


def test_a_casting_that_ends_is_left_out_wherever_roles_are_listed(client):
    world = orchard()
    casting = [row("ada", actor=world.ada.uid, character=world.pip.uid) | ENDS]
    change_fact(world.season, "casting", casting)
    page = again(world.pip)
    assert Reading(page, "Pip Russet", page.current).around.roles == []
    assert "Ada Marsh" not in client.get("/characters/").content.decode()
    assert "Ada Marsh" not in client.get("/actors/").content.decode()


def test_a_credit_that_ends_is_left_out_of_the_page_of_the_person():
    world = orchard()
    change_fact(world.show, "credits", [row("ben", job="writer", person=world.ben.uid) | ENDS])
    page = again(world.ben)
    assert Reading(page, "Ben Frost", page.current).around.credits == []


@pytest.mark.parametrize("words", [r"\bshown_from=None", r"\bshown_until=None", r"pieces\[0\]\.text"])
def test_no_other_module_decides_what_is_public(words):
    files = [
        file
        for folder in ("queries", "actions", "views", "exchange")
        for file in (WIKI / folder).rglob("*.py")
    ]
    found = {file.relative_to(WIKI).as_posix() for file in files if re.search(words, file.read_text())}
    assert found <= {"queries/visibility.py"}

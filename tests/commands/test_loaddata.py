"""Loading a fixture never overwrites what people have written since: all of it is loaded, or nothing."""

import json
from functools import cache

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.builders import again, alice, authored, bob, change, everything, row, value, write
from wiki.actions.imports import import_pages
from wiki.exchange.fixtures import fixture_text
from wiki.models import Casting, Page, PageLink, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def orchard_files():
    """Return The Orchard as files: in revision 2 of its season it is known who plays Pip."""
    times = {"sources": [{"source": "times", "locator": "page 1"}]}
    facts = {"show": value("orchard"), "number": value(1)}
    before = facts | {"casting": [row("pip", character="pip") | times]}
    after = facts | {"casting": [row("pip", character="pip", actor="ada") | times]}
    return [
        authored("times", "source", title="The Orchard Times", facts={"key": value("times")}),
        authored("orchard", "show", title="The Orchard", facts={"key": value("orchard")}),
        authored("ada", "person", title="Ada Marsh"),
        authored("pip", "character", title="Pip Russet", body="[[Ada Marsh]] plays the part."),
        authored("season", "season", title="Season 1", facts=before, body="One."),
        authored("season", "season", number=2, title="Season 1", facts=after, body="Two."),
    ]


@cache
def fixture(count):
    """Return the words of the fixture that so many of the files make; the wiki stays as it is."""
    with transaction.atomic():
        import_pages(orchard_files()[:count])
        text = fixture_text()
        transaction.set_rollback(True)
    return text


@pytest.fixture
def older(tmp_path):
    """The fixture as it was before revision 2 of the season."""
    (tmp_path / "older.json").write_text(fixture(5))
    return tmp_path / "older.json"


@pytest.fixture
def newer(tmp_path):
    """The fixture of all files."""
    (tmp_path / "newer.json").write_text(fixture(6))
    return tmp_path / "newer.json"


def load(name):
    call_command("loaddata", str(name), verbosity=0)


def page(uid):
    return again(Page.objects.get(uid=uid))


def content():
    """Return what every table says: without the keys of rows that are made again, and without counters."""
    made_again = {"PageLink": "id", "TitlePart": "id", "Citation": "id", "Page": "touched"}
    return {
        table: sorted(
            str({name: cell for name, cell in row.items() if name != made_again.get(table)}) for row in rows
        )
        for table, rows in everything().items()
        if table != "SiteVersion"
    }


def refused(name):
    """Return why a fixture is not loaded; see that it has changed nothing."""
    before = everything()
    with pytest.raises(CommandError) as refusal:
        load(name)
    assert everything() == before
    return str(refusal.value)


@pytest.mark.slow
def test_loading_twice_changes_nothing_and_after_an_edit_it_is_refused():
    load("heartstopper")
    before = content()
    load("heartstopper")
    assert content() == before
    change(page("season-heartstopper-2"), body="Mine.")
    assert refused("heartstopper") == (
        "season-heartstopper-2 differs from the fixture: it was changed since, or another page "
        "has this title. Nothing was loaded. "
        "To start again, load the fixture into an empty wiki (HSWIKI_VAR names another folder)."
    )


@pytest.mark.parametrize("uid", ["ada", "season", "times"])
def test_one_edited_page_of_a_fixture_is_enough(newer, uid):
    load(newer)
    change(page(uid), body="Mine.", by=alice())
    assert refused(newer).startswith(f"{uid} differs from the fixture")


def test_links_are_made_though_no_fixture_holds_them(newer):
    load(newer)
    assert set(PageLink.objects.values_list("page__uid", "kind", "target_key")) == {
        ("pip", "link", "ada marsh"),
        ("season", "fact", "the orchard"),
        ("season", "fact", "the orchard times"),
        ("season", "fact", "pip russet"),
        ("season", "fact", "ada marsh"),
    }


def test_a_fixture_is_refused_when_a_title_belongs_to_another_page(newer):
    write("Pip Russet")
    assert refused(newer).startswith("pip russet differs from the fixture")


def test_pages_that_a_fixture_does_not_name_are_no_hindrance(newer):
    mine = write("Mine", body="[[Ada Marsh]]")
    load(newer)
    assert (Page.objects.count(), again(mine).current) == (6, mine.current)
    assert again(mine).touched > mine.touched


@pytest.mark.slow
def test_a_newer_fixture_is_loaded_onto_an_older_state_that_nobody_edited(older, newer):
    load(older)
    pip = Casting.objects.get()
    assert (Revision.objects.count(), pip.actor, page("season").current.number) == (5, None, 1)
    touched = page("season").touched
    load(newer)
    assert (Revision.objects.count(), Casting.objects.get().actor.page) == (6, page("ada"))
    assert Casting.objects.get().pk == pip.pk
    assert (page("season").current.number, page("season").touched > touched) == (2, True)


def test_an_older_fixture_is_refused_on_a_newer_state(older, newer):
    load(newer)
    assert refused(older).startswith("season differs from the fixture")


@pytest.mark.slow
@pytest.mark.parametrize("edits", [1, 2])
def test_a_newer_fixture_is_refused_where_somebody_has_edited_the_older_state(older, newer, edits):
    load(older)
    for number in range(edits):
        change(page("season"), body=f"Mine {number}.", by=bob())
    assert "differs from the fixture" in refused(newer)


@pytest.mark.parametrize(
    ("field", "told"), [("body", "Other."), ("summary", "Other"), ("created_at", "2031-05-01T12:00:00Z")]
)
def test_a_fixture_that_tells_history_otherwise_is_refused(newer, field, told):
    load(newer)
    objects = json.loads(newer.read_text())
    revisions = [one["fields"] for one in objects if one["model"] == "wiki.revision"]
    (first,) = [one for one in revisions if one["page"] == ["season"] and one["number"] == 1]
    first[field] = told
    newer.write_text(json.dumps(objects))
    assert refused(newer).startswith("season 1 differs from the fixture")


@pytest.mark.parametrize("text", ["[{", '[{"model": "wiki.pag", "fields": {}}]', '{"x": 1}', "[1]"])
def test_a_file_that_is_no_fixture_is_refused_in_words(tmp_path, text):
    (tmp_path / "broken.json").write_text(text)
    said = refused(tmp_path / "broken.json")
    assert "broken.json" in said
    assert said.endswith("Nothing was loaded.")


def test_rows_that_a_newer_fixture_no_longer_has_are_gone(older, newer):
    load(older)
    Casting.objects.create(row="nobody", season=page("season").season, position=99)
    load(newer)
    assert list(Casting.objects.values_list("row", flat=True)) == ["pip"]


def test_what_was_touched_here_is_never_touched_less(newer):
    load(newer)
    Page.objects.update(touched=70)
    load(newer)
    assert set(Page.objects.values_list("touched", flat=True)) == {71}

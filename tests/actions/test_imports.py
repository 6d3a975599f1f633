"""Pages come in from files with their whole history, or not at all."""

import pytest
from django.db import IntegrityError

from tests.builders import authored, everything, row, value, write
from wiki.actions.imports import import_pages
from wiki.facts.checking import FactsInvalid
from wiki.models import Casting, Page, PageLink, Revision, Season
from wiki.refusals import BodyRefused

pytestmark = pytest.mark.django_db


def season(number, **facts):
    facts = {"show": value("the-show"), "number": value(1)} | facts
    return authored(
        "the-season", "season", number=number, title="Season 1", facts=facts, body=f"Body {number}."
    )


def world():
    """Return files in an order in which nothing can be written: what others name comes last."""
    return [
        season(1, casting=[row("pip", character="pip")]),
        season(2, casting=[row("pip", character="pip", actor="ada")]),
        authored("pip", "character", body="[[Season 1]]"),
        authored("the-show", "show", facts={"key": value("orchard")}),
        authored("ada", "person"),
    ]


def test_pages_are_written_whatever_order_they_stand_in():
    assert import_pages(world()) == 4
    assert dict(Page.objects.values_list("uid", "kind")) == {
        "the-season": "season",
        "pip": "character",
        "the-show": "show",
        "ada": "person",
    }
    casting = Casting.objects.get()
    assert (casting.actor.page.uid, casting.character.page.uid) == ("ada", "pip")
    assert Season.objects.get().show.key == "orchard"
    assert set(PageLink.objects.filter(page__uid="pip").values_list("kind", "target_key")) == {
        ("link", "season 1")
    }


def test_revisions_stand_in_order_with_dates_and_without_an_author():
    import_pages(world())
    page = Page.objects.get(uid="the-season")
    columns = ("number", "parent__number", "created_at__day", "author", "summary", "body")
    assert list(page.revisions.order_by("number").values_list(*columns)) == [
        (1, None, 1, None, "Edition 1", "Body 1."),
        (2, 1, 2, None, "Edition 2", "Body 2."),
    ]
    assert page.current.number == 2


def test_an_imported_revision_is_the_same_as_a_saved_one():
    facts = {"full_name": {"value": "  Pip   Russet ", "sources": []}}
    import_pages([authored("pip", "character", facts=facts, body="Pip.\r\n")])
    saved = write("Other Pip", "character", facts=facts, body="Pip.").current
    imported = Revision.objects.get(page__uid="pip")
    assert (imported.sha256, imported.size, imported.facts) == (saved.sha256, saved.size, saved.facts)


@pytest.mark.parametrize(
    ("bad", "refusal"),
    [
        (authored("bad", "character", facts={"full_name": value("x" * 201)}), FactsInvalid),
        (authored("bad", "character", body="nu\0ll"), BodyRefused),
        (authored("bad", "person", facts={"statements": [row("r1", label="Job")]}), FactsInvalid),
    ],
)
def test_one_bad_revision_stops_all_and_is_named(bad, refusal):
    with pytest.raises(refusal) as problem:
        import_pages([*world(), bad])
    assert problem.value.__notes__ == ["This is revision 1 of bad."]
    assert everything() == everything() | {"Page": [], "Title": [], "Revision": [], "Show": []}


def test_a_page_that_exists_is_not_written_again():
    import_pages(world())
    before = everything()
    with pytest.raises(IntegrityError):
        import_pages(world())
    assert everything() == before

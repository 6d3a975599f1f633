"""Pages come in from files with their whole history, or not at all."""

from dataclasses import replace

import pytest

from tests.builders import authored, everything, row, value, write
from wiki.actions.imports import import_pages
from wiki.models import Casting, Page, PageLink, Revision, Season
from wiki.refusals import ImportRefused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


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


def test_a_revision_may_say_the_facts_of_the_one_before_again():
    files = world()
    assert import_pages([*files[:2], replace(files[1], number=3, body="New."), *files[2:]]) == 4
    assert Season.objects.get().page.current.number == 3


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


def faults_of(files):
    """Return the faults for which none of the files is imported, as (uid, revision, place, reason)."""
    before = everything()
    with pytest.raises(ImportRefused) as refused:
        import_pages(files)
    assert everything() == before
    return [(one.revision.uid, one.revision.number, one.place, one.reason) for one in refused.value.faults]


@pytest.mark.parametrize(
    ("bad", "place", "words"),
    [
        (authored("bad", "character", facts={"full_name": value("x" * 201)}), "full_name", "200 characters"),
        (authored("bad", "character", facts={"eats": value("x")}), "eats", "no such fact"),
        (authored("bad", "season", facts={"show": value("nobody")}), "show", "no page called “nobody”"),
        (authored("bad", "season", facts={"show": value("pip")}), "show", "page about a show"),
        (season(1, status=value("eaten")), "status", "not a valid choice"),
        (season(1, released=value("2031-02-30")), "released", ""),
        (authored("bad", "season", facts={"number": value("1")}), "number", "whole number"),
        (season(1, casting=[row("r1", character="no")]), "casting-r1-character", "no page called “no”"),
        (season(1, casting=[row("R 1", character="pip")]), "casting", "needs an id"),
        (season(1, casting="pip"), "casting", "rows"),
        (
            authored("bad", "person", facts={"statements": [row("r1", label="Job")]}),
            "statements-r1-sources",
            "",
        ),
        (authored("bad", body="nu\0ll"), "body", "null character"),
        (authored("bad", body="[" * 10_000), "body", ""),
        (authored("b" * 81, title="Bad"), "", "at most 80"),
        (authored("bad", title="Pip #1"), "title", "#"),
        (authored("bad", title="x" * 300), "title", "255"),
        (authored("bad", "person", title="Category:Pip"), "title", "Only pages of these kinds"),
        (authored("bad", "help", title="Pip"), "title", "must begin with Help:"),
        (authored("bad", title="Season_1"), "title", "is the title of the-season too"),
        (authored("bad", "show", facts={"key": value("orchard")}), "key", "already exists"),
        (replace(authored("bad"), summary="x" * 501), "summary", "500"),
        (replace(authored("bad"), summary="nu\0ll"), "summary", "null character"),
    ],
)
def test_one_bad_revision_stops_all_and_is_named_with_its_place(bad, place, words):
    files = [one for one in world() if one.uid != bad.uid] + [bad]
    found = faults_of(files)
    assert (bad.uid, bad.number, place) in [fault[:3] for fault in found]
    assert any(words in fault[3] for fault in found if fault[2] == place)


def test_all_faults_are_told_at_once():
    files = [
        authored("a", "show", title="a#b", facts={"key": value("a key")}),
        authored("b", "character", facts={"full_name": value("x" * 201), "eats": value("x")}, body="nu\0ll"),
        authored("c", "character", number=1, title="Pip", body="nu\0ll"),
        authored("c", "character", number=2, title="Pip", facts={"eats": value("x")}),
        authored("d", "season", title="PIP", facts={"show": value("a"), "number": value(1)}),
    ]
    assert [fault[:3] for fault in faults_of(files)] == [
        ("a", 1, "title"),
        ("d", 1, "title"),
        ("a", 1, "key"),
        ("b", 1, "body"),
        ("c", 1, "body"),
        ("c", 2, "eats"),
    ]


def test_two_seasons_of_one_show_with_one_number_are_refused():
    other = authored("other", "season", facts={"show": value("the-show"), "number": value(1)})
    [fault] = faults_of([*world(), other])
    assert fault[0] in ("other", "the-season")


def test_a_page_that_exists_is_not_written_again_and_its_title_is_not_given_twice():
    import_pages(world())
    assert {fault[3] for fault in faults_of(world())} == {"This page exists already."}
    assert faults_of([authored("new", title="pip")]) == [
        ("new", 1, "title", "Another page has the title “pip” already.")
    ]

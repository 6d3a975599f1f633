"""The form that edits a page: what it begins with, what it gives, where refusals stand."""

import pytest
from django.http import QueryDict

from tests.builders import change, orchard, value, write
from wiki.facts.checking import FactsInvalid
from wiki.forms.pages import PageForm
from wiki.queries.titles.lookup import editing_target
from wiki.refusals import BodyRefused, Refused
from wiki.text.progress import FULL

pytestmark = pytest.mark.django_db


def form_of(title, posted=None, **more):
    data = None
    if posted is not None:
        data = QueryDict(mutable=True)
        data.update(posted)
    return PageForm(editing_target(FULL, title), data, **more)


def test_the_form_of_a_page_begins_with_its_words_and_facts():
    world = orchard()
    form = form_of("The Orchard season 1")
    assert (form["body"].value(), form["base"].value()) == (
        world.season.current.body,
        world.season.current.pk,
    )
    assert (form.page_kind.name, form.typed_body()) == ("season", world.season.current.body)
    assert form.facts_form.facts() == world.season.current.facts
    assert form.unsaved_page() == world.season


def test_the_form_of_a_new_page_is_empty_and_about_anything():
    form = form_of("Nobody yet")
    assert (form["body"].value(), form["base"].value(), form["kind"].value()) == ("", "", "article")
    assert (form.unsaved_page().kind, form.unsaved_page().pk) == ("article", None)
    assert form_of("Nobody yet", kind="person").page_kind.name == "person"


@pytest.mark.parametrize(("kind", "chosen"), [("season", "season"), ("recipe", "article"), ("", "article")])
def test_the_kind_that_is_posted_chooses_the_facts_of_a_new_page(kind, chosen):
    assert form_of("Nobody yet", {"kind": kind}).page_kind.name == chosen


def test_a_page_keeps_its_kind_whatever_is_posted():
    write("Pip Russet", "character")
    assert form_of("Pip Russet", {"kind": "show"}).page_kind.name == "character"


def test_what_a_post_does_not_mention_stays():
    page = write("Pip Russet", "character", body="Plants trees.", facts={"full_name": value("Philippa")})
    form = form_of("Pip Russet", {"summary": " Why "})
    assert form.is_valid()
    assert form.content() == {
        "body": "Plants trees.",
        "facts": page.current.facts,
        "summary": "Why",
        "minor": False,
    }


def test_what_a_post_does_not_mention_stays_as_it_was_in_its_base():
    page = write("Pip Russet", body="One.")
    old = page.current
    change(page, body="Two.")
    form = form_of("Pip Russet", {"summary": "Why"}, base=old)
    assert form.is_valid()
    assert form.content()["body"] == "One."


def test_words_are_taken_as_they_are_typed():
    write("Pip Russet", body="One.")
    form = form_of("Pip Russet", {"body": "\n  code\r\n\r\n", "minor": "on"})
    assert form.is_valid()
    assert form.content() == {"body": "\n  code\r\n\r\n", "facts": {}, "summary": "", "minor": True}


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"body": "é" * 131073}, "body"),
        ({"body": "nu\0ll"}, "body"),
        ({"summary": "x" * 501}, "summary"),
        ({"summary": "nu\0ll"}, "summary"),
        ({"kind": "recipe"}, "kind"),
    ],
)
def test_what_is_too_long_or_impossible_is_refused_beside_its_field(posted, field):
    form = form_of("Nobody yet", posted)
    assert not form.is_valid()
    assert set(form.errors) == {field}
    assert [place for place, _sentence in form.problems()] == [f"id_{field}"]
    assert form.typed_body() == posted.get("body", "")


def test_refusals_stand_beside_what_they_are_about():
    form = form_of("Nobody yet", {"kind": "season"})
    assert form.is_valid()
    form.refuse(BodyRefused("Too long."))
    form.refuse(Refused("Not now."))
    form.refuse(FactsInvalid({"number": ["Needed."], "casting": ["Too many."]}))
    assert form.problems() == [
        ("", "Not now."),
        ("id_body", "Text: Too long."),
        ("", "Cast: Too many."),
        ("id_facts-number", "Number: Needed."),
    ]


def test_after_a_conflict_the_form_is_an_edit_of_what_the_other_saved():
    page = write("Pip Russet", body="One.")
    form = form_of("Pip Russet", {"body": "Mine.", "base": str(page.current.pk)}, base=page.current)
    theirs = change(page, body="Theirs.")
    form.move_to(theirs)
    assert (form.base, form["base"].value(), form.typed_body()) == (theirs, str(theirs.pk), "Mine.")

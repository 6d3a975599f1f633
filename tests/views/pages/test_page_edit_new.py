"""A new page: an outline for its kind, and titles that it may double."""

import pytest

from tests.builders import again, somebody, write
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.facts.kinds import KINDS
from wiki.forms.pages import outline
from wiki.models import Page
from wiki.render.compiler import compile_body

pytestmark = pytest.mark.each_database


def test_the_form_of_a_new_page_holds_the_outline_of_its_kind(member):
    assert typed(member.get("/edit/Pip_Russet?kind=character"), "body") == outline("character")
    assert "## Story" in outline("character")
    assert typed(member.get("/edit/Pip_Russet"), "body") == ""
    assert typed(member.get("/edit/Category:Fruit"), "body") == ""


@pytest.mark.parametrize("kind", KINDS)
def test_each_outline_is_headings_and_nothing_else(kind):
    document = compile_body(outline(kind))
    assert [heading.text for heading in document.headings] == document.text.split("\n") * bool(outline(kind))
    assert document.warnings == ()


def test_the_outline_follows_the_kind_until_something_is_written(member):
    fields = form_fields(member.get("/edit/Pip_Russet?kind=character"))
    chosen = {name: text for name, text in fields.items() if not name.startswith("facts-")}
    sent = chosen | {"body": outline("character") + "\r\n", "kind": "episode", "action": "preview"}
    answer = member.post("/edit/Pip_Russet", sent)
    assert typed(answer, "body").replace("\r\n", "\n") == outline("episode")
    written = chosen | {"kind": "show", "body": "Words.", "action": "preview"}
    assert typed(member.post("/edit/Pip_Russet", written), "body") == "Words."


def test_a_post_without_a_text_has_no_outline(member):
    sent = {"kind": "character", "facts-full_name": "Pip", "base": ""}
    assert member.post("/edit/Pip_Russet", sent).status_code == 302
    assert Page.objects.get(titles__text="Pip Russet").current.body == ""


def test_titles_that_are_nearly_the_same_are_shown_before_a_new_page_is_written(member):
    write("Pip Russet")
    form = member.get("/edit/Pip_Russett")
    assert "Similar titles" in text_of(form, "main")
    assert "/wiki/Pip_Russet" in links(form)
    assert not elements(member.get("/edit/Something_else"), id="near-title")
    assert not elements(member.get("/edit/Pip_Russet"), id="near-title")


def test_a_page_that_somebody_else_wrote_meanwhile_is_told_to_whoever_writes_the_same(member):
    fields = form_fields(member.get("/edit/Pip_Russet"))
    page = write("Pip Russet", body="Theirs.", by=somebody("Bea"))
    answer = member.post("/edit/Pip_Russet", fields | {"body": "Mine."})
    assert answer.status_code == 409
    assert "Somebody else has created this page" in text_of(answer, "div", role="alert")
    assert (typed(answer, "body"), again(page).current.body) == ("Mine.", "Theirs.")


def test_it_is_said_how_the_facts_of_another_kind_come_into_the_form(member):
    form = member.get("/edit/Pip_Russet")
    kind = elements(form, "select", name="kind")[0]
    assert "then preview" in text_of(form, id=kind["aria-describedby"], tag=None)

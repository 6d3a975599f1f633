"""What the editing form offers to who writes: titles, keys of sources, facts of other pages, summaries."""

import pytest

from tests.builders import change, write
from tests.markup import elements, form_fields, links, text_of


def field(answer, name):
    return elements(answer, "input", name=name)[0]


def test_a_field_that_names_a_page_knows_where_to_ask_for_titles(member, orchard):
    season = member.get("/edit/The_Orchard_season_1")
    assert field(season, "facts-show")["data-suggest"] == "/suggest?kind=show"
    assert field(season, "facts-casting-ada-actor")["data-suggest"] == "/suggest?kind=person"
    assert field(season, "facts-casting-ada-character")["data-suggest"] == "/suggest?kind=character"
    assert "data-suggest" not in field(season, "facts-number").attributes
    character = member.get("/edit/Pip_Russet")
    assert field(character, "facts-school")["data-suggest"] == "/suggest?value=link"


def test_keys_of_sources_can_be_read_without_a_script(member, orchard):
    write("The Orchard Annual", "source", facts={"key": {"value": "annual-2031"}})
    change(orchard.article, body="It began.[@annual-2031]")
    for address in ("/edit/From_play_to_screen", "/edit/Not_written"):
        answer = member.get(address)
        keys = [one.text for one in elements(answer, "code")]
        assert sorted(keys) == ["annual-2031", "orchard-times"]
        assert "/pages/?kind=source" in links(answer)


def test_the_keys_that_a_page_uses_come_first(member, orchard):
    write("The Orchard Annual", "source", facts={"key": {"value": "annual-2031"}})
    assert elements(member.get("/edit/From_play_to_screen"), "code")[0].text == "orchard-times"


def test_a_fact_of_another_page_leads_to_where_it_is_edited(member, orchard):
    answer = member.get("/edit/Pip_Russet")
    assert "/edit/The_Orchard_season_1" in links(answer)
    assert "Played by: Ada Marsh Edit on The Orchard season 1" in text_of(answer, "ul", class_="derived")
    assert not elements(member.get("/edit/From_play_to_screen"), "ul", class_="derived")


def test_the_parts_of_the_form_are_one_step_away(member, orchard):
    answer = member.get("/edit/From_play_to_screen")
    parts = ["#facts-title", "#id_body", "#id_summary"]
    assert [link for link in links(answer) if link in parts] == parts
    assert {link[1:] for link in parts} <= {one["id"] for one in elements(answer)}


def test_summaries_are_suggested_and_never_needed(member, orchard):
    answer = member.get("/edit/Ada_Marsh")
    summary = field(answer, "summary")
    offered = elements(answer, "datalist", id=summary["list"])
    assert len(offered) == 1
    assert "Added a source" in [one["value"] for one in elements(answer, "option")]
    assert (summary["maxlength"], summary["value"]) == ("500", "")


@pytest.mark.parametrize("action", ["preview", "diff", "add-statements"])
def test_a_form_that_came_back_says_that_it_is_not_saved(member, orchard, action):
    first = member.get("/edit/Ada_Marsh")
    assert "data-dirty" not in elements(first, "form", class_="editor")[0].attributes
    again = member.post("/edit/Ada_Marsh", form_fields(first) | {"action": action})
    assert "data-dirty" in elements(again, "form", class_="editor")[0].attributes


def test_only_our_scripts_are_loaded(member, orchard):
    scripts = [one["src"] for one in elements(member.get("/edit/Ada_Marsh"), "script")]
    assert scripts
    assert not [one for one in scripts if not one.startswith(("/static/wiki/editor", "/static/vendor/"))]

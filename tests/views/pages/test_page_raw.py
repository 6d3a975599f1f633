"""A page as a file: facts above, words below, and nothing that is hidden."""

import tomllib

import pytest
from django.utils import timezone

from tests.builders import orchard, rename, row, value, write

pytestmark = pytest.mark.django_db


def raw(client, title):
    response = client.get(f"/raw/{title}")
    header, body = response.content.decode().removeprefix("+++\n").split("+++\n", 1)
    return response, tomllib.loads(header), body


def test_a_page_is_answered_as_markdown_with_its_facts_and_their_sources(client):
    world = orchard()
    response, header, body = raw(client, "The_Orchard_season_1")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    assert (header["title"], header["kind"], header["uid"]) == (
        "The Orchard season 1",
        "season",
        world.season.uid,
    )
    assert (header["revision"], header["date"]) == (1, world.season.current.created_at)
    assert header["facts"] == world.season.current.facts
    assert body == "[[Pip Russet]] plants a tree.\n"


def test_what_is_hidden_on_the_page_is_hidden_here(client):
    world = orchard()
    statements = [
        row("job", world.times, label="Occupation", value={"name": "Gardener"}),
        row("fate", world.times, label="Fate", value={"name": "Buys the orchard"}, **{"from": "S1"}),
    ]
    body = "Pip plants. >!S1: Pip buys it.!< Then rests.\n\n::: spoiler S2E3\nPip leaves.\n:::\n\nThe end."
    write("Pip", "character", body=body, facts={"full_name": value("Pip R"), "statements": statements})
    _response, header, text = raw(client, "Pip")
    assert [one["id"] for one in header["facts"]["statements"]] == ["job"]
    assert text.split() == [
        "Pip",
        "plants.",
        "[hidden]",
        "Then",
        "rests.",
        "[hidden]",
        "The",
        "end.",
    ]


def test_not_even_the_name_of_a_fact_tells_that_all_of_it_is_hidden(client):
    world = orchard()
    partner = row("pip", kind="partner", other=world.pip.uid) | {"from": "S1"}
    write("Nan", "character", facts={"relationships": [partner]})
    assert raw(client, "Nan")[1]["facts"] == {}


def test_other_spellings_and_old_titles_lead_to_it(client):
    rename(write("Pip the Gardener"), "Pip Russet")
    assert client.get("/raw/pip_russet")["Location"] == "/raw/Pip_Russet"
    response = client.get("/raw/Pip_the_Gardener")
    assert (response.status_code, response["Location"]) == (301, "/raw/Pip_Russet")


def test_what_is_not_there_is_said_as_on_the_page(client):
    page = write("Pip")
    page.deleted_at, page.deleted_reason = timezone.now(), "Not about the show."
    page.save()
    assert client.get("/raw/Pip").status_code == 410
    assert client.get("/raw/Nobody").status_code == 404
    assert client.get("/raw/a%7Cb").status_code == 400


def test_a_section_whose_heading_has_a_mark_is_hidden_here_whole(client):
    write("Pip Russet", body="Pip plants.\n\n## The end {S1}\n\nPip buys it.\n\n### After\n\n## Cast\n\nAda.")
    _response, _header, body = raw(client, "Pip_Russet")
    assert body == "Pip plants.\n\n[hidden]\n## Cast\n\nAda.\n"

"""Compiled bodies are cached by their content."""

import pytest
from django.core.cache import caches

from tests.builders import again, change, change_fact, orchard, row, value, write, write_episode
from wiki.models import Revision
from wiki.queries.pages.documents import document_of, marks_of
from wiki.queries.site.integrity import database_answers
from wiki.text.points import NEVER, parse_point

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_one_content_is_compiled_once():
    one, other = write("One", body="[[Pip]]"), write("Other", body="[[Pip]]")
    document = document_of(one, one.current)
    assert [link.key for link in document.links] == ["pip"]
    assert len(caches["documents"]._cache) == 1
    assert document_of(other, other.current) == document
    assert len(caches["documents"]._cache) == 1


def test_the_text_of_an_episode_below_its_lead_is_that_of_its_point():
    body = "A storm comes.\n\n## Plot\n\nThe tree falls."
    world = orchard()
    storm = write_episode(world.season, 2, "Storm")
    change(storm, body=body)
    article, storm = write("Storms", body=body), again(storm)
    assert "falls" in document_of(article, article.current).text
    document = document_of(storm, storm.current)
    assert document.text == "A storm comes."
    assert {piece.start for piece in document.pieces} == {None, storm.point}
    change_fact(world.season, "number", value(2))
    moved = again(storm)
    document = document_of(moved, moved.current)
    assert {piece.start for piece in document.pieces} == {None, parse_point("S2E2")}


def test_the_marks_of_a_page_are_those_in_its_text_and_its_facts():
    world = orchard()
    body = "A lead.\n\nIt >!S1E2: rains!< >!orchard S1: here!< >!SxE: now!<."
    rows = [
        row("r1", label="Job", value={"name": "Cook"}, until="S2") | {"from": "S1E3", "show": world.show.uid}
    ]
    for kind in ("article", "character"):
        page = write(f"A {kind}", kind, body=body, facts={"statements": rows, "reveal": value("S1E1")})
        assert marks_of(page, page.current) == {
            *(("", 1001), ("", 1002), ("orchard", 1999), ("", NEVER)),
            *((world.show.uid, 1003), (world.show.uid, 2999)),
        }


def test_only_a_page_that_tells_the_story_and_has_no_marks_is_unmarked(settings):
    body, short = "A lead.\n\nMore.", "::: hatnote\nNot Pip.\n:::\n\nA lead."
    pages = [write(f"{kind}", kind, body=body) for kind in ("article", "person", "character")]
    pages += [write("Short", "character", body=short), write("Empty", "character")]
    pages.append(write("Settled", "character", body=body, facts={"reveal": value("everybody")}))
    found = [marks_of(page, page.current) == {("", None)} for page in pages]
    assert found == [False, False, True, False, False, False]
    assert document_of(pages[2], pages[2].current).text == "A lead."
    assert "More." in document_of(pages[2], pages[2].current, whole=True).text
    settings.WIKI_HIDE_UNMARKED = False
    assert "More." in document_of(pages[2], pages[2].current).text
    assert marks_of(pages[2], pages[2].current) == {("", None)}


def test_the_database_answers():
    assert database_answers() is False
    write("One")
    assert database_answers() is True


def test_a_text_that_was_saved_before_a_limit_says_so_and_shows_nothing_else():
    document = document_of(write("One"), Revision(body="Secret [" * 6000, sha256="tangled"))
    assert str(document.refusal).startswith("The text has too many of the signs [")
    assert document.text == document.pieces[0].html == ""
    assert document.source == ()

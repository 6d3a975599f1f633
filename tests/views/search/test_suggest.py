"""What is offered while somebody types: titles as options of a list box, for who may edit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import everything, rename, write
from tests.markup import elements, inline_code
from wiki.models import Page, Title


def offered(browser, words, **more):
    answer = browser.get("/suggest", {"q": words, **more})
    assert answer.status_code == 200
    return [(one["data-autocomplete-value"], one.text) for one in elements(answer, "li", role="option")]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_suggestions_are_only_read(member, method):
    assert getattr(member, method)("/suggest").status_code == 405


def test_a_visitor_is_told_to_log_in(client, orchard):
    answer = client.get("/suggest", {"q": "Ada"})
    assert answer.status_code == 403
    assert (answer["X-Fragment"], answer.content.decode()) == ("suggestions", "Log in to see suggestions.")
    assert not answer.cookies


def test_suggestions_are_a_fragment_that_nobody_keeps_and_that_writes_nothing(member, orchard):
    before = everything()
    answer = member.get("/suggest", {"q": "ada"})
    assert (answer["X-Fragment"], answer["X-Robots-Tag"]) == ("suggestions", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert not elements(answer, "html")
    assert everything() == before


def test_titles_that_begin_so_come_first_then_those_of_which_a_later_word_does(member):
    for title in ("The long orange", "Orangery", "Blood-orange", "Orange", "Sorange"):
        write(title)
    titles = [value for value, _text in offered(member, "ORANGE")]
    assert titles == ["Orange", "Orangery", "The long orange", "Blood-orange"]


def test_only_pages_of_the_kind_that_is_asked_for_are_offered(member, orchard):
    assert offered(member, "the orchard", kind="season") == [
        ("The Orchard season 1", "The Orchard season 1 season")
    ]
    assert offered(member, "Ada", kind="character") == []
    assert offered(member, "Ada", kind="nonsense") == offered(member, "Ada", kind="a\0b") == []


def test_a_link_or_a_key_is_offered_where_that_is_what_is_typed(member, orchard):
    assert offered(member, "[[pip r", value="link")[0][0] == "[[Pip Russet]]"
    keys = {"kind": "source", "value": "key"}
    assert offered(member, "orchard-t", **keys) == offered(member, "times", **keys)
    assert offered(member, "times", **keys) == [("orchard-times", "The Orchard Times orchard-times")]


def test_an_old_title_says_where_it_leads(member, orchard):
    rename(orchard.ada, "Ada Frost")
    assert offered(member, "ada m") == [("Ada Marsh", "Ada Marsh redirects to Ada Frost")]
    Title.objects.filter(text="Ada Frost").update(shown_from=2005)
    assert offered(member, "ada") == [("Ada Marsh", "Ada Marsh person")]


def test_deleted_pages_and_titles_that_would_spoil_are_not_offered(member, orchard):
    Page.objects.filter(pk=orchard.ada.pk).update(deleted_at="2031-04-01T00:00Z")
    Title.objects.filter(page=orchard.ben).update(shown_from=2005)
    assert offered(member, "ada") == offered(member, "ben") == []


@pytest.mark.parametrize(
    "words", ["", " ", "[[", "a\0b", "a" * 10_000, "<script>", "%", "_", "\ud800", "..", "ａ/"]
)
def test_odd_words_find_nothing_and_break_nothing(member, orchard, words):
    assert offered(member, words.encode("utf-8", "surrogatepass")) == []


def test_what_is_offered_is_escaped(member):
    write("Tom & \"Jerry\" 'x'")
    answer = member.get("/suggest", {"q": "tom"})
    assert elements(answer, "li")[0]["data-autocomplete-value"] == "Tom & \"Jerry\" 'x'"
    assert inline_code(answer) == []


@pytest.mark.slow
def test_at_most_eight_are_offered_in_one_query(member):
    for number in range(10):
        write(f"Pear {number}")
    member.get("/suggest", {"q": "pear"})
    with CaptureQueriesContext(connection) as asked:
        assert len(offered(member, "pear")) == 8
    assert len([query for query in asked if "wiki_title" in query["sql"]]) == 1

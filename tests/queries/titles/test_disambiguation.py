"""What is called alike is told apart."""

import pytest
from django.urls import reverse

from tests.builders import bob, write
from tests.doors import browser_of
from tests.markup import links, text_of
from wiki.actions.titles.moving import move_page
from wiki.queries.titles.disambiguation import ambiguous_titles, namesakes
from wiki.render.compiler import compile_body
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def names(page, title):
    return [name.title for name in namesakes(SAFE, page, title)]


def test_pages_of_one_name_lead_to_each_other():
    out, song, play = write("Out"), write("Out (song)"), write("out (play)")
    write("Outing"), write("Out and about"), write("The way (out)"), write("Out (series) season 1")
    assert names(out, "Out") == ["out (play)", "Out (song)"]
    assert names(song, "Out (song)") == ["Out", "out (play)"]
    assert names(play, "out (play)") == ["Out", "Out (song)"]


def test_pages_with_two_brackets_are_namesakes_too():
    page, live = write("Out"), write("Out (song) (live)")
    assert names(page, "Out") == ["Out (song) (live)"]
    assert names(live, "Out (song) (live)") == ["Out"]


def test_a_title_that_leads_to_the_page_itself_or_was_left_is_no_namesake():
    page = write("Out (song)")
    move_page(page, by=bob(), title="Out")
    assert names(page, "Out") == []


def test_the_page_shows_its_namesakes_above_its_words(client):
    write("Out", body="An episode."), write("Out (song)")
    answer = client.get("/wiki/Out")
    assert "Other pages with this name: Out (song)." in text_of(answer, "p", class_="hatnote")
    assert reverse("page-read", args=["Out (song)"]) in links(answer)


def test_a_page_of_the_category_says_what_it_is_for(client):
    write("Out", body="* [[A]]\n\n[[Category:Disambiguation]]")
    assert "lists pages with similar names" in text_of(client.get("/wiki/Out"), "p", class_="hatnote")
    write("In", body="[[Category:Fruit]]")
    assert "lists pages with similar names" not in text_of(client.get("/wiki/In"), "main")


def test_a_preview_names_links_that_lead_to_such_a_page(settings):
    write("Out", body="[[Category:Disambiguation]]"), write("In")
    document = compile_body("[[Out]], [[in]] and [[Nowhere]]")
    assert ambiguous_titles(document) == ["Out"]
    browser = browser_of(bob())
    assert (
        "“Out” lists pages with similar names"
        in browser.post("/preview", {"content": "[[out]]"}).content.decode()
    )
    preview = browser.post("/edit/New", {"kind": "article", "body": "[[Out]]", "action": "preview"})
    assert "“Out” lists pages with similar names" in text_of(preview, "main")
    settings.WIKI_DISAMBIGUATION_TITLE = ""
    assert ambiguous_titles(document) == []

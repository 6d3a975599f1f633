"""What links to a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import bob, change, row, write
from tests.markup import elements, links, text_of
from wiki.actions.titles.moving import move_page


def listed(answer):
    """Return {heading: titles} of the lists of an answer."""
    lists = [one.text.split("\n") for one in elements(answer, "ul", class_="links")]
    headings = [one.text for one in elements(answer, "h2")]
    return {
        heading: [" ".join(line.split()) for line in lines if line.strip()]
        for heading, lines in zip(headings, lists, strict=True)
    }


def test_links_are_listed_by_kind(client, orchard):
    write("Apples", body="[[Pip Russet]] and [[Mrs Quince]]")
    assert listed(client.get("/links/Pip_Russet")) == {
        "Links in text": ["Apples", "The Orchard season 1"],
        "Links in facts": ["The Orchard season 1"],
    }
    assert listed(client.get("/links/Pip_Russet?kind=fact")) == {"Links in facts": ["The Orchard season 1"]}
    assert "Apples" not in text_of(client.get("/links/Pip_Russet?kind=fact"), "main")


def test_a_source_lists_the_pages_that_cite_it_in_words_and_in_facts(client, orchard):
    found = listed(client.get("/links/The_Orchard_Times"))
    assert found == {"Citations": ["From play to screen"], "Links in facts": ["The Orchard season 1"]}


def test_a_category_lists_its_members_and_a_title_without_a_page_who_wants_it(client, orchard):
    write("Apples", body="[[Category:Fruit]]")
    assert listed(client.get("/links/Category:Fruit")) == {"Category members": ["Apples"]}
    wanted = client.get("/links/Nobody_yet")
    assert listed(wanted) == {"Links in text": ["From play to screen"]}
    assert "No page has this title yet" in text_of(wanted, "main")
    assert "/edit/Nobody_yet" in links(wanted)


def test_links_through_an_old_title_are_told_apart(client, orchard):
    write("Apples", body="[[Pip Russet]]")
    move_page(orchard.pip, by=bob(), title="Pip")
    write("Pears", body="[[Pip]]")
    found = listed(client.get("/links/Pip"))
    assert found["Links in text"] == [
        "Apples as “Pip Russet”",
        "Pears",
        "The Orchard season 1 as “Pip Russet”",
    ]
    assert found["Links in facts"] == ["The Orchard season 1"]
    assert listed(client.get("/links/Pip_Russet")) == found


def test_only_kinds_of_links_that_occur_are_offered(client, orchard):
    offered = [link for link in links(client.get("/links/Pip_Russet")) if link.startswith("?kind")]
    assert offered == ["?kind=link", "?kind=fact"]
    assert not [link for link in links(client.get("/links/Nobody_yet")) if link.startswith("?kind")]


def test_a_file_is_linked_from_texts(client):
    write("Apples", body="[[File:Tree.webp|A tree]] and [[:File:Tree.webp]]")
    assert listed(client.get("/links/File:Tree.webp")) == {"Links in text": ["Apples"]}


def test_links_in_spoilers_are_not_told(client, orchard):
    write("Apples", body=">!S2E1: [[Pip Russet]]!<")
    assert "Apples" not in text_of(client.get("/links/Pip_Russet"), "main")


def test_facts_that_are_hidden_are_not_told(client, orchard):
    hidden = row("r1", kind="friend", other=orchard.quince.uid, **{"from": "S2E5"})
    change(orchard.pip, facts={"relationships": [hidden]})
    assert "Pip Russet" not in text_of(client.get("/links/Mrs_Quince"), "main")
    change(
        orchard.pip, facts={"relationships": [hidden, row("r2", kind="sibling", other=orchard.quince.uid)]}
    )
    assert "Pip Russet" in text_of(client.get("/links/Mrs_Quince"), "main")


def test_an_empty_list_says_what_to_do(client):
    write("Alone")
    assert "link to it from a related page" in text_of(client.get("/links/Alone"), "main")


@pytest.mark.parametrize("asked", ["?kind=nonsense", "?kind=external", "?page=99", "?page=x", "?kind=%00"])
def test_nonsense_in_the_address_is_no_fault(client, orchard, asked):
    assert client.get(f"/links/Pip_Russet{asked}").status_code == 200


def test_a_bad_title_is_answered_in_words(client):
    assert client.get("/links/A%23B").status_code == 400


@pytest.mark.slow
def test_a_long_list_has_pages_and_costs_no_more_queries(client, orchard):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/links/Mrs_Quince").status_code == 200
        return len(queries)

    few = cost()
    for number in range(101):
        write(f"Apple {number}", body="[[Mrs Quince]]")
    assert cost() == few
    assert "Page 1" in text_of(client.get("/links/Mrs_Quince"), "main")

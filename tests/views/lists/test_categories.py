"""The list of categories."""

from tests.builders import write
from tests.markup import elements, text_of


def test_a_wiki_without_categories_says_how_to_make_one(client):
    answer = client.get("/categories/")
    assert answer.status_code == 200
    assert "[[Category:Name]]" in text_of(answer, "main")


def test_every_category_stands_with_how_many_pages_are_in_it(client):
    write("Category:Trees", "category")
    write("One", body="[[Category:Trees]] [[Category:Fruit?]]")
    write("Two", body="[[Category:Trees]]")
    answer = client.get("/categories/")
    assert text_of(answer, "ul", class_="columns") == "Fruit? 1 page Trees 2 pages"
    links = [one for one in elements(answer, "a") if one["href"].startswith("/wiki/Category:")]
    assert [(one["href"], one["class"]) for one in links] == [
        ("/wiki/Category:Fruit%3F", "new"),
        ("/wiki/Category:Trees", ""),
    ]


def test_a_category_without_a_page_lists_its_pages_all_the_same(client):
    write("One", body="[[Category:Fruit]]")
    write("Secret", body="::: spoiler S1E2\n[[Category:Fruit]]\n:::")
    answer = client.get("/wiki/Category:Fruit")
    assert answer.status_code == 404
    assert text_of(answer, "ul", class_="columns") == "One"
    assert "This page does not exist yet." in text_of(answer, "main")
    assert "Pages in this category" not in text_of(client.get("/wiki/Nobody"), "main")


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/categories/").status_code == 405
    assert client.head("/categories/").status_code == 200
    assert client.get("/categories")["Location"] == "/categories/"
    assert not client.get("/categories/").cookies

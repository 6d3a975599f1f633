"""The list of all pages."""

from tests.builders import crowd, write
from tests.markup import elements, form_fields, links, text_of
from wiki.models import Title


def titles(answer):
    known = set(Title.objects.values_list("text", flat=True))
    return [one.text for one in elements(answer, "bdi") if one.text in known]


def test_a_wiki_without_pages_says_so(client):
    answer = client.get("/pages/")
    assert answer.status_code == 200
    assert "This wiki has no pages yet." in text_of(answer, "main")


def test_all_pages_stand_under_their_letters_with_what_they_are(client, orchard):
    write("apple")
    write("Help:Editing", "help")
    answer = client.get("/pages/")
    assert [one.text for one in elements(answer, "h2")] == ["A", "B", "F", "H", "M", "P", "T"]
    assert text_of(answer, "div", class_="columns").startswith("A Ada Marsh person apple article B Ben Frost")
    assert {"/wiki/Help:Editing", "/wiki/The_Orchard_Times"} <= set(links(answer))


def test_one_kind_can_be_chosen(client, orchard):
    answer = client.get("/pages/?kind=character")
    assert form_fields(answer)["kind"] == ["character"]
    assert titles(answer) == ["Mrs Quince", "Pip Russet"]


def test_a_kind_that_is_not_there_is_not_heeded(client, orchard):
    for kind in ("nonsense", "%00"):
        answer = client.get(f"/pages/?kind={kind}")
        assert answer.status_code == 200
        assert len(titles(answer)) == 8


def test_a_kind_without_pages_says_so_and_leads_back(client, orchard):
    answer = client.get("/pages/?kind=help")
    assert "No matches" in text_of(answer, "main")
    assert "/pages/" in links(answer)


def test_a_hundred_pages_stand_on_each_page_of_the_list(client):
    crowd("article", 150)
    write("Zebra", "person")
    answer = client.get("/pages/?kind=article")
    assert len(titles(answer)) == 100
    assert "?kind=article&page=2" in links(answer)
    assert "Page 1" in text_of(answer, "main")
    assert len(titles(client.get("/pages/?kind=article&page=2"))) == 50
    assert client.get("/pages/?page=99").status_code == client.get("/pages/?page=x").status_code == 200


def test_the_list_is_read_only_and_the_address_ends_with_a_slash(client, member):
    assert member.post("/pages/").status_code == 405
    assert client.head("/pages/").status_code == 200
    assert client.get("/pages")["Location"] == "/pages/"
    assert not client.get("/pages/").cookies

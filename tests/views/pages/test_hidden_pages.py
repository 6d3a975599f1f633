"""Pages and titles that readers may not know of yet: nothing tells that they are there."""

import pytest

from tests.builders import alice, bob, change, garden, orchard, reader, row, value, write, write_episode
from tests.markup import text_of
from wiki.actions.titles.moving import add_title
from wiki.models import Page, SearchEntry, Title
from wiki.queries.lists.catalogue import pages
from wiki.queries.titles.lookup import find_title
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import hidden_pages
from wiki.refusals import NotReached
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FACES = ("wiki", "raw", "edit", "history", "links", "move")


@pytest.fixture
def wedding():
    """A page that readers may know of from S2E2 on, and one that links to it."""
    orchard()
    page = write("The wedding", body="It rains.", facts={"reveal": value("S2E2")})
    write("Chapel", body="See [[The wedding]] and [[Nothing here]].")
    return page


def watched(client, point):
    client.cookies["progress"] = f"orchard:{point}"
    return client


def test_it_has_a_name_only_for_those_who_have_come_to_it(wedding):
    for sight, names in ((SAFE, {}), (reader(orchard="s2e1"), {}), (reader(orchard="s2e2"), {wedding.uid})):
        assert names_of(sight, [wedding.uid]).by_uid.keys() == set(names)
        assert names_of(sight, keys=["the wedding"]).by_key.keys() == ({"the wedding"} if names else set())
    assert names_of(FULL, [wedding.uid]).by_uid
    assert [*hidden_pages(SAFE)] == [*hidden_pages(reader(orchard="s2e1"))] == [wedding]
    assert [*hidden_pages(FULL)] == [*hidden_pages(reader(orchard="s2e2"))] == []


@pytest.mark.parametrize("face", FACES)
def test_every_address_of_it_answers_with_the_question_alone(client, wedding, face):
    client.force_login(bob())
    answer = client.get(f"/{face}/The_wedding")
    assert answer.status_code == 200
    assert "later than you have said you have watched" in text_of(answer, "main")
    assert "How far have you watched?" in text_of(answer, "main")
    assert "rains" not in answer.content.decode()
    assert 'content="noindex"' in answer.content.decode()
    assert client.post("/progress", {"show": "orchard", "through": "s2e2"}).status_code == 303
    assert "later than you have said" not in client.get(f"/{face}/The_wedding").content.decode()


def test_its_revisions_and_comparisons_answer_with_the_question_alone(client, wedding):
    old, new = wedding.current.pk, change(wedding, by=alice(), body="It snows.").pk
    client.force_login(bob())
    for address in (f"/revision/{old}", f"/diff/{old}/{new}"):
        words = client.get(address).content.decode()
        assert "later than you have said" in words
        assert "wedding" not in words.casefold()


def test_the_live_preview_is_that_of_a_title_without_a_page(client):
    write_episode(orchard().season, 7, "The wedding", reveal=value("S2E2"))
    client.force_login(bob())
    typed = {"content": "It rains.\n\nThen it snows.", "kind": "article"}
    hidden, free = (client.post("/preview", typed | {"title": title}) for title in ("The wedding", "Nothing"))
    assert hidden.content == free.content


def test_other_spellings_of_it_are_not_corrected(client, wedding):
    answer = client.get("/wiki/the_WEDDING")
    assert answer.status_code == 200
    assert "the WEDDING" in text_of(answer, "h1")
    assert "The wedding" not in answer.content.decode()


def test_filters_by_its_title_answer_with_the_question(client, wedding):
    for address in ("/recent?title=The+wedding", "/journal?title=The+wedding", "/report?title=The+wedding"):
        assert "later than you have said" in client.get(address).content.decode(), address


def test_a_link_to_it_looks_like_a_link_to_no_page(client, wedding):
    answer = client.get("/wiki/Chapel").content.decode()
    red, missing = (
        answer.split(f">{title}</a>")[0].rpartition("<a ")[2] for title in ("The wedding", "Nothing here")
    )
    assert red.replace("The_wedding", "Nothing_here").replace("The wedding", "Nothing here") == missing
    shown = watched(client, "s2e2").get("/wiki/Chapel").content.decode()
    assert shown.split(">The wedding</a>")[0].rpartition("<a ")[2] != red


def test_it_is_in_no_list_and_search_until_it_is_reached(client, wedding):
    addresses = ("/pages/", "/pages/?kind=article", "/", "/search?q=wedding", "/recent", "/user/Bob")
    for address in addresses:
        assert "The wedding" not in client.get(address).content.decode(), address
    listed = watched(client, "s2e2").get("/pages/").content.decode()
    assert "The wedding" in listed
    assert not SearchEntry.objects.filter(page=wedding).exists()
    assert [title.text for title in pages(reader(orchard="s2e2"), {}).page if title.page == wedding] == [
        "The wedding"
    ]


def test_a_fact_that_names_only_it_is_left_out(client, wedding):
    pip = Page.objects.get(titles__key="pip russet")
    facts = {**pip.current.facts, "statements": [row("r1", label="Event", value=wedding.uid)]}
    change(pip, by=alice(), facts=facts)
    assert "Event" not in client.get("/wiki/Pip_Russet").content.decode()
    assert "Event" in watched(client, "s2").get("/wiki/Pip_Russet").content.decode()


def test_who_edits_a_page_that_names_it_is_asked_first(client, wedding):
    chapel = Page.objects.get(titles__key="chapel")
    change(chapel, by=alice(), facts={"statements": [row("r1", label="Event", value=wedding.uid)]})
    client.force_login(bob())
    assert "The wedding" not in client.get("/edit/Chapel").content.decode().split("textarea")[0]
    assert "Show it once" in client.get("/edit/Chapel").content.decode()


def test_a_page_that_is_hidden_later_loses_its_name_everywhere_and_gets_it_back(client):
    orchard()
    page = write("The wedding", body="It rains.")
    write("Chapel", body="See [[The wedding]].")
    touched = Page.objects.get(titles__key="chapel").touched
    change(page, by=alice(), facts={"reveal": value("S2E2")})
    assert Page.objects.get(titles__key="chapel").touched > touched
    assert not SearchEntry.objects.filter(page=page).exists()
    change(page, by=alice(), facts={"reveal": value("everybody")})
    assert SearchEntry.objects.filter(page=page).exists()
    assert "It rains" in client.get("/wiki/The_wedding").content.decode()


def test_a_page_about_no_show_can_be_hidden_by_a_point_of_one_of_several():
    world = orchard()
    garden()
    page = write("The wedding", facts={"reveal": {"value": "S1E2", "show": world.show.uid}})
    page.refresh_from_db()
    assert page.about == world.show.show
    hidden = [
        page in hidden_pages(reader(**said))
        for said in ({"garden": "all"}, {"orchard": "s1e1"}, {"orchard": "s1e2"})
    ]
    assert hidden == [True, True, False]


def test_another_title_is_hidden_until_its_point_and_never_redirects_for_ever(client):
    pip = orchard().pip
    add_title(pip, by=alice(), title="Lord Russet", until=2002)
    answer = client.get("/wiki/Lord_Russet")
    assert (answer.status_code, "Pip" in text_of(answer, "main")) == (200, False)
    with pytest.raises(NotReached):
        find_title(SAFE, "Lord Russet")
    for address in ("/recent", "/history/Pip_Russet", "/user/Alice"):
        assert "Lord" not in client.get(address).content.decode(), address
    answer = watched(client, "s2e2").get("/wiki/Lord_Russet")
    assert (answer.status_code, answer["Location"]) == (302, "/wiki/Pip_Russet")
    assert "no-cache" in answer["Cache-Control"]
    client.force_login(bob())
    client.post("/progress", {"show": "orchard", "through": "s2e2"})
    assert "Lord Russet" in client.get("/move/Pip_Russet").content.decode()


def test_a_hidden_title_is_typed_with_its_point(client):
    orchard()
    client.force_login(alice())
    typed = {"action": "add", "title": "Lord Russet", "until": "S2E2"}
    assert client.post("/move/Pip_Russet", typed).status_code == 302
    assert Title.objects.get(key="lord russet").shown_from == 2002
    answer = client.post("/move/Pip_Russet", typed | {"title": "Sir Russet", "until": "later"})
    assert "Enter a point such as S2E5" in text_of(answer, "main")


def test_who_posts_there_keeps_what_they_typed(client, wedding):
    client.force_login(bob())
    answer = client.post("/edit/The_wedding", {"content": "My own words.", "action": "save"})
    assert answer.status_code == 403
    assert "My own words." in answer.content.decode()
    assert "have not come to the page" in text_of(answer, "main")


def test_a_point_that_can_not_be_read_is_refused(client):
    orchard()
    client.force_login(alice())
    answer = client.post(
        "/edit/Wall", {"content": "A wall.", "kind": "article", "facts-reveal": "later", "facts-shown": "{}"}
    )
    assert "Enter a point such as S2E5" in text_of(answer, "main")

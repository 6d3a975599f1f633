"""Reading a page: what it shows, where other spellings lead, what is said when there is none."""

import pytest
from django.utils import timezone

from tests.builders import first_edition, rename, write
from tests.markup import elements, links, text_of


def delete(page, reason=""):
    """Delete a page, as a moderator will be able to."""
    page.deleted_at, page.deleted_reason = timezone.now(), reason
    page.save()


def test_a_page_shows_its_words_and_its_title(client, orchard):
    answer = client.get("/wiki/From_play_to_screen")
    assert answer.status_code == 200
    assert text_of(answer, "h1") == "From play to screen"
    assert "It began as a play." in text_of(answer, "main")


def test_a_page_says_who_wrote_it_last_and_the_first_edition_has_no_author(client, orchard):
    first_edition("Loaded")
    assert "Bob" in text_of(client.get("/wiki/From_play_to_screen"), "footer", class_="page-foot")
    assert "Initial import" in text_of(client.get("/wiki/Loaded"), "footer", class_="page-foot")


def test_a_season_shows_its_cast_with_links_and_sources(client, orchard):
    answer = client.get("/wiki/The_Orchard_season_1")
    cards = [" ".join(card.text.split()) for card in elements(answer, "li", class_="card")]
    assert cards == ["PR Pip Russet Ada Marsh New[2]", "MQ Mrs Quince Ben Frost Runs the shop[3]"]
    named = {"/wiki/Pip_Russet", "/wiki/Ada_Marsh", "/wiki/The_Orchard_Times", "/wiki/The_Orchard"}
    assert named <= set(links(answer))


def test_a_fact_without_a_source_says_so(client, orchard):
    write("Tree", facts={"statements": [{"id": "s1", "label": "Height", "value": {"name": "9 m"}}]})
    assert "9 m no source yet" in text_of(client.get("/wiki/Tree"), "aside")


def test_an_actor_and_a_character_show_who_plays_whom_in_which_season(client, orchard):
    assert "Pip Russet in The Orchard season 1 (new)" in text_of(client.get("/wiki/Ada_Marsh"), "aside")
    assert "Ada Marsh in The Orchard season 1 (new)" in text_of(client.get("/wiki/Pip_Russet"), "aside")


@pytest.mark.parametrize(
    "spelling", ["ada_marsh", "ADA_MARSH", "Ada%20Marsh", "_Ada__Marsh_", "Ada%C2%A0Marsh", "Ada+Marsh"]
)
def test_another_spelling_leads_to_the_right_address_for_good(client, orchard, spelling):
    answer = client.get(f"/wiki/{spelling}")
    if spelling == "Ada+Marsh":
        assert answer.status_code == 404  # a plus is a plus
    else:
        assert (answer.status_code, answer["Location"]) == (301, "/wiki/Ada_Marsh")


@pytest.mark.parametrize("spelling", ["Ada_Marsh", "ada_marsh"])
def test_an_old_title_leads_to_the_current_one(client, orchard, spelling):
    rename(orchard.ada, "Who's Ada?")
    answer = client.get(f"/wiki/{spelling}")
    assert (answer.status_code, answer["Location"]) == (301, "/wiki/Who's_Ada%3F")
    assert client.get(answer["Location"]).status_code == 200


def test_a_title_without_a_page_answers_404_with_near_titles_and_an_invitation(client, orchard):
    answer = client.get("/wiki/Ada_March")
    assert answer.status_code == 404
    assert "Ada Marsh" in text_of(answer, "ul", class_="near")
    assert {"/wiki/Ada_Marsh", "/accounts/login/?next=/edit/Ada_March"} <= set(links(answer))


def test_a_member_is_invited_to_write_the_page_at_once(member, orchard):
    answer = member.get("/wiki/Who's_there%3F")
    assert answer.status_code == 404
    assert "/edit/Who's_there%3F" in links(answer)


def test_the_way_over_the_log_in_leads_back_to_an_odd_title(client):
    answer = client.get("/wiki/100%25_%26_more%3F")
    [invitation] = [link for link in links(answer) if "edit" in link]
    assert invitation == "/accounts/login/?next=/edit/100%2525_%26_more%253F"


def test_a_deleted_page_answers_410_with_the_reason(client, orchard):
    delete(orchard.article, "Copied from a <book>")
    answer = client.get("/wiki/From_play_to_screen")
    assert answer.status_code == 410
    assert "Copied from a <book>" in text_of(answer, "main")
    assert "From play to screen" in text_of(answer, "h1")


def test_a_deleted_page_is_in_no_list_and_no_link_leads_to_it(client, orchard):
    write("Look", body="[[Pip Russet]]")
    delete(orchard.pip)
    for address in ("/characters/", "/actors/", "/", "/wiki/Pip_Rusett", "/wiki/The_Orchard_season_1"):
        assert "/wiki/Pip_Russet" not in links(client.get(address)), address
    [link] = [one for one in elements(client.get("/wiki/Look"), "a") if one.text == "Pip Russet"]
    assert link["href"] != "/wiki/Pip_Russet"


def test_a_visitor_gets_no_cookie(client, orchard):
    for address in ("/wiki/The_Orchard_season_1", "/wiki/ada_marsh", "/wiki/Nobody", "/wiki/a%00b", "/"):
        assert not client.get(address).cookies


def test_the_head_of_a_page_can_be_asked_for(client, orchard):
    answer = client.head("/wiki/Ada_Marsh")
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.head("/wiki/Nobody").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_reading_page(member, method):
    assert getattr(member, method)("/wiki/Ada_Marsh").status_code == 405


@pytest.mark.parametrize(
    "asked", ["?q=apple", "?page=7", "?utm_source=x", "?next=//example.org", "?kind=character"]
)
def test_a_page_has_the_same_content_whatever_is_asked_of_it_and_under_whatever_host(client, asked):
    write("Pip Russet", body="Pip plants a tree. [[Nobody]]")
    content = client.get("/wiki/Pip_Russet").content
    assert client.get(f"/wiki/Pip_Russet{asked}").content == content
    assert client.get(f"/wiki/Pip_Russet{asked}", headers={"host": "other.example"}).content == content

"""Pages about characters and seasons on which nobody has marked anything: readers see only their lead."""

import pytest
from django.test import Client

from tests.builders import again, bob, change, change_fact, orchard, row, value, write, write_episode
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of
from wiki.models import SearchEntry

pytestmark = pytest.mark.each_database

LEAD, REST = "Pip plants trees.", "## Later\n\nPip dies. [[Category:Gardeners]]"
BODY = f"{LEAD}\n\n{REST}"
QUESTION = "Nobody has marked this page yet. Show it anyway?"


@pytest.fixture
def pip():
    world = orchard()
    change(
        world.pip,
        body=BODY,
        facts={"full_name": value("Pip A. Russet"), "first_appearance": value(world.season.uid)},
    )
    return again(world.pip)


def watched(point):
    client = Client()
    client.cookies["progress"] = f"orchard:{point}"
    return client


def main(client, title="Pip_Russet"):
    return text_of(client.get(f"/wiki/{title}"), "main")


def settle_form(answer):
    """Return what the button “This page spoils nothing” sends."""
    names = ("base", "facts-reveal", "summary")
    return {one["name"]: one["value"] for one in elements(answer, "input") if one["name"] in names}


@pytest.mark.parametrize("client", [Client(), watched("none"), watched("s9")], ids=["unasked", "none", "far"])
def test_readers_see_its_lead_and_its_facts_and_one_question(client, pip):
    seen = main(client)
    assert LEAD in seen
    assert "Pip A. Russet" in seen
    assert QUESTION in seen
    assert "Later" not in seen
    assert "Part of this page is hidden" not in seen
    assert "dies" not in client.get("/wiki/Pip_Russet").content.decode()
    assert client.get("/raw/Pip_Russet").content.decode().endswith(f"{LEAD}\n\n[hidden]\n")


def test_who_hides_nothing_sees_all_of_it_and_no_question(pip):
    seen = main(watched("all"))
    assert "Pip dies." in seen
    assert "Nobody has marked" not in seen


def test_who_asks_once_sees_all_of_this_page_and_of_no_other(pip):
    client = watched("none")
    write("Mrs Moss", "character", body=BODY)
    answer = client.get("/wiki/Pip_Russet?from=here")
    sent = {name: values[-1] for name, values in form_fields(answer).items() if name in ("once", "next")}
    assert sent["once"] == pip.uid
    back = client.post("/progress", {"once": pip.uid, "next": "/wiki/Pip_Russet?from=here"})
    assert (back.status_code, back["Location"]) == (303, "/wiki/Pip_Russet?from=here")
    assert "Pip dies." in main(client)
    assert "Nobody has marked" not in main(client)
    assert "dies" not in main(client, "Mrs_Moss")
    description = elements(client.get("/wiki/Pip_Russet"), "meta", name="description")[0]["content"]
    assert description == LEAD


def test_what_is_hidden_is_in_no_search_list_or_link(pip, client):
    assert "dies" not in SearchEntry.objects.get(page=pip).text
    assert "Pip" not in main(client, "Category:Gardeners")
    assert "Pip" in main(watched("all"), "Category:Gardeners")


@pytest.mark.parametrize(
    "facts",
    [
        {"statements": [row("r1", label="Job", value={"name": "Gardener"}, **{"from": "S1E1"})]},
        {"statements": [row("r1", label="Job", value={"name": "Gardener"}, until="S1E1")]},
        {"reveal": value("everybody")},
    ],
    ids=["from", "until", "settled"],
)
def test_it_is_shown_once_somebody_has_marked_a_fact_or_settled_it(pip, client, facts):
    change(pip, facts={**pip.current.facts, **facts})
    assert "Pip dies." in main(client)
    assert "Pip" in main(client, "Category:Gardeners")
    assert "dies" in SearchEntry.objects.get(page=pip).text
    change(pip, facts=pip.current.facts)
    assert "dies" not in main(client)


def test_it_is_shown_once_somebody_has_marked_its_text(pip, client):
    change(pip, body=f"{BODY}\n\n>!S1E1: Secret.!<")
    assert "Pip dies." in main(client)
    assert "Secret" not in main(client)


def test_a_page_without_text_below_its_lead_an_episode_or_an_article_is_not_asked_about(client):
    world = orchard()
    change(world.quince, body=LEAD)
    dawn = write_episode(world.season, 1, "Dawn")
    change(dawn, body=BODY)
    write("Trees", body=BODY)
    change(world.season, body=BODY)
    titles = ("Mrs_Quince", "Dawn", "Trees", "The_Orchard_season_1")
    assert [QUESTION in main(client, title) for title in titles] == [False, False, False, True]
    assert "Pip dies." in main(client, "Trees")


def test_a_setting_shows_unmarked_pages(pip, client, settings):
    settings.WIKI_HIDE_UNMARKED = False
    assert "Pip dies." in main(client)
    assert "Nobody has marked" not in main(client)


def test_a_member_settles_it_with_one_click_and_can_undo_it(pip, client):
    editor = browser_of(bob())
    answer = editor.get("/wiki/Pip_Russet")
    sent = settle_form(answer)
    assert sent == {
        "base": str(pip.current_id),
        "facts-reveal": "everybody",
        "summary": "Looked at: nothing on this page spoils",
    }
    assert editor.post("/edit/Pip_Russet", sent | {"action": "save"})["Location"] == "/wiki/Pip_Russet"
    settled = again(pip).current
    assert (settled.body, settled.summary, settled.author) == (BODY, sent["summary"], bob())
    assert settled.facts == pip.current.facts | {"reveal": value("everybody")}
    assert "Pip dies." in main(client)
    assert "spoils nothing" not in main(editor)
    undo = next(link for link in links(editor.get("/history/Pip_Russet")) if f"undo={settled.pk}" in link)
    form = form_fields(editor.get(undo))
    editor.post("/edit/Pip_Russet", {name: values[-1] for name, values in form.items()} | {"action": "save"})
    assert again(pip).current.facts == pip.current.facts
    assert "dies" not in main(client)


def test_a_visitor_has_no_button_to_settle_it_and_no_cookie(pip, client):
    answer = client.get("/wiki/Pip_Russet")
    assert "spoils nothing" not in answer.content.decode()
    assert not answer.cookies


def test_only_a_form_of_this_site_settles_it(pip):
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(bob())
    sent = {"base": pip.current_id, "facts-reveal": "everybody", "action": "save"}
    assert editor.post("/edit/Pip_Russet", sent).status_code == 403
    assert again(pip).current_id == pip.current_id


def test_who_saves_an_unmarked_page_is_told_what_readers_see(pip):
    editor = browser_of(bob())
    words = "readers see only its lead and its facts"
    sent = {"base": pip.current_id, "body": f"{BODY}\n\nMore.", "action": "save"}
    assert words in text_of(editor.post("/edit/Pip_Russet", sent, follow=True), "div", class_="messages")
    sent = {"base": again(pip).current_id, "body": f"{BODY}\n\n>!S1E2: More.!<", "action": "save"}
    assert words not in text_of(editor.post("/edit/Pip_Russet", sent, follow=True), "div", class_="messages")


def test_old_revisions_and_the_form_of_an_unmarked_page_ask_first(pip):
    change_fact(pip, "reveal", value("everybody"))
    editor = browser_of(bob())
    assert "Show it once" in editor.get(f"/revision/{pip.current_id}").content.decode()
    assert "Show it once" not in editor.get("/edit/Pip_Russet").content.decode()

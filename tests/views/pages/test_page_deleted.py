"""A deleted page: it says why it is gone, and nothing of what it said is read through any door."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.builders import (
    again,
    alice,
    bob,
    change,
    dana,
    row,
    season_with,
    somebody,
    value,
    write,
    write_episode,
)
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of
from tests.walks import wiki_addresses
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.titles.moving import move_page
from wiki.models import Proposal

pytestmark = pytest.mark.each_database

SECRET, TITLE, REASON = "zyzzyva", "Unspeakable", "It told too much."
FACES = ["page-read", "page-raw", "page-history", "page-links", "page-move"]


def delete(page):
    delete_page(again(page), by=alice(), reason=REASON)
    return again(page)


@pytest.fixture
def gone(orchard):
    """Pages of six kinds that told the secret in text, facts and summary. They are deleted.

    What named them is there still: two seasons, episodes, people, and a list in two categories.
    """
    pear = write("The Pear", "show", facts={"key": value("pear")})
    about = {"show": value(pear.uid), "number": value(1)}
    write_episode(write("The Pear season 1", "season", facts=about), 1, "Blossom")
    season = season_with(1)
    write_episode(season, 1, "Frost")
    first, _second = (write_episode(orchard.season, number) for number in (1, 2))
    write("Category:Trees", "category")
    shrubs = write("Category:Shrubs", "category")
    write("A list", body="[[Category:Trees]] [[Category:Shrubs]] Of [[Pip Russet|somebody]].")
    # The season before its source: what is deleted is cited no more.
    told = (pear, season, first, orchard.ada, shrubs, orchard.times)
    return [tell_and_delete(page, orchard.times) for page in told]


def tell_and_delete(page, source):
    """Let a page tell the secret, be moved to a title that nobody may read either, and be deleted."""
    secret = row("secret", (source, SECRET), label=SECRET, value={"name": SECRET})
    body = f"{SECRET} [[Category:Trees]]\n\n::: spoiler\n{SECRET}\n:::"
    change(page, body=body, facts=again(page).current.facts | {"statements": [secret]}, summary=SECRET)
    title = f"{'Category:' if page.kind == 'category' else ''}{TITLE} {page.kind}"
    move_page(page, by=bob(), title=title, keep_old=False)
    deleted = delete(page)
    deleted.title = title
    return deleted


def addresses(pages):
    """Return every address there is, and those that ask for these pages in particular."""
    yield from wiki_addresses()
    yield from (f"/search?q={SECRET}", "/search?q=orchard", "/suggest?q=un", "/suggest?q=t&value=key")
    yield from ("/recent?days=all", "/user/Bob?days=all", "/edit/Another")
    yield from ("/category/Trees", "/links/Category:Trees", "/category/Shrubs", "/links/Category:Shrubs")
    for page in pages:
        first, newest, title = page.revisions.earliest("pk"), page.current, page.title
        yield from (reverse(name, args=[title]) for name in FACES)
        yield from (f"/compare?old={first.pk}&new={newest.pk}", f"/diff/{newest.pk}/{first.pk}")
        yield f"/pages/?kind={page.kind}"
        yield from (f"/edit/{title}?undo={newest.pk}", f"/edit/{title}?section=x")


@pytest.mark.slow
def test_nothing_of_them_is_read_through_any_door(gone):
    for browser in (Client(), browser_of(bob())):
        for address in dict.fromkeys(addresses(gone)):
            answer = browser.get(address)
            words = b"".join(answer).decode()
            assert answer.status_code < 500, address
            assert SECRET not in words or address == f"/search?q={SECRET}", address
            assert TITLE not in words or TITLE in address or address.startswith("/journal"), address
        found = browser.get(f"/search?q={SECRET}")
        assert not elements(found, "ol", class_="results")
    call_command("check_wiki")


@pytest.mark.slow
def test_its_faces_answer_410_with_the_reason_and_its_revisions_404(client, member):
    page = write("Pip Russet", body="One.")
    newest = change(page, body="Two.")
    delete(page)
    for browser in (client, member, browser_of(somebody("Tara", "Trusted"))):
        for face in FACES:
            answer = browser.get(reverse(face, args=["Pip Russet"]))
            assert answer.status_code == 410, face
            assert REASON in text_of(answer, "main")
            assert "/history/Pip_Russet" not in links(answer)
        for address in (f"/revision/{newest.pk}", f"/diff/{page.current_id}/{newest.pk}"):
            assert browser.get(address).status_code == 404
        assert browser.get(f"/compare?old={page.current_id}&new={newest.pk}").status_code == 400
        assert browser.post(f"/revision/{page.current_id}", {"base": newest.pk}).status_code == 404
        assert browser.post("/move/Pip_Russet", {"title": "Pip"}).status_code == 410


@pytest.mark.slow
def test_who_may_bring_it_back_reads_its_history_and_is_told_that_it_is_deleted():
    page = write("Pip Russet", body="One.")
    newest = change(page, body="Two.")
    delete(page)
    for person in (alice(), dana()):
        browser = browser_of(person)
        assert browser.get("/wiki/Pip_Russet").status_code == 410
        for address in (
            "/history/Pip_Russet",
            f"/revision/{page.current_id}",
            f"/revision/{newest.pk}",
            f"/diff/{page.current_id}/{newest.pk}",
        ):
            answer = browser.get(address)
            assert answer.status_code == 200, address
            assert f"This page was deleted. Reason: {REASON}" in text_of(answer, "main")
            assert f"/admin/wiki/page/{page.pk}/change/" in links(answer)
            assert not [one for one in elements(answer, "button") if "Restore" in one.text]
            assert not [link for link in links(answer) if "undo=" in link]


@pytest.mark.parametrize("name", ["show", "season", "episode", "ada", "pip", "times", "article"])
def test_old_revisions_of_every_kind_can_be_read_by_who_may_bring_it_back(orchard, name):
    orchard.episode = write_episode(orchard.season, 1)
    page = delete(getattr(orchard, name))
    assert browser_of(alice()).get(f"/revision/{page.current_id}").status_code == 200


def test_links_to_it_are_red_and_facts_do_without_it(client, orchard):
    delete(orchard.pip)
    answer = client.get("/wiki/The_Orchard_season_1")
    [link] = [one for one in elements(answer, "a", class_="new") if one.text == "Pip Russet"]
    assert link["href"] == "/edit/Pip_Russet"
    delete(orchard.ada)
    answer = client.get("/wiki/The_Orchard_season_1")
    assert "Ada Marsh" not in text_of(answer, "main")
    assert "a deleted page" not in text_of(answer, "main")
    assert "Mrs Quince" in text_of(answer, "main")


def test_who_edits_a_page_that_names_it_loses_nothing(member, orchard):
    delete(orchard.ada)
    delete(orchard.times)
    answer = member.get("/edit/The_Orchard_season_1")
    sent = form_fields(answer) | {"body": "Other words."}
    assert member.post("/edit/The_Orchard_season_1", sent).status_code == 302
    newest = again(orchard.season).current
    assert (newest.body, newest.facts) == ("Other words.", orchard.season.current.facts)


@pytest.mark.slow
def test_writing_at_its_title_begins_with_nothing_and_says_why_it_is_gone(member):
    page = delete(write("Pip Russet", "character", body="One."))
    for asked in ("", f"?undo={page.current_id}", "?section=x", "?kind=show"):
        answer = member.get(f"/edit/Pip_Russet{asked}")
        assert answer.status_code == 200
        assert REASON in text_of(answer, "main")
        assert "It stays this kind of page: character." in text_of(answer, "main")
        assert "One." not in answer.content.decode()
        assert not elements(answer, "select", name="kind")
        assert form_fields(answer)["base"] == [""]
    sent = form_fields(answer) | {"body": "Anew.", "kind": "show", "action": "save"}
    assert member.post("/edit/Pip_Russet", sent)["Location"] == "/wiki/Pip_Russet"
    fresh = again(page)
    assert (fresh.kind, fresh.current.number, fresh.current.body) == ("character", 2, "Anew.")
    assert "Anew." in text_of(member.get("/wiki/Pip_Russet"), "main")
    assert "recreated" in text_of(member.get("/history/Pip_Russet"), "main")


@pytest.mark.slow
def test_who_writes_it_again_opens_no_door_to_what_it_said(member):
    page = write("Pip Russet", body=f"{SECRET}.", summary=SECRET, by=somebody("Vera"))
    page.title = "Pip Russet"
    delete(page)
    member.post("/edit/Pip_Russet", {"body": "Anew.", "action": "save"})
    page = again(page)
    page.title, newest, first = "Pip Russet", page.current, page.revisions.get(number=1)
    for browser in (Client(), member):
        for address in dict.fromkeys([*addresses([page]), f"/edit/Pip_Russet?undo={first.pk}"]):
            words = b"".join(browser.get(address)).decode()
            assert SECRET not in words or address == f"/search?q={SECRET}", address
    for sent in ({"base": newest.pk}, {"base": first.pk}):
        member.post(f"/revision/{first.pk}", sent)
    assert again(page).current == newest
    assert "Vera" in text_of(member.get("/history/Pip_Russet"), "main")


@pytest.mark.slow
def test_an_old_base_brings_nothing_of_it_back(member):
    page = write("Pip Russet", body="One secret.")
    second = change(page, body="Two secrets.")
    delete(page)
    for base in (page.current_id, second.pk):
        for action in ("preview", "diff", "save", "add-statements"):
            answer = member.post("/edit/Pip_Russet", {"base": base, "action": action})
            assert answer.status_code == 409
            assert "secret" not in answer.content.decode()
    assert again(page).deleted_at


def test_who_was_writing_when_it_was_deleted_is_told_and_may_save_then(member):
    page = write("Pip Russet", body="One.")
    sent = form_fields(member.get("/edit/Pip_Russet")) | {"body": "Mine."}
    delete(page)
    answer = member.post("/edit/Pip_Russet", sent | {"action": "save"})
    assert answer.status_code == 409
    assert "deleted while you were editing" in text_of(answer, "main")
    assert (form_fields(answer)["body"], form_fields(answer)["base"]) == (["Mine."], [""])
    assert member.post("/edit/Pip_Russet", form_fields(answer) | {"action": "save"}).status_code == 302
    assert again(page).current.body == "Mine."


def test_preview_and_changes_know_the_page_that_is_written_again(member, orchard):
    delete(orchard.show)
    for action in ("preview", "diff"):
        sent = {"facts-key": "orchard", "body": "Anew.", "action": action}
        answer = member.post("/edit/The_Orchard", sent)
        assert answer.status_code == 200
        assert "Error:" not in text_of(answer, "title")
        assert "Anew." in text_of(answer, "main")


def test_what_waits_for_a_review_says_so(member, settings):
    page = delete(write("Pip Russet", body="One."))
    settings.WIKI_REVIEW_FIRST_EDITS = 99
    answer = member.post("/edit/Pip_Russet", {"body": "Anew.", "action": "save"})
    assert answer["Location"] == f"/proposal/{Proposal.objects.get().pk}"
    answer = member.get(answer["Location"])
    assert "Anew." in text_of(answer, "main")
    assert "One." not in text_of(answer, "main")
    assert again(page).deleted_at


def test_once_it_is_back_all_is_as_before(client, orchard):
    before = client.get("/wiki/The_Orchard_season_1").content
    delete(orchard.ada)
    assert client.get("/wiki/The_Orchard_season_1").content != before
    restore_page(again(orchard.ada), by=alice(), reason="x")
    assert client.get("/wiki/The_Orchard_season_1").content == before


def test_who_had_proposed_an_edit_of_it_sees_only_their_own_words(member, settings):
    page = write("Pip Russet", body=f"One.\n\n{SECRET}")
    settings.WIKI_REVIEW_FIRST_EDITS = 99
    sent = {"base": page.current_id, "body": "Mine.", "action": "save"}
    address = member.post("/edit/Pip_Russet", sent)["Location"]
    assert SECRET in text_of(member.get(address), "main")
    delete(page)
    words = text_of(member.get(address), "main")
    assert "Mine." in words
    assert SECRET not in words
    assert SECRET not in member.get(f"/edit/Pip_Russet?proposal={Proposal.objects.get().pk}").content.decode()

"""What a moderator has hidden of a revision is read through no door of the site, and by few in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from tests.builders import again, alice, bob, change, dana, everything, row, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, links, text_of
from tests.walks import wiki_addresses
from wiki.actions.history.revisions import PARTS, hide_revision
from wiki.actions.moderation.purging import purge
from wiki.models import Revision

SECRET, SUMMARY, NAME = "zyzzyva", "quixotry", "Veronica"


def hide(revision, *parts):
    hide_revision(revision, by=alice(), parts=parts, reason="Private.")


@pytest.fixture
def page():
    """A page of three revisions; the second, by Veronica, says what nobody should read."""
    page = write("Pip Russet", body="One.")
    facts = {"statements": [row("s1", label="Number", value={"name": SECRET})]}
    page.bad = change(page, body=f"One.\n\n{SECRET}", facts=facts, summary=SUMMARY, by=somebody(NAME))
    page.good = change(page, body="Three.", facts={}, by=bob())
    return page


def addresses(page):
    """Return every address there is, and those that ask for the hidden revision in particular."""
    bad, good = page.bad.pk, page.good.pk
    yield from wiki_addresses()
    yield from (
        f"/revision/{bad}",
        f"/diff/{page.current_id}/{bad}",
        f"/diff/{bad}/{good}",
        f"/diff/{bad}/{good}?view=split",
    )
    yield from (f"/edit/Pip_Russet?undo={bad}", f"/edit/Pip_Russet?undo={good}", "/raw/Pip_Russet")
    yield from (
        "/recent?days=all",
        "/user/Bob?days=all",
        f"/search?q={SECRET}",
        f"/compare?old={bad}&new={good}",
    )


@pytest.mark.slow
def test_hidden_parts_are_read_through_no_door(page):
    hide(page.bad, *PARTS)
    for browser in (Client(), browser_of(dana()), browser_of(bob())):
        for address in dict.fromkeys(addresses(page)):
            answer = browser.get(address)
            words = b"".join(answer).decode().replace(f"q={SECRET}", "")
            assert answer.status_code < 500, address
            assert SECRET not in words or address == f"/search?q={SECRET}", address
            assert SUMMARY not in words, address
            assert NAME not in words, address


def test_a_revision_says_that_its_text_is_hidden_and_offers_nothing_that_would_show_it(member, page):
    hide(page.bad, "text")
    answer = member.get(f"/revision/{page.bad.pk}")
    assert answer.status_code == 200
    assert "A moderator has hidden the text of this revision." in text_of(answer, "main")
    assert not [link for link in links(answer) if "/diff/" in link]
    assert not [one for one in elements(answer, "button") if "Restore" in one.text]
    answer = member.get(f"/diff/{page.current_id}/{page.bad.pk}")
    assert "can't be compared" in text_of(answer, "main")
    answer = member.get("/history/Pip_Russet")
    assert "text hidden" in text_of(answer, "main")
    offered = [link for link in links(answer) if "/diff/" in link or "undo=" in link]
    assert offered == [f"/diff/{page.current_id}/{page.good.pk}"]


def test_histories_and_lists_say_that_summary_and_author_are_hidden(client, page):
    hide(page.bad, "summary", "author")
    for address in ("/history/Pip_Russet", "/recent?days=all"):
        words = text_of(client.get(address), "main")
        assert "summary hidden by a moderator" in words
        assert "hidden by a moderator" in words.replace("summary hidden by a moderator", "")
    assert f"/user/{NAME}" not in links(client.get("/history/Pip_Russet"))
    assert SECRET in text_of(client.get(f"/revision/{page.bad.pk}"), "main")


def test_nobody_learns_whose_edit_it_is_by_asking_for_one_person(client, page):
    write("Theirs", by=somebody(NAME))
    hide(page.bad, "author")
    assert "1 edit" in text_of(client.get(f"/user/{NAME}"), "main")
    listed = text_of(client.get(f"/user/{NAME}"), "main")
    assert "Theirs" in listed
    assert "Pip Russet" not in listed
    for address in (f"/history/Pip_Russet?person={NAME}", f"/recent?days=all&person={NAME}&title=Pip+Russet"):
        answer = client.get(address)
        assert not elements(answer, "ol", class_="history")
        assert f"/revision/{page.bad.pk}" not in links(answer)


@pytest.mark.slow
def test_what_is_hidden_is_no_base_of_an_edit_whatever_is_posted(member, page):
    hide(page.bad, "text")
    before = everything()
    for sent in ({}, {"section": "x"}, {"undo": page.bad.pk}, {"facts-statements": "s1"}):
        for action in ("preview", "diff", "save", "add-statements", "remove-statements-s1"):
            answer = member.post("/edit/Pip_Russet", {"base": page.bad.pk, "action": action, **sent})
            assert SECRET not in answer.content.decode(), (sent, action)
    assert everything() == before
    answer = member.post("/edit/Pip_Russet", {"base": page.bad.pk, "body": "Mine.", "action": "save"})
    assert answer.status_code == 409
    assert form_fields(answer)["body"] == ["Mine."]


def test_a_hidden_revision_is_not_restored(member, page):
    hide(page.bad, "text")
    answer = member.post(f"/revision/{page.bad.pk}", {"base": page.good.pk})
    assert answer.status_code == 409
    assert "can't be restored" in text_of(answer, "main")
    assert again(page).current == page.good


def test_the_author_of_what_readers_see_is_hidden_at_the_foot_and_on_the_first_page(client, page):
    newest = change(page, body="Four.", by=somebody(NAME))
    hide(newest, "author")
    for address in ("/wiki/Pip_Russet", "/"):
        words = client.get(address).content.decode()
        assert NAME not in words
        assert "hidden by a moderator" in words


def test_what_the_law_forbids_is_said_to_be_removed(client, page):
    purge(page, [page.bad], reason="Order 7 of the court")
    assert "permanently removed" in text_of(client.get(f"/revision/{page.bad.pk}"), "main")
    assert "text removed" in text_of(client.get("/history/Pip_Russet"), "main")
    assert "can't be compared" in text_of(client.get(f"/diff/{page.bad.pk}/{page.good.pk}"), "main")
    assert client.get(f"/diff/{page.current_id}/{page.good.pk}").status_code == 200


@pytest.mark.slow
def test_many_hidden_parts_cost_no_query(client, page, django_assert_max_num_queries):
    for number in range(6):
        revision = change(page, body=f"Bad {number}.")
        change(page, body=f"Good {number}.")
        hide(revision, *PARTS)
    with django_assert_max_num_queries(6):
        client.get("/history/Pip_Russet")


def test_in_the_admin_few_hide_and_read_what_is_hidden(page):
    moderator, address = browser_of(staff(alice())), f"/admin/wiki/revision/{page.bad.pk}/change/"
    assert form_fields(moderator.get(address)) == {"reason": [""]}
    sent = {"text": "on", "author": "on", "reason": "A telephone number"}
    answer = moderator.post(f"/admin/wiki/revision/{page.bad.pk}/hide/", sent)
    assert (answer.status_code, answer["Location"]) == (302, address)
    mark = Revision.objects.get(pk=page.bad.pk).mark
    assert (mark.text_hidden, mark.summary_hidden, mark.author_hidden) == (True, False, True)
    answer = moderator.get(address)
    assert SECRET in text_of(answer)
    assert NAME in text_of(answer)
    assert form_fields(answer) == {"text": ["on"], "author": ["on"], "reason": [""]}


def test_a_hiding_that_is_refused_keeps_what_was_typed(page):
    moderator = browser_of(staff(alice()))
    address = f"/admin/wiki/revision/{page.good.pk}/hide/"
    answer = moderator.post(address, {"text": "on", "reason": "A number"})
    assert "current text" in text_of(answer)
    assert form_fields(answer) == {"text": ["on"], "reason": ["A number"]}
    answer = moderator.post(address, {"summary": "on", "reason": " "})
    assert "required" in text_of(answer)
    assert form_fields(answer)["summary"] == ["on"]


def test_in_the_admin_others_see_neither_the_form_nor_what_is_hidden(page):
    helper = staff(somebody("Hugo"))
    helper.user_permissions.set(Permission.objects.filter(codename__in=["view_revision", "patrol_revision"]))
    browser = browser_of(helper)
    assert not elements(browser.get(f"/admin/wiki/revision/{page.bad.pk}/change/"), "form", class_="power")
    assert (
        browser.post(f"/admin/wiki/revision/{page.bad.pk}/hide/", {"text": "on", "reason": "x"}).status_code
        == 403
    )
    hide(page.bad, *PARTS)
    for address in (
        reverse("admin:wiki_revision_changelist"),
        f"/admin/wiki/revision/{page.bad.pk}/change/",
        f"/admin/wiki/revision/{page.good.pk}/change/",
    ):
        words = browser.get(address).content.decode()
        assert not [secret for secret in (SECRET, SUMMARY, NAME) if secret in words], address
    found = browser.get(f"/admin/wiki/revision/?q={NAME}")
    assert not [link for link in links(found) if f"/revision/{page.bad.pk}/" in link]

"""The journal in the admin: to read and search, and nothing else, whoever one is."""

import pytest

from tests.builders import alice, bob, change, dana, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of
from tests.walks import account_addresses, admin_addresses, wiki_addresses
from wiki.actions.history.revisions import hide_revision
from wiki.actions.journal import record
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.protection import protect_page
from wiki.models import JournalAction, JournalEntry, User

LIST = "/admin/wiki/journalentry/"


@pytest.fixture
def superuser():
    return browser_of(User.objects.create_superuser("Root", "root@example.org", "x"))


@pytest.fixture
def entries():
    """What was done to a page, to a member, and in private."""
    page = write("The gate")
    change(page, body="New")
    protect_page(page, by=alice(), what="edit", level="trusted", reason="Edit war")
    block_member(bob(), by=alice(), reason="Spam")
    hide_revision(page.current, by=alice(), parts=["text"], reason="zeppelin")
    record(JournalAction.PURGE, by=None, page=page, reason="Court order")
    return list(JournalEntry.objects.all())


def rows():
    return list(JournalEntry.objects.order_by("pk").values())


def test_the_list_says_who_what_and_why_in_words(moderator, entries):
    table = text_of(moderator.get(LIST), "table", id="result_list")
    for words in (
        "the operator of the wiki",
        "editing, for trusted members, for ever",
        "Edit war",
        "zeppelin",
    ):
        assert words in table
    assert "Spam" in text_of(moderator.get(LIST, {"q": "bob"}), "table", id="result_list")


def test_the_list_costs_the_same_whatever_it_holds(moderator, entries, django_assert_max_num_queries):
    for number in range(15):
        block_member(somebody(f"Vera{number}"), by=alice(), reason="Spam")
    with django_assert_max_num_queries(10):
        assert len(elements(moderator.get(LIST), "th", class_="field-created_at")) == 19


def test_staff_without_the_permission_can_not_open_the_journal(entries):
    browser = browser_of(staff(bob()))
    assert browser.get(LIST).status_code == 403
    assert browser.get(f"{LIST}{entries[0].pk}/change/").status_code == 403


@pytest.mark.slow
def test_no_form_of_the_admin_changes_or_deletes_an_entry(superuser, entries):
    before = rows()
    for browser in (superuser, browser_of(staff(alice())), browser_of(staff(dana()))):
        sent = {"reason": "Another", "title": "Another", "private": "on", "post": "yes", "_save": "Save"}
        for entry in entries:
            for face in ("change", "delete"):
                assert browser.post(f"{LIST}{entry.pk}/{face}/", sent).status_code == 403
            assert not elements(browser.get(f"{LIST}{entry.pk}/change/"), "input", name="_save")
        assert browser.post(f"{LIST}add/", sent).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [entry.pk for entry in entries]}
        browser.post(LIST, chosen | sent)
        browser.post(LIST, {"form-TOTAL_FORMS": "1", "form-0-id": entries[0].pk, "form-0-reason": "x"})
        offered = [link for link in links(browser.get(LIST)) if "/journalentry/" in link]
        assert not [link for link in offered if "/delete/" in link or "/add/" in link]
    assert rows() == before


@pytest.mark.slow
def test_no_url_changes_or_deletes_an_entry(superuser, entries):
    before = rows()
    asked = {str(entry.pk) for entry in entries}
    for address in [*wiki_addresses(), *admin_addresses(), *account_addresses()]:
        if "logout" in address or "/close/" in address:
            continue
        # What looking at it writes, tests/views/site/test_security.py sees: nothing.
        superuser.post(address, {"id": asked, "action": "delete", "reason": "x", "private": "on"})
        superuser.delete(address)
    assert rows()[: len(before)] == before

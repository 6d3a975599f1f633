"""The download of all that the wiki keeps about somebody."""

import json

from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client

from tests.builders import alice, bob, change, somebody, value, write
from tests.doors import browser_of
from wiki.actions.history.revisions import patrol
from wiki.actions.moderation.proposals import reject
from wiki.actions.moderation.protection import protect_page
from wiki.actions.pages.editing import edit_page


def downloaded(browser):
    answer = browser.get("/accounts/download/")
    assert answer.status_code == 200
    return json.loads(answer.getvalue())


def test_it_is_a_file_that_no_cache_keeps(member):
    answer = member.get("/accounts/download/")
    assert answer.streaming
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="account.json"'
    assert answer["Cache-Control"] == "no-store"
    answer.getvalue()


def test_it_holds_the_account_the_sessions_and_the_preferences():
    somebody("Bob", "Trusted")
    browser = Client(HTTP_USER_AGENT="Desk")
    browser.post("/accounts/login/", {"login": "Bob", "password": "apple-pie-for-tea"})
    browser.post("/preferences", {"theme": "dark"})
    content = downloaded(browser)
    account = content["account"]
    assert (account["name"], account["groups"]) == ("Bob", ["Trusted"])
    assert account["emails"] == [{"email": "bob@example.org", "verified": False, "primary": False}]
    assert account["joined"]
    assert account["last_log_in"]
    assert account["second_step"] == []
    assert content["preferences"] == {"theme": "dark", "text": "", "font": ""}
    [session] = content["sessions"]
    assert (session["user_agent"], session["ip"]) == ("Desk", "127.0.0.1")


def test_it_holds_every_revision_of_theirs_and_of_nobody_else(member):
    page = write("The Hedge “Élan”", "show", facts={"key": value("hedge")}, body="A show.", summary="New")
    change(page, by=alice(), body="A better show.")
    change(page, body="The best show.", minor=True)
    first, last = downloaded(member)["revisions"]
    assert (first["page"], first["number"], first["summary"]) == ("The Hedge “Élan”", 1, "New")
    assert (first["body"], first["facts"]["key"]["value"]) == ("A show.", "hedge")
    assert (last["number"], last["minor"], last["body"]) == (3, True, "The best show.")
    assert {"created_at", "tags"} <= first.keys()


def test_it_holds_what_they_looked_over_and_did_in_the_admin():
    looked_over = write("Tree").current
    patrol(looked_over, by=alice())
    LogEntry.objects.log_actions(alice().pk, [looked_over.page], CHANGE, "A note", single_object=True)
    content = downloaded(browser_of(alice()))
    assert [one["revision_id"] for one in content["patrols"]] == [looked_over.pk]
    assert [(one["object_repr"], one["change_message"]) for one in content["journal"]] == [("Tree", "A note")]
    assert content["revisions"] == []


def test_it_holds_what_they_have_proposed_and_what_came_of_it(member):
    page = write("Tree", by=alice())
    protect_page(page, by=alice(), what="edit", level="review", reason="Much argued about.")
    said = {"base": page.current, "facts": {}, "summary": "Why"}
    reject(edit_page(page, by=bob(), body="Green.", **said), by=alice(), reason="No source.")
    edit_page(page, by=alice(), body="Brown.", **said)
    edit_page(page, by=somebody("Eve"), body="Red.", **said)
    [proposal] = downloaded(member)["proposals"]
    assert (proposal["page"], proposal["body"], proposal["summary"]) == ("Tree", "Green.", "Why")
    assert (proposal["state"], proposal["reason"]) == ("rejected", "No source.")
    assert {"facts", "created_at", "changed_at", "decided_at", "cause"} <= proposal.keys()


def test_its_queries_do_not_grow_with_the_revisions(member, django_assert_num_queries):
    for number in range(5):
        write(f"Page {number}")
    with django_assert_num_queries(13):
        assert len(downloaded(member)["revisions"]) == 5


def test_somebody_who_wrote_nothing_has_a_file_too(member):
    assert downloaded(member)["revisions"] == []


def test_passwords_and_secrets_are_not_in_it(member):
    bob().authenticator_set.create(type="totp", data={"secret": "TOPSECRET"})
    content = member.get("/accounts/download/").getvalue().decode()
    assert "TOPSECRET" not in content
    assert bob().password not in content


def test_a_visitor_is_led_to_log_in(client):
    assert client.get("/accounts/download/")["Location"].startswith("/accounts/login/")

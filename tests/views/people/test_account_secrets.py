"""What nobody learns or takes from the forms of accounts: who is here, and the session of somebody else."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.builders import bob
from tests.markup import text_of
from wiki.models import User

PASSWORD = "apple-pie-for-tea"
KNOWN, UNKNOWN = "bob@example.org", "nobody@example.org"
NEW = {"username": "Newcomer", "password1": "nine-wet-otters"}


def log_in(browser):
    return browser.post("/accounts/login/", {"login": "Bob", "password": PASSWORD})


def said(answer):
    """Return where an answer leads to, and its words less what was typed."""
    words = re.sub(f"{KNOWN}|{UNKNOWN}", "", text_of(answer, "main"))
    return answer.status_code, answer.get("Location"), words


def test_a_log_in_begins_a_session_that_nobody_could_know_before(client):
    bob()
    browser = Client()
    browser.cookies["sessionid"] = "planted-by-somebody-else"
    assert log_in(browser).status_code == 302
    first = browser.cookies["sessionid"].value
    assert first != "planted-by-somebody-else"
    browser.post("/accounts/logout/")
    client.cookies["sessionid"] = first
    log_in(client)
    assert client.cookies["sessionid"].value != first
    thief = Client()
    thief.cookies["sessionid"] = first
    assert "Log out" not in text_of(thief.get("/"), "header")


@pytest.mark.parametrize("verification", ["optional", "mandatory"])
def test_whether_an_address_has_an_account_is_not_told_to_who_asks_for_a_new_password(
    settings, mailoutbox, verification
):
    settings.ACCOUNT_EMAIL_VERIFICATION = verification
    bob()
    answers = [Client().post("/accounts/password/reset/", {"email": one}) for one in (KNOWN, UNKNOWN)]
    assert said(answers[0]) == said(answers[1])
    pages = [Client().get(answer["Location"]) for answer in answers]
    assert said(pages[0]) == said(pages[1])
    assert [mail.to for mail in mailoutbox] == [[KNOWN], [UNKNOWN]]


def test_where_addresses_are_confirmed_signing_up_tells_nothing_of_the_others(settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    EmailAddress.objects.create(user=bob(), email=KNOWN, verified=True, primary=True)
    answers = [Client().post("/accounts/signup/", NEW | {"email": one}) for one in (KNOWN, UNKNOWN)]
    assert said(answers[0]) == said(answers[1])
    assert answers[0].status_code == 302
    # Whom it belongs to is told by mail, and there is no second account with it.
    assert [mail.to for mail in mailoutbox] == [[KNOWN], [UNKNOWN]]
    assert User.objects.filter(email=KNOWN).count() == 1

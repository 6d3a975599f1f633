"""Email addresses: confirmed before they count, changed with care, and every mail in our words."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.builders import bob
from tests.markup import form_fields, text_of
from wiki.models import User

ADDRESS = "/accounts/email/"
PASSWORD = "apple-pie-for-tea"
CARA = {"username": "Cara", "email": "cara@example.org", "password1": "seven-wet-otters"}


@pytest.fixture
def browser():
    """Bob's browser; his address is confirmed, and he has just given his password again."""
    EmailAddress.objects.create(user=bob(), email="bob@example.org", verified=True, primary=True)
    browser = Client()
    browser.force_login(bob())
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def link_in(mail):
    return re.search(r"http://testserver(\S+)", mail.body)[1]


def log_in_as_cara(browser):
    return browser.post("/accounts/login/", {"login": "Cara", "password": CARA["password1"]})


def is_logged_in(browser):
    return "Log out" in text_of(browser.get("/"), "header")


def test_where_it_is_mandatory_nobody_logs_in_before_the_address_is_confirmed(client, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert client.post("/accounts/signup/", CARA)["Location"] == "/accounts/confirm-email/"
    asked = text_of(client.get("/accounts/confirm-email/"))
    assert "We have sent an email to cara@example.org. Open the link in it" in asked
    assert "meanwhile" not in asked
    log_in_as_cara(client)
    assert not is_logged_in(client)
    link = link_in(mailoutbox[0])
    asked = client.get(link)
    assert "cara@example.org" in text_of(asked, "main")
    assert not EmailAddress.objects.get().verified
    assert client.post(link)["Location"] == "/accounts/"
    assert EmailAddress.objects.get().verified
    log_in_as_cara(client)
    assert is_logged_in(client)


def test_who_opens_the_link_of_somebody_else_stays_logged_in_until_they_confirm(browser, mailoutbox):
    Client().post("/accounts/signup/", CARA)
    link = link_in(mailoutbox[-1])
    asked = browser.get(link)
    assert not text_of(asked, "div", role="status")
    assert is_logged_in(browser)
    browser.post(link)
    assert not is_logged_in(browser)


@pytest.mark.parametrize(("asked_for", "mails"), [("optional", 1), ("none", 0)])
def test_elsewhere_one_is_logged_in_at_once(client, settings, mailoutbox, asked_for, mails):
    settings.ACCOUNT_EMAIL_VERIFICATION = asked_for
    client.post("/accounts/signup/", CARA)
    assert ("You can already edit pages." in text_of(client.get("/"), "div", role="status")) == bool(mails)
    assert is_logged_in(client)
    assert len(mailoutbox) == mails


def test_a_change_of_addresses_asks_for_the_password_and_then_goes_on(member, mailoutbox):
    answer = member.post(ADDRESS, {"email": "new@example.org", "action_add": ""})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    again = member.post(answer["Location"], {"password": PASSWORD, "next": ADDRESS})
    assert again["Location"] == ADDRESS
    assert EmailAddress.objects.filter(email="new@example.org", verified=False).exists()
    assert mailoutbox[-1].to == ["new@example.org"]


def test_an_address_is_changed_step_by_step_and_the_old_one_hears_of_it(browser, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    browser.post(ADDRESS, {"email": "new@example.org", "action_add": ""})
    assert EmailAddress.objects.get(primary=True).email == "bob@example.org"
    refused = browser.post(ADDRESS, {"email": "new@example.org", "action_primary": ""}, follow=True)
    assert "Confirm this address" in text_of(refused, "div", role="status")
    browser.post(link_in(mailoutbox[-1]))
    browser.post(ADDRESS, {"email": "new@example.org", "action_primary": ""})
    assert User.objects.get().email == "new@example.org"
    told = mailoutbox[-1]
    assert (told.to, told.subject) == (["bob@example.org"], "[hswiki] Your email address has changed")
    assert "now new@example.org" in told.body
    assert re.search(r"Time: \d+ \w+ \d{4}, \d\d:\d\d$", told.body, re.MULTILINE)
    browser.post(ADDRESS, {"email": "bob@example.org", "action_remove": ""})
    assert EmailAddress.objects.get().email == "new@example.org"


def test_an_address_of_somebody_else_is_refused_without_a_word_about_them(browser, mailoutbox):
    other = User.objects.create_user("Other", "other@example.org", PASSWORD)
    EmailAddress.objects.create(user=other, email="other@example.org", verified=True, primary=True)
    browser.post(ADDRESS, {"email": "other@example.org", "action_add": ""})
    assert not EmailAddress.objects.filter(user=bob(), email="other@example.org", verified=True).exists()


def test_a_look_at_the_addresses_of_an_account_made_by_hand_writes_nothing(client):
    User.objects.create_superuser("Root", "root@example.org", PASSWORD)
    client.post("/accounts/login/", {"login": "Root", "password": PASSWORD})
    before = list(EmailAddress.objects.values())
    assert "root@example.org" in text_of(client.get(ADDRESS), "main")
    assert list(EmailAddress.objects.values()) == before


def test_a_forgotten_password_is_replaced_by_the_link_in_a_mail(client, mailoutbox):
    bob()
    client.post("/accounts/password/reset/", {"email": "bob@example.org"})
    form = client.get(link_in(mailoutbox[0]), follow=True)
    sent = dict.fromkeys(("password1", "password2"), "nine-wet-otters")
    assert sent.keys() <= form_fields(form).keys()
    assert client.post(form.request["PATH_INFO"], sent).status_code == 302
    assert mailoutbox[-1].subject == "[hswiki] Your password has changed"
    client.post("/accounts/login/", {"login": "Bob", "password": "nine-wet-otters"})
    assert is_logged_in(client)


def test_every_mail_names_the_wiki_and_is_calm(browser, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    Client().post("/accounts/signup/", CARA)
    Client().post("/accounts/signup/", CARA | {"username": "Cora", "email": "bob@example.org"})
    for email in ("bob@example.org", "nobody@example.org"):
        Client().post("/accounts/password/reset/", {"email": email})
    sent = {"oldpassword": PASSWORD, "password1": "nine-wet-otters", "password2": "nine-wet-otters"}
    browser.post("/accounts/password/change/", sent)
    assert [mail.subject.removeprefix("[hswiki] ") for mail in mailoutbox] == [
        "Confirm your email address",
        "You already have an account",
        "Choose a new password",
        "There is no account with this address",
        "Your password has changed",
    ]
    for mail in mailoutbox:
        assert mail.body.rstrip().endswith("-- \nhswiki\nhttp://testserver/"), mail.body
        assert "!" not in mail.subject + mail.body
        assert "  " not in mail.body.replace("-- ", "")
        assert "\n\n\n" not in mail.body

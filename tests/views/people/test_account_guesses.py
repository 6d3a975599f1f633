"""Guesses at a password are counted for the account that they are at, however it is spelled."""

from itertools import cycle, islice

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.builders import bob, somebody
from tests.markup import text_of
from wiki.models import User

pytestmark = pytest.mark.each_database

PASSWORD = "apple-pie-for-tea"
SPELLINGS = [
    "Bob",
    "bob",
    "BOB",
    " bob ",
    "Ｂｏｂ",
    "bob@example.org",
    "Bob@Example.ORG",
    "bob@other.example",
]


@pytest.fixture
def account():
    """Bob's, with two addresses."""
    for email, verified in (("bob@example.org", True), ("bob@other.example", False)):
        EmailAddress.objects.create(user=bob(), email=email, verified=verified, primary=verified)
    return bob()


def guess(login, typed="wrong", **more):
    return Client(**more).post("/accounts/login/", {"login": login, "password": typed})


def is_refused(answer):
    return "Too many attempts" in text_of(answer, "main")


def guesses(logins, **more):
    """Guess from so many places that only the account is counted; say which guesses were not looked at."""
    return [is_refused(guess(login, REMOTE_ADDR=f"192.0.2.{n}", **more)) for n, login in enumerate(logins)]


@pytest.mark.slow
def test_the_sixth_guess_is_refused_however_the_account_is_spelled(account):
    assert guesses(islice(cycle(SPELLINGS), 16)) == [False] * 5 + [True] * 11
    assert is_refused(guess("Bob", PASSWORD, REMOTE_ADDR="198.51.100.1"))
    assert not is_refused(guess("Nobody", REMOTE_ADDR="198.51.100.1"))


def test_the_port_in_the_address_of_the_wiki_begins_no_new_count(account):
    answers = [guess("Bob", HTTP_HOST=f"localhost:{8000 + n}", REMOTE_ADDR=f"192.0.2.{n}") for n in range(8)]
    assert [is_refused(answer) for answer in answers] == [False] * 5 + [True] * 3


def test_names_that_nobody_has_are_counted_by_their_normal_form(db):
    spellings = ["No_Body", "no body", "NO  BODY", "Ｎo_body", "no_body", "No Body"]
    assert guesses([*spellings, "Somebody"]) == [False] * 5 + [True, False]


def test_an_address_that_two_accounts_have_counts_for_both(account):
    bea = somebody("Bea")
    User.objects.filter(pk=bea.pk).update(email="shared@example.org")
    EmailAddress.objects.create(user=account, email="shared@example.org", verified=False)
    assert guesses(["shared@example.org"] * 3 + ["Bob"] * 2 + ["Bob", "Bea", "Bea", "Bea"]) == [
        *[False] * 5,
        *(True, False, False, True),
    ]


def test_whoever_logs_in_is_not_counted(account):
    for n in range(8):
        answer = guess(SPELLINGS[n], PASSWORD, REMOTE_ADDR=f"192.0.2.{n}")
        assert answer.status_code == (200 if SPELLINGS[n] == "Ｂｏｂ" else 302), SPELLINGS[n]


def test_giving_the_password_again_is_counted_with_the_guesses_at_the_log_in(account):
    assert guesses(["bob@other.example"] * 5) == [False] * 5
    browser = Client()
    browser.force_login(account)
    again = browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Too many attempts" in text_of(again, "main")


def test_who_gets_a_new_password_by_mail_may_log_in_at_once(account, mailoutbox):
    assert guesses(["Bob"] * 6)[-1]
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": "bob@example.org"})
    [link] = [word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word]
    form = browser.get(link, follow=True)
    new = {"password1": "nine-wet-otters", "password2": "nine-wet-otters"}
    assert browser.post(form.request["PATH_INFO"], new).status_code == 302
    assert guess("bob", "nine-wet-otters").status_code == 302


@pytest.mark.parametrize("login", [*SPELLINGS, "Nobody", "nobody@example.org", "closed"])
def test_a_password_is_compared_as_often_whether_the_account_exists_or_not(account, monkeypatch, login):
    User.objects.filter(pk=somebody("closed").pk).update(is_active=False)
    compared, encode = [], MD5PasswordHasher.encode

    def count(self, password, salt):
        compared.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    guess(login)
    assert len(compared) == 2

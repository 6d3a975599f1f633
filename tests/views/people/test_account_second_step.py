"""Two-step verification: codes from an authenticator app, and recovery codes."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.builders import bob
from tests.markup import elements, inline_code, links, text_of
from tests.totp import code_now

PASSWORD = "apple-pie-for-tea"


@pytest.fixture
def confirmed():
    """Bob's browser; his address is confirmed, and he has just given his password again."""
    EmailAddress.objects.create(user=bob(), email="bob@example.org", verified=True, primary=True)
    browser = Client()
    browser.force_login(bob())
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def secret_on(answer):
    return text_of(answer, "code")


def turn_on(browser):
    """Turn on two-step verification and return its secret."""
    secret = secret_on(browser.get("/accounts/2fa/totp/activate/"))
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/recovery-codes/")
    return secret


def recovery_codes(browser):
    shown = browser.get("/accounts/2fa/recovery-codes/")
    return [code.text for code in elements(shown, "code")]


def log_in(browser, password=PASSWORD):
    return browser.post("/accounts/login/", {"login": "Bob", "password": password})


def is_logged_in(browser):
    return "Log out" in text_of(browser.get("/"), "header")


def test_the_password_is_asked_for_again_before_anything_changes(member):
    for address in ("totp/activate/", "recovery-codes/generate/"):
        assert member.get(f"/accounts/2fa/{address}")["Location"].startswith(
            "/accounts/reauthenticate/?next="
        )


def test_the_secret_is_drawn_and_written_and_nothing_is_against_the_policy(confirmed):
    answer = confirmed.get("/accounts/2fa/totp/activate/")
    assert len(secret_on(answer)) == 32
    [drawing] = elements(answer, "svg", class_="qr")
    assert drawing["aria-label"]
    assert "data:" not in answer.content.decode()
    assert inline_code(answer) == []


def test_who_has_it_on_logs_in_with_password_and_code(confirmed):
    secret = turn_on(confirmed)
    browser = Client()
    answer = log_in(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/authenticate/")
    assert not is_logged_in(browser)
    refused = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    said = text_of(refused, "div", class_="errors")
    assert "Code from your app, or a recovery code: This code is incorrect" in said
    assert not is_logged_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})["Location"] == "/"
    assert is_logged_in(browser)


def test_while_it_is_on_no_address_can_be_added_and_the_page_says_so_beforehand(confirmed):
    turn_on(confirmed)
    answer = confirmed.get("/accounts/email/")
    assert "first turn off two-step verification" in text_of(answer, "main")
    assert "/accounts/2fa/" in links(answer)
    assert not elements(answer, "input", type="email")
    refused = confirmed.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert "Turn off two-step verification" in text_of(refused, "main")


def test_a_code_works_once(confirmed):
    code = code_now(turn_on(confirmed))
    for browser, works in ((Client(), True), (Client(), False)):
        log_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_logged_in(browser) == works


def test_guessing_codes_is_slowed_down(confirmed):
    secret = turn_on(confirmed)
    browser = Client()
    log_in(browser)
    for _guess in range(5):
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert "Too many" in text_of(answer, "main")
    assert not is_logged_in(browser)


def test_codes_are_counted_for_the_account_whatever_the_browser_and_the_spelling(confirmed):
    secret = turn_on(confirmed)
    for number, login in enumerate(("Bob", "bob", "bob@example.org", "BOB", "Bob@example.org")):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        browser.post("/accounts/login/", {"login": login, "password": PASSWORD})
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    browser = Client()
    log_in(browser)
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert "Too many" in text_of(answer, "main")


def test_the_second_step_can_be_left_for_another_name(confirmed):
    turn_on(confirmed)
    browser = Client()
    log_in(browser)
    answer = browser.post("/accounts/logout/", {"next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert browser.get("/accounts/2fa/authenticate/")["Location"].startswith("/accounts/login/")


def test_a_recovery_code_lets_in_once(confirmed):
    turn_on(confirmed)
    codes = recovery_codes(confirmed)
    assert len(codes) == 10
    for browser, works in ((Client(), True), (Client(), False)):
        log_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert is_logged_in(browser) == works
    assert recovery_codes(confirmed) == codes[1:]


def test_recovery_codes_are_downloaded_and_made_anew(confirmed):
    turn_on(confirmed)
    codes = recovery_codes(confirmed)
    file = confirmed.get("/accounts/2fa/recovery-codes/download/")
    assert "attachment" in file["Content-Disposition"]
    assert file.content.decode().split() == codes
    assert confirmed.post("/accounts/2fa/recovery-codes/generate/").status_code == 302
    assert not set(recovery_codes(confirmed)) & set(codes)


def test_it_is_turned_off_and_the_codes_go_with_it(confirmed, mailoutbox):
    turn_on(confirmed)
    assert "/accounts/2fa/totp/deactivate/" in links(confirmed.get("/accounts/2fa/"))
    assert confirmed.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert not Authenticator.objects.exists()
    assert log_in(Client())["Location"] == "/"
    assert "off" in mailoutbox[-1].subject


def test_who_has_not_confirmed_the_address_is_told_to_do_so_first(member):
    EmailAddress.objects.create(user=bob(), email="bob@example.org", verified=False, primary=True)
    answer = member.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Confirm your email address first" in text_of(answer, "div", role="status")
    assert "/accounts/email/" in links(answer)


def test_a_password_alone_is_not_enough_where_a_code_is_asked_for_again(confirmed):
    secret = turn_on(confirmed)
    browser = Client()
    log_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    again = browser.get("/accounts/2fa/reauthenticate/")
    assert again.status_code == 200
    assert elements(again, "input", name="code")

"""Accounts: signing up, logging in and out, and what is refused."""

import pytest
from django.test import Client

from tests.builders import bob
from tests.markup import elements, links, text_of, typed
from wiki.models import User

PASSWORD = "apple-pie-for-tea"
CARA = {"username": "Cara", "email": "cara@example.org", "password1": "seven-wet-otters"}


def sign_up(client, **changed):
    return client.post("/accounts/signup/", CARA | changed)


def log_in(client, login="Bob", password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": login, "password": password} | more)


def is_logged_in(client):
    return "Log out" in text_of(client.get("/"), "header")


def test_who_signs_up_is_logged_in_and_may_edit(client):
    answer = sign_up(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Cara" in text_of(client.get("/"), "header")
    assert client.get("/edit/New").status_code == 200
    cara = User.objects.get()
    assert (cara.is_staff, cara.is_superuser, cara.is_active) == (False, False, True)


def test_who_signs_up_is_a_member(client):
    sign_up(client)
    assert [group.name for group in User.objects.get().groups.all()] in ([], ["Members"])


def test_who_signs_up_on_the_way_to_a_page_comes_to_it(client):
    assert sign_up(client, next="/edit/New")["Location"] == "/edit/New"


@pytest.mark.parametrize("login", ["Bob", "bob", "BOB", "bob@example.org", "Bob@Example.org"])
def test_one_logs_in_by_name_or_email_in_any_case(client, login):
    bob()
    answer = log_in(client, login)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("login", "password"), [("Bob", "wrong"), ("Nobody", PASSWORD), ("bob@example.org", "wrong")]
)
def test_a_wrong_password_and_a_wrong_name_are_answered_alike(client, login, password):
    bob()
    answer = log_in(client, login, password)
    assert answer.status_code == 200
    assert "password is incorrect" in text_of(answer, "div", class_="errors")
    assert typed(answer, "login") == login
    assert password not in answer.content.decode()
    assert not is_logged_in(client)


def test_who_is_not_active_can_not_log_in(client):
    User.objects.filter(pk=bob().pk).update(is_active=False)
    log_in(client)
    assert not is_logged_in(client)


def test_one_logs_out_by_post_and_a_link_alone_does_nothing(client):
    client.force_login(bob())
    assert client.get("/accounts/logout/").status_code == 200
    assert is_logged_in(client)
    answer = client.post("/accounts/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not is_logged_in(client)


def test_logging_in_needs_a_token():
    strict = Client(enforce_csrf_checks=True)
    bob()
    assert log_in(strict).status_code == 403
    token = typed(strict.get("/accounts/login/"), "csrfmiddlewaretoken")
    assert log_in(strict, csrfmiddlewaretoken=token).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\t//evil",
    ],
)
def test_nobody_is_sent_to_another_site(client, target):
    bob()
    assert log_in(client, next=target)["Location"] == "/"
    client.post("/accounts/logout/", {"next": target})
    answer = client.post(f"/accounts/login/?next={target}", {"login": "Bob", "password": PASSWORD})
    assert answer["Location"] == "/"
    assert client.post("/accounts/logout/", {"next": target})["Location"] == "/"
    assert sign_up(client, next=target)["Location"] == "/"


def test_a_page_of_the_wiki_is_come_back_to(client):
    bob()
    page = client.get("/wiki/Who's_there%3F")
    [login] = [link for link in links(page) if link.startswith("/accounts/login/") and "wiki" in link]
    assert log_in(client)["Location"] == "/"
    client.logout()
    after = client.post(login, {"login": "Bob", "password": PASSWORD})
    assert after["Location"] in ("/wiki/Who's_there?", "/wiki/Who's_there%3F")
    assert client.get(after["Location"]).status_code == 404


@pytest.mark.parametrize("password", ["short", "password", "12345678901", "cara", "cara@example.org", ""])
def test_a_weak_password_is_refused_beside_its_field(client, password):
    answer = sign_up(client, password1=password)
    assert answer.status_code == 200
    assert "#id_password1" in links(answer)
    assert (typed(answer, "username"), typed(answer, "email")) == ("Cara", "cara@example.org")
    assert not User.objects.exists()


BAD_NAMES = {
    "a control character": "Ca\u0001ra",
    "a line break": "Ca\nra",
    "a turned direction": "Ca\u202era",
    "an invisible character": "Ca\u200bra",
    "a joiner": "Ca\u200dra",
    "a null character": "Ca\0ra",
    "a space": "Ca ra",
    "a slash": "Ca/ra",
    "an address": "cara@example.org",
    "a sign first": "-Cara",
    "html": "<b>Cara</b>",
    "an emoji": "🍂",
    "nothing": "",
    "sixty-one letters": "C" * 61,
    "a Cyrillic letter among Latin ones": "\u0421ara",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_name_that_could_deceive_is_refused_beside_its_field(client, name):
    answer = sign_up(client, username=name)
    assert answer.status_code == 200
    assert "#id_username" in links(answer)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["Zoë", "日本", "Влад", "Ωμέγα", "Anne-Marie", "x_1", "C" * 60])
def test_names_in_any_script_are_welcome(client, name):
    assert sign_up(client, username=name).status_code == 302
    assert User.objects.get().username == name


@pytest.mark.parametrize("name", ["Bob", "bob", "BOB"])
def test_a_name_that_is_taken_in_any_case_is_refused(client, name):
    bob()
    answer = sign_up(client, username=name)
    assert answer.status_code == 200
    assert "#id_username" in links(answer)
    assert User.objects.count() == 1


def test_the_errors_are_tied_to_their_fields(client):
    answer = sign_up(client, username="", email="no")
    for name in ("username", "email"):
        [field] = elements(answer, "input", name=name)
        assert field["aria-invalid"] == "true"
        assert f"id_{name}_error" in field["aria-describedby"]


def test_guessing_passwords_is_slowed_down(client, settings):
    bob()
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    answers = [log_in(client, password=f"wrong {number}") for number in range(4)]
    assert "Too many" in text_of(answers[3], "main")
    assert "Too many" in text_of(log_in(client), "main")
    assert not is_logged_in(client)


def test_a_password_can_be_changed_and_reset(client, mailoutbox):
    client.force_login(bob())
    sent = {"oldpassword": PASSWORD, "password1": "nine-wet-otters", "password2": "nine-wet-otters"}
    assert client.post("/accounts/password/change/", sent).status_code == 302
    client.logout()
    assert log_in(client, password="nine-wet-otters").status_code == 302
    client.logout()
    assert client.post("/accounts/password/reset/", {"email": "bob@example.org"}).status_code == 302
    assert mailoutbox[0].to == ["bob@example.org"]

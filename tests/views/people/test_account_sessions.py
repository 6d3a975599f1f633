"""Where somebody is logged in, and how that ends."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.test import Client

from tests.builders import bob
from tests.markup import elements, text_of

ADDRESS = "/accounts/sessions/"
PASSWORD = "apple-pie-for-tea"


def browser_named(name):
    bob()
    browser = Client(HTTP_USER_AGENT=name)
    browser.post("/accounts/login/", {"login": "Bob", "password": PASSWORD})
    return browser


def listed(browser):
    return [item.text.split() for item in elements(browser.get(ADDRESS), "li", class_="card")]


def is_logged_in(browser):
    return "Log out" in text_of(browser.get("/"), "header")


def test_every_log_in_is_listed_and_this_one_is_marked():
    phone, desk = browser_named("Phone"), browser_named("Desk")
    [newest, oldest] = listed(desk)
    assert newest[:3] == ["This", "browser", "Desk"]
    assert oldest[0] == "Phone"
    assert "127.0.0.1" in oldest
    assert listed(phone)[1][:3] == ["This", "browser", "Phone"]
    assert "Log out everywhere else" in text_of(phone.get(ADDRESS), "main")


def test_a_look_at_the_list_writes_nothing(django_assert_num_queries):
    browser = browser_named("Desk")
    browser_named("Phone").logout()
    with django_assert_num_queries(4) as asked:
        assert len(listed(browser)) == 1
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_one_logs_out_everywhere_else():
    phone, desk = browser_named("Phone"), browser_named("Desk")
    assert desk.post(ADDRESS)["Location"] == ADDRESS
    assert is_logged_in(desk)
    assert not is_logged_in(phone)
    assert len(listed(desk)) == 1
    assert "Log out everywhere else" not in text_of(desk.get(ADDRESS), "main")


def test_sessions_from_before_there_was_a_list_are_ended_by_a_migration():
    browser = browser_named("Desk")
    UserSession.objects.all().delete()
    import_module("wiki.migrations.0009_everybody_logs_in_anew").end_every_session(apps, None)
    assert not is_logged_in(browser)


def test_nothing_is_kept_of_a_log_in_that_was_ended_by_hand():
    phone, desk = browser_named("Phone"), browser_named("Desk")
    phone.post("/accounts/logout/")
    assert [session.user_agent for session in UserSession.objects.all()] == ["Desk"]
    assert is_logged_in(desk)


def test_a_new_password_ends_the_others():
    phone, desk = browser_named("Phone"), browser_named("Desk")
    sent = {"oldpassword": PASSWORD, "password1": "nine-wet-otters", "password2": "nine-wet-otters"}
    assert desk.post("/accounts/password/change/", sent).status_code == 302
    assert not is_logged_in(phone)
    assert [words[2] for words in listed(desk)] == ["Desk"]


def test_who_is_logged_in_without_a_note_of_it_can_still_look(member):
    assert "You are only logged in here" in text_of(member.get(ADDRESS), "main")


def test_a_visitor_is_led_to_log_in(client):
    assert client.get(ADDRESS)["Location"] == "/accounts/login/?next=/accounts/sessions/"
    assert client.post(ADDRESS).status_code == 302

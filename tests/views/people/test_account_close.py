"""Closing one's account: the name goes, what was written stays."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import serializers
from django.test import Client

from tests.builders import again, alice, change, dana, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of
from wiki.actions.moderation.roll_back import roll_back
from wiki.actions.people.accounts import change_groups
from wiki.models import User

pytestmark = pytest.mark.each_database

ADDRESS = "/accounts/close/"
PASSWORD = "apple-pie-for-tea"


@pytest.fixture
def vera():
    return somebody("Vera")


@pytest.fixture
def browser(vera):
    browser = Client()
    browser.post("/accounts/login/", {"login": "Vera", "password": PASSWORD})
    return browser


def close(browser, password=PASSWORD):
    return browser.post(ADDRESS, {"password": password})


def everything_kept():
    """Return every row of every table, as text."""
    rows = [row for model in apps.get_models() for row in model._base_manager.all()]
    return serializers.serialize("json", rows).lower()


def test_it_says_what_goes_and_what_stays(browser, vera):
    words = text_of(browser.get(ADDRESS), "main")
    assert f"Former member {vera.pk}" in words
    assert "can't be restored" in words


def test_a_wrong_password_is_refused_beside_its_field(browser, vera):
    answer = close(browser, "wrong")
    assert answer.status_code == 200
    assert "Enter your current password" in text_of(answer, "div", class_="error")
    assert "wrong" not in [field["value"] for field in elements(answer, "input")]
    assert User.objects.get(pk=vera.pk).is_active


def test_guessing_the_password_is_slowed_down(browser, vera):
    assert [close(browser, "wrong").status_code for _guess in range(6)] == [200] * 5 + [429]
    assert close(browser).status_code == 429
    assert User.objects.get(pk=vera.pk).is_active


@pytest.mark.slow
def test_afterwards_one_is_logged_out_everywhere_and_nobody_logs_in_again(browser, vera):
    phone = Client()
    phone.post("/accounts/login/", {"login": "Vera", "password": PASSWORD})
    answer = close(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "is closed" in text_of(browser.get("/"), "div", role="status")
    assert "Log out" not in text_of(browser.get("/"), "header")
    assert "Log out" not in text_of(phone.get("/"), "header")
    unknown = text_of(Client().post("/accounts/login/", {"login": "Xaver", "password": PASSWORD}), "main")
    for name in ("Vera", "vera@example.org", f"Former member {vera.pk}"):
        refused = Client().post("/accounts/login/", {"login": name, "password": PASSWORD})
        assert text_of(refused, "main") == unknown


@pytest.mark.slow
def test_the_name_is_nowhere_any_more(browser, vera):
    page = write("The gate", by=dana())
    change(page, by=vera, body="Vandalised.")
    roll_back(again(page), by=alice(), author=vera)
    last = change(page, by=vera, body="Mended.")
    change_groups(vera, ["Trusted"], by=dana())
    LogEntry.objects.log_actions(dana().pk, [vera], CHANGE, change_message="", single_object=True)
    assert "vera" in everything_kept()
    close(browser)
    assert "vera" not in everything_kept()
    moderator = browser_of(staff(alice()))
    for address in (
        "/history/The_gate",
        f"/diff/{last.parent_id}/{last.pk}",
        f"/revision/{last.pk}",
        "/recent",
        f"/user/Former_member_{vera.pk}",
        "/admin/wiki/revision/",
        f"/admin/wiki/user/{vera.pk}/change/",
    ):
        answer = moderator.get(address)
        assert answer.status_code == 200, address
        assert "vera" not in answer.content.decode().lower(), address
        assert f"Former member {vera.pk}" in text_of(answer), address


def test_the_page_of_the_old_name_is_gone(browser):
    close(browser)
    assert Client().get("/user/Vera").status_code == 404


def test_the_name_is_free_again(browser):
    close(browser)
    sent = {"username": "Vera", "email": "vera@example.org", "password1": "seven-wet-otters"}
    assert Client().post("/accounts/signup/", sent).status_code == 302


@pytest.mark.parametrize("name", ["Former member 3", "Former_member_3", "former-member.3", "FORMERMEMBER"])
def test_nobody_can_pose_as_a_former_member(client, name):
    sent = {"username": name, "email": "vera@example.org", "password1": "seven-wet-otters"}
    answer = client.post("/accounts/signup/", sent)
    assert "#id_username" in links(answer)
    assert not User.objects.exists()


def test_the_last_administrator_is_refused_in_words(vera):
    change_groups(vera, ["Administrators"], by=dana())
    dana().groups.clear()
    answer = close(browser_of(User.objects.get(pk=vera.pk)))
    assert answer.status_code == 409
    assert "last administrator" in text_of(answer, "div", class_="errors")
    assert User.objects.get(pk=vera.pk).username == "Vera"


def test_a_visitor_is_led_to_log_in(client):
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")
    assert client.post(ADDRESS).status_code == 302

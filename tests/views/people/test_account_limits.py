"""Limits against guessing and flooding: they count for all workers together."""

import re

import environ
import pytest
from allauth.account import app_settings
from django.conf import settings as project
from django.core.cache import caches
from django.test import Client

from tests.builders import bob
from tests.markup import text_of

BASE = (project.BASE_DIR / "hswiki" / "settings" / "base.py").read_text()
# The default cache of a wiki whose environment names no other.
DEFAULT = environ.Env.cache_url_config(re.search(r'env\.cache\("CACHE_URL", default="(.*?)"', BASE)[1])


def test_two_workers_count_together(member, settings):
    settings.CACHES = settings.CACHES | {"default": DEFAULT}
    settings.ACCOUNT_RATE_LIMITS = {"close": "2/m/user"}
    answers = []
    for _worker in range(3):
        answers.append(member.post("/accounts/close/", {"password": "wrong"}).status_code)
        del caches["default"]  # what one worker keeps in memory, another has not
    assert answers == [200, 200, 429]


def test_guesses_are_not_forgotten_while_somebody_asks_under_hundreds_of_names(db, settings):
    settings.CACHES = settings.CACHES | {"default": DEFAULT}
    caches["default"].set("guess", 1)
    for number in range(400):
        caches["default"].set(f"name-{number}", 1)
    assert caches["default"].get("guess") == 1


@pytest.mark.parametrize("action", ["signup", "login", "login_failed", "confirm_email", "change_password"])
def test_what_we_do_not_limit_ourselves_is_limited_by_allauth(action):
    assert app_settings.RATE_LIMITS[action]


def test_a_new_password_can_be_asked_for_five_times_in_an_hour(mailoutbox):
    bob()
    for _time in range(6):
        answer = Client().post("/accounts/password/reset/", {"email": "bob@example.org"})
    assert answer.status_code == 429
    assert "Please wait" in text_of(answer, "main")
    assert len(mailoutbox) == 5


def test_a_password_can_be_given_again_ten_times_in_five_minutes(member):
    answers = [member.post("/accounts/reauthenticate/", {"password": "wrong"}) for _guess in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "wait" in text_of(answers[-1], "main").lower()

"""Limits against guessing and flooding: they count for all workers together."""

import pytest
from allauth.account import app_settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hswiki.settings.base import COUNTERS
from tests.builders import bob, write
from tests.markup import text_of


def test_two_workers_count_together(member, settings):
    settings.CACHES = settings.CACHES | {"default": COUNTERS}
    settings.ACCOUNT_RATE_LIMITS = {"close": "2/m/user"}
    answers = []
    for _worker in range(3):
        answers.append(member.post("/accounts/close/", {"password": "wrong"}).status_code)
        del caches["default"]  # what one worker keeps in memory, another has not
    assert answers == [200, 200, 429]


def test_guesses_are_not_forgotten_while_somebody_asks_under_hundreds_of_names(db, settings):
    settings.CACHES = settings.CACHES | {"default": COUNTERS}
    caches["default"].set("guess", 1)
    for number in range(400):
        caches["default"].set(f"name-{number}", 1)
    assert caches["default"].get("guess") == 1


def test_what_is_counted_in_a_save_costs_two_queries_at_most(member, settings):
    settings.CACHES = settings.CACHES | {"default": COUNTERS}
    page = write("Poem", body="0")
    for number in range(1, 4):
        page.refresh_from_db()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = member.post("/edit/Poem", {"base": page.current_id, "body": str(number)})
        assert answer.status_code == 302
        assert 1 <= sum("wiki_cache" in query["sql"] for query in queries) <= 2


@pytest.mark.parametrize("action", ["signup", "login", "login_failed", "confirm_email", "change_password"])
def test_what_we_do_not_limit_ourselves_is_limited_by_allauth(action):
    assert app_settings.RATE_LIMITS[action]


def test_a_new_password_can_be_asked_for_five_times_in_an_hour(mailoutbox):
    bob()
    for _time in range(6):
        answer = Client().post("/accounts/password/reset/", {"email": "bob@example.org"})
    assert answer.status_code == 429
    assert "Try again in a few minutes" in text_of(answer, "main")
    assert len(mailoutbox) == 5


def test_a_password_can_be_given_again_ten_times_in_five_minutes(member):
    answers = [member.post("/accounts/reauthenticate/", {"password": "wrong"}) for _guess in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "Try again" in text_of(answers[-1], "main")

"""Too much and too fast: the answer says so in words, and what was typed comes back."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders import again, bob, somebody
from tests.doors import browser_of
from tests.markup import elements, text_of, typed
from wiki.facts.checking import MAX_ROWS
from wiki.facts.kinds import KINDS
from wiki.models import Revision

ADDRESS = "/edit/From_play_to_screen"
KB, MB = 1024, 1024 * 1024


def send(browser, **fields):
    """Post a form as a browser does, in one piece."""
    return browser.post(ADDRESS, urlencode(fields), content_type="application/x-www-form-urlencoded")


BODIES = {
    "one byte too many": "x" * (256 * KB + 1),
    "too many bytes of two": "é" * (128 * KB + 1),
    "a megabyte": "Line of words.\n" * (MB // 15),
    "a null character": "Words\0words",
    "too many brackets": "[" * 10_000 + "]" * 10_000,
    "too many tokens": "*a* " * 30_000,
    "too many links": "[[a]] " * 30_000,
    "too deep": "> " * 20_000 + "deep",
    "too many spoilers": ">!S1E1: x!< " * 20_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_over_a_limit_comes_back_with_the_reason(member, orchard, body):
    answer = send(member, body=body, base=orchard.article.current_id, summary="Why", action="save")
    assert answer.status_code == 200
    assert "Text" not in text_of(answer, "h1")
    assert elements(answer, "div", class_="errors")[0].text.strip()
    assert typed(answer, "body").replace("\r\n", "\n") == body
    assert typed(answer, "summary") == "Why"
    assert Revision.objects.filter(page=orchard.article).count() == 1


@pytest.mark.slow
def test_no_button_trips_over_a_limit(member, orchard):
    for name in ("a null character", "too many brackets", "one byte too many"):
        for action in ("preview", "diff"):
            answer = send(member, body=BODIES[name], base=orchard.article.current_id, action=action)
            assert answer.status_code == 200
            assert elements(answer, "div", class_="errors")
            assert typed(answer, "body") == BODIES[name]


def test_a_conflict_over_a_limit_comes_back_too(member, orchard):
    answer = send(member, body="[" * 6000, base="", action="save")
    assert answer.status_code in (200, 409)
    assert typed(answer, "body") == "[" * 6000


@pytest.mark.slow
def test_the_largest_body_is_saved(member, orchard):
    body = ("x" * 1023 + "\n") * 256
    assert send(member, body=body.rstrip(), base=orchard.article.current_id).status_code == 302
    assert len(again(orchard.article).current.body) == 256 * KB - 1


@pytest.mark.parametrize("who", ["a visitor", "a member", "a member with a token check"])
def test_a_form_of_more_than_two_megabytes_is_refused_in_words(orchard, who):
    browser = Client() if who == "a visitor" else browser_of(bob(), enforce_csrf_checks="check" in who)
    answer = send(browser, body="x" * (2 * MB + 1))
    assert answer.status_code == 413
    assert "The limit for a form is 2.0 MB." in text_of(answer, "main")
    assert Revision.objects.filter(page=orchard.article).count() == 1


def test_a_form_of_nearly_two_megabytes_comes_back_with_what_is_wrong(member, orchard):
    body = "x" * (2 * MB - 10 * KB)
    answer = send(member, body=body, base=orchard.article.current_id)
    assert answer.status_code == 200
    assert "at most 256 KB" in text_of(answer, "div", class_="errors")
    assert typed(answer, "body") == body


@pytest.mark.parametrize("name", ["file", "body"])
def test_a_file_counts_as_any_other_part_of_a_form(member, orchard, name):
    file = SimpleUploadedFile("large.txt", b"x" * (2 * MB))
    answer = member.post(ADDRESS, {name: file})
    assert answer.status_code == 413


def test_the_largest_form_that_there_can_be_has_fewer_fields_than_may_be_sent(settings):
    beside = 20  # body, summary, base, token ...
    for kind in KINDS.values():
        rows = sum(
            MAX_ROWS * (len(rows.columns) + len(("sources", "show", "from", "until"))) for rows in kind.rows
        )
        columns = 3 * len(kind.columns)
        assert rows + columns + beside <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, kind.name


def test_a_form_of_too_many_fields_is_refused_in_words(member, orchard):
    answer = send(member, **{f"facts-{number}": "1" for number in range(6_001)})
    assert answer.status_code == 400
    assert text_of(answer, "main")


@pytest.mark.slow
def test_thousands_of_rows_are_refused_beside_their_fact(member, orchard):
    rows = {f"facts-statements-r{number}-label": "x" for number in range(1000)}
    answer = send(member, base=orchard.article.current_id, **rows)
    assert answer.status_code == 200
    assert "200" in text_of(answer, "div", class_="errors")
    assert len(elements(answer, "fieldset", class_="fact-row")) == 201


@pytest.mark.slow
@pytest.mark.parametrize(("groups", "limit"), [([], 20), (["Trusted"], 60)])
def test_who_saves_too_often_in_a_minute_is_asked_to_wait(orchard, groups, limit):
    member, base = browser_of(somebody("Tara", *groups)), orchard.article.current_id
    for _number in range(limit):
        assert send(member, body=orchard.article.current.body, base=base).status_code == 302
    answer = send(member, body="Words.", base=base, summary="Why")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert (typed(answer, "body"), typed(answer, "summary")) == ("Words.", "Why")
    assert "too often" in text_of(answer, "div", role="alert")
    assert again(orchard.article).current_id == base
    assert send(browser_of(somebody("Bea")), body="Words.", base=base).status_code == 302


def test_the_hundred_and_twenty_first_preview_in_a_minute_is_asked_to_wait(member, orchard, settings):
    limits = settings.ACCOUNT_RATE_LIMITS
    assert (limits["preview"], limits["save"]) == ("120/m/user", "60/m/user")
    settings.ACCOUNT_RATE_LIMITS = {"preview": "2/m/user", "save": "60/m/user"}
    sent = {"body": "Words.", "base": orchard.article.current_id}
    answers = [send(member, action=action, **sent) for action in ("preview", "diff", "preview")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert typed(answers[2], "body") == "Words."
    assert send(member, action="save", **sent).status_code == 302
    cache.clear()
    assert send(member, action="preview", **sent).status_code == 200

"""What caches may keep: the page of a visitor without a cookie, for a minute, and nothing else."""

import pytest

from tests.builders import write

FOR_ALL = "public, max-age=0, s-maxage=60"
FOR_ONE = "private, no-cache"
ADDRESSES = ["/", "/wiki/Apple", "/raw/Apple", "/history/Apple", "/pages/", "/search?q=apple", "/recent"]


@pytest.fixture
def apple(db):
    return write("Apple", body="Round.")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_shared_cache_keeps_what_a_visitor_without_a_cookie_gets(client, apple, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == FOR_ALL
    assert "Cookie" in answer["Vary"]
    assert answer["ETag"]


@pytest.mark.parametrize("name", ["progress", "preferences", "messages", "sessionid", "anything"])
def test_with_any_cookie_an_answer_is_for_its_reader_alone(client, apple, name):
    client.cookies[name] = "x"
    assert client.get("/wiki/Apple")["Cache-Control"] == FOR_ONE


@pytest.mark.parametrize("address", ["/", "/wiki/Apple"])
def test_the_answer_to_a_member_is_theirs_alone(member, apple, address):
    answer = member.get(address)
    assert answer["Cache-Control"] == FOR_ONE
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("address", ["/wiki/apple", "/wiki/Nowhere", "/wiki/apple_"])
def test_redirects_and_missing_pages_are_asked_for_again(client, apple, address):
    answer = client.get(address)
    assert answer.status_code in (301, 404)
    assert answer["Cache-Control"] == FOR_ONE


def test_a_page_with_a_token_is_for_its_reader_alone(client, apple):
    assert "public" not in client.get("/accounts/login/")["Cache-Control"]


def test_a_browser_that_has_the_page_is_told_so(client, apple):
    tag = client.get("/wiki/Apple")["ETag"]
    answer = client.get("/wiki/Apple", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Cache-Control"] == FOR_ALL


def test_another_reader_has_another_tag_only_where_they_see_something_else(client, apple):
    plain = client.get("/raw/Apple")["ETag"]
    client.cookies["progress"] = "orchard:s1"
    assert client.get("/raw/Apple")["ETag"] == plain
    assert "s1" not in plain

"""A reading page is rendered once for all who may see and do the same; then the account is filled in."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import again, change, orchard, somebody, write
from tests.doors import browser_of
from wiki.actions.people.accounts import rename_member
from wiki.models import Title

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

# Each form has a token of its own.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+')
PEOPLE = {"Nia": (), "Theo": ("Trusted",), "Mo": ("Moderators",), "Ada": ("Administrators",)}


@pytest.fixture(autouse=True)
def kept(settings):
    """Let this process keep pages, and return the cache."""
    options = {"LOCATION": "kept in a test", "OPTIONS": {"MAX_BYTES": 1_000_000}}
    settings.CACHES = settings.CACHES | {"pages": settings.CACHES["pages"] | options}
    yield caches["pages"]
    caches["pages"].clear()


def readers():
    """Return the browser of everybody who may see another page than the others."""
    visitors = {name: Client() for name in ("new", "has watched", "has a token", "likes it dark")}
    visitors["has watched"].cookies["progress"] = "orchard:s1e3"
    visitors["has a token"].cookies["csrftoken"] = "a" * 32
    visitors["likes it dark"].cookies["preferences"] = "theme=dark"
    return visitors | {name: browser_of(somebody(name, *groups)) for name, groups in PEOPLE.items()}


def text_of(answer):
    return TOKEN.sub(r"\1", answer.content.decode())


def queries_of(browser, path):
    """Return how many queries a second request for a page takes."""
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    return len(queries)


@pytest.mark.slow
def test_everybody_gets_the_page_that_would_be_rendered_for_them(kept):
    orchard()
    write("Apples", body="Red.\n\n::: spoiler S1E2\nEaten.\n:::")
    write("Rosa", "character", body="A gardener.\n\nShe leaves.")  # nobody has marked it
    addresses = [f"/wiki/{title.replace(' ', '_')}" for title in Title.objects.values_list("text", flat=True)]
    people, rendered = readers(), {}
    for address in [*addresses, "/wiki/Apples?as=s1e1"]:
        for name, browser in people.items():
            kept.clear()
            rendered[address, name] = text_of(browser.get(address))
    kept.clear()
    for _time in range(2):
        for (address, name), text in rendered.items():
            assert text_of(people[name].get(address)) == text, (address, name)


def test_a_page_that_is_kept_takes_one_query_and_three_more_for_a_member():
    address = f"/wiki/{write('Apples', body='Red.')}"
    assert queries_of(Client(), address) == 1
    assert queries_of(browser_of(somebody("Nia")), address) == 4  # session, account, progress


def test_each_member_gets_their_own_name_and_a_token_that_is_theirs():
    write("Apples", body="Red.")
    for name, other in (("Nia", "Theo"), ("Theo", "Nia"), ("Nia", "Theo")):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(somebody(name))
        text = browser.get("/wiki/Apples").content.decode()
        assert f"<bdi>{name}</bdi>" in text
        assert f"<bdi>{other}</bdi>" not in text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
        assert browser.post("/accounts/logout/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_an_edit_shows_at_once():
    page, browser = write("Apples", body="Red."), browser_of(somebody("Nia"))
    assert "Red." in browser.get("/wiki/Apples").content.decode()
    change(page, body="Green.")
    assert "Green." in browser.get("/wiki/Apples").content.decode()
    rename_member(
        again(page).current.author, by=somebody("Ada", "Administrators"), name="Nobody", reason="Rude"
    )
    assert "Nobody" in browser.get("/wiki/Apples").content.decode()


def test_a_message_is_shown_once_and_to_nobody_else():
    page = write("Apples", body="Red.")
    browser, other = browser_of(somebody("Nia")), browser_of(somebody("Theo"))
    for body in ("Green.", "Yellow."):
        base = again(page).current_id
        browser.post("/edit/Apples", {"action": "save", "base": base, "body": body})
        assert "Saved." in browser.get("/wiki/Apples").content.decode()
        assert "Saved." not in other.get("/wiki/Apples").content.decode()
        assert "Saved." not in browser.get("/wiki/Apples").content.decode()

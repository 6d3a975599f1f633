"""What holds on every page that we send."""

import pytest
from django.apps import apps
from django.db import connection

from tests.builders import alice, bob, change, dana, first_edition
from tests.doors import browser_of, staff
from tests.markup import elements, inline_code
from tests.walks import account_addresses, admin_addresses, wiki_addresses
from wiki.actions.history.revisions import patrol

pytestmark = pytest.mark.slow

POLICY = [
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
]


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE")


@pytest.fixture
def wiki(orchard):
    """Pages of each kind, with edits, an initial import and a mark."""
    patrol(change(orchard.article, body="Other *words*.\n\n::: spoiler S1E1\nShe leaves.\n:::"), by=alice())
    first_edition("Loaded")
    return orchard


def faults(address, answer):
    """Return what is wrong with one answer: it could run what it should not, or be hard to read."""
    if answer.status_code >= 500:
        yield "broken"
    if sorted(part.strip() for part in answer["Content-Security-Policy"].split(";")) != POLICY:
        yield "policy"
    if {name: answer[name] for name in HEADERS} != HEADERS:
        yield "headers"
    if answer["Content-Type"].startswith("text/html"):
        yield from inline_code(answer)
        linked = [one["href"] for one in elements(answer, "link") if one["rel"] != "canonical"]
        loaded = [one["src"] for one in elements(answer)] + linked
        yield from (one for one in loaded if one and not one.startswith(("/static/", "/admin/jsi18n/")))
        is_page = answer.content and "X-Fragment" not in answer
        if is_page and not address.startswith("/admin"):
            yield from reading_faults(answer)


def reading_faults(answer):
    """Return what makes one of our own pages hard to read for a machine that reads aloud."""
    ids = [one["id"] for one in elements(answer) if one["id"]]
    yield from (f"twice: #{one}" for one in {one for one in ids if ids.count(one) > 1})
    if len(elements(answer, "h1")) != 1 or not elements(answer, "title")[0].text.strip():
        yield "heading or title"
    if elements(answer, "html")[0]["lang"] != "en-GB":
        yield "language"


def walk(browser):
    """Return {address: answer} of every page; see that each is safe and to look at it writes nothing."""
    addresses = [*wiki_addresses(), *account_addresses(), *admin_addresses()]
    before = {model: model._default_manager.count() for model in apps.get_models()}
    asked = []
    with connection.execute_wrapper(lambda execute, sql, *more: asked.append(sql) or execute(sql, *more)):
        answers = {address: browser.get(address) for address in addresses}
    found = {address: list(faults(address, answer)) for address, answer in answers.items()}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert asked
    assert [sql for sql in asked if sql.startswith(WRITES)] == []
    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    return answers


def test_a_visitor_sees_safe_pages_and_only_those_with_a_form_give_a_cookie(wiki, client):
    answers = walk(client)
    assert [address for address in wiki_addresses() if answers[address].cookies] == []


def test_an_administrator_sees_safe_pages_too(wiki):
    browser = browser_of(staff(dana()))
    # allauth notes the e-mail of an account that was not made by signing up, once.
    browser.get("/accounts/email/")
    walk(browser)


def test_cookies_can_not_be_read_by_scripts(client):
    bob()
    answer = client.post("/accounts/login/", {"login": "Bob", "password": "apple-pie-for-tea"})
    assert answer.cookies["sessionid"]["httponly"]
    assert answer.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_method_that_an_address_does_not_know_does_no_harm(client, method):
    for address in ("/", "/characters/", "/actors/", "/healthz", "/history/Ada_Marsh", "/wiki/Ada_Marsh"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "a..b", "localhost:99999999", ""])
def test_a_strange_host_is_no_fault_of_ours(client, settings, host):
    settings.ALLOWED_HOSTS = ["wiki.example"]
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer

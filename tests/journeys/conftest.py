"""Journeys: whole stories in a real browser, with their own served wiki.

They make accounts with `server.run`, never through the ORM: Playwright keeps an event loop running.
This folder is a package for the sake of `browser`, which lasts as long as the tests in it.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import machine
from tests.served import CHROMIUM_OPTIONS

expect.set_options(timeout=20_000)  # milliseconds: that a machine is busy is no fault of the wiki
MEMBERS = """
    alder aspen bramble cherry hazel hornbeam ivy linden maple poplar rowan rowena sorrel spindle thistle
    whitebeam willow yew
"""
MODERATOR = "elder"
LOG_IN = """
import os
from tests.doors import browser_of
from wiki.actions.people.accounts import welcome_member
from wiki.actions.people.progress import set_progress
from wiki.models import Show, User
from wiki.text.progress import EVERYTHING
for name in os.environ["MEMBERS"].split():
    member = User.objects.create_user(name, f"{name}@example.org")
    set_progress(member, Show.objects.get().pk, EVERYTHING)  # or each edit form would ask first
    print(name, browser_of(member).cookies["sessionid"].value)
name = os.environ["MODERATOR"]
print(name, browser_of(welcome_member(name, "", groups=["Moderators"])).cookies["sessionid"].value)
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever stands in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failed journey shows the end of what the server said."""
    report = yield
    if report.failed and "server" in item.funcargs:
        report.sections.append(("server log", item.funcargs["server"].log.read_text()[-4000:]))
    return report


@pytest.fixture(scope="session")
def server(first_wiki):
    """The first wiki, freshly loaded and served; `server.url` is its address."""
    with first_wiki.served():
        yield first_wiki


@pytest.fixture(scope="session")
def logins(server):
    """The key of a session of each member: signing up by hand is for journeys that are about it."""
    command = ["shell", "--no-imports", "--command", LOG_IN]
    printed = server.run(*command, MEMBERS=MEMBERS, MODERATOR=MODERATOR)
    return dict(line.split() for line in printed.splitlines())


@pytest.fixture(scope="package")
def browser():
    """Chromium. It closes after the journeys, for no test can use the ORM while it is open."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.find_chromium(), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(server, browser):
    """Open a page with cookies of its own, `new_page(java_script_enabled=False)` without JavaScript.

    A request to a foreign host, a fault in a script or in the console (the content policy's are there)
    fails the journey.
    """
    faults, contexts = [], []

    def open_page(**options):
        context = browser.new_context(base_url=server.url, locale="en-GB", **options)
        contexts.append(context)
        context.on("request", lambda request: faults.extend(_foreign(request, server.url)))
        context.on("console", lambda message: faults.extend(_console_fault(message)))
        context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def log_in(server, new_page, logins):
    """Open an address as a member, `log_in("hazel", "/edit/Ash_Self")`, with cookies of their own.

    It takes the options of `new_page` too.
    """

    def open_page(name, address, **options):
        page = new_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": logins[name], "url": server.url}])
        page.goto(address)
        return page

    return open_page


@pytest.fixture
def page(new_page):
    """A visitor's page."""
    return new_page()


def _foreign(request, url):
    address = urlsplit(request.url)
    if address.scheme in ("http", "https", "ws", "wss") and address.netloc != urlsplit(url).netloc:
        yield f"foreign host: {request.url}"


def _console_fault(message):
    """Chromium logs a 403, 404 or 409 page as a fault; for a journey that is an answer to look at."""
    if message.type != "error":
        return
    if message.text.startswith("Failed to load resource") and message.location["url"] == message.page.url:
        return
    yield f"console: {message.text} ({message.location['url']})"

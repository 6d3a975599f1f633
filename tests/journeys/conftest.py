"""Journeys: whole stories in a real browser, against a served wiki that no other test shares.

They make accounts with `server.run`, never through the ORM: Playwright keeps an event loop running.
"""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests import machine

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever stands in this folder is a journey; with several workers, one serves them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failed journey shows the end of what the server said."""
    report = yield
    if report.failed and "server" in item.funcargs:
        report.sections.append(("server log", item.funcargs["server"].log.read_text()[-4000:]))
    return report


class Server:
    """A wiki with state of its own, served as `make serve` serves it."""

    def __init__(self, folder):
        self.log = folder / "server.log"
        self.environment = os.environ | {
            "HSWIKI_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "hswiki.settings.local",
        }

    def run(self, *command, **environment):
        """Run a command of manage.py on this wiki; return what it printed."""
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, f"manage.py {' '.join(command)}: {result.stdout}{result.stderr}"
        return result.stdout

    @contextmanager
    def serving(self):
        with socket.create_server(("127.0.0.1", 0)) as door, self.log.open("w") as log:
            self.url = f"http://localhost:{door.getsockname()[1]}"
            command = ["gunicorn", "hswiki.wsgi", "--bind", f"fd://{door.fileno()}"]
            options = ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
            process = subprocess.Popen(
                [sys.executable, "-m", *command, *options],
                cwd=settings.BASE_DIR,
                env=self.environment,
                pass_fds=[door.fileno()],
                stdout=log,
                stderr=log,
            )
        try:
            yield
        finally:
            process.terminate()
            process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The first wiki, freshly loaded; `server.url` is its address."""
    wiki = Server(tmp_path_factory.mktemp("server"))
    wiki.run("migrate", "--verbosity=0")
    wiki.run("loaddata", "heartstopper")
    wiki.run("collectstatic", "--noinput", "--verbosity=0")
    with wiki.serving():
        yield wiki


@pytest.fixture(scope="module")
def browser():
    """Chromium. It closes after each module, for no test can use the ORM while it is open."""
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

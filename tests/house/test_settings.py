"""Production refuses to start half set, local differs from it by one list, all settings are written down."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

ROOT = settings.BASE_DIR
DOCUMENT = (ROOT / "docs" / "settings.md").read_text()
SOURCES = "".join(file.read_text() for file in (ROOT / "hswiki" / "settings").glob("*.py"))
EXAMPLE = dict(
    line.split("=", 1) for line in (ROOT / "docs" / "production.env").read_text().splitlines() if "=" in line
)
KEY = secrets.token_urlsafe(50)
FILLED_IN = EXAMPLE | {"SECRET_KEY": KEY, "DATABASE_URL": "postgres:///wiki"}
# DESIGN's list of what a wiki on one machine does without, and the settings behind each point.
LOCAL_DIFFERENCES = {
    "HTTPS redirect": {"SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"},
    "HSTS": {"SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"},
    "Secure cookies": {"SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"},
    "Mandatory email verification": {"ACCOUNT_EMAIL_VERIFICATION"},
    "Mail": {"EMAIL_BACKEND", "EMAIL_FILE_PATH", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_HOST_USER"}
    | {"EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"},
    "Two-step verification": {"WIKI_STAFF_SECOND_STEP"},
    "The secret key": {"SECRET_KEY"},
}


def manage(*command, environment):
    """Run manage.py with these variables and no other of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HSWIKI_VAR")}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
    )


def test_production_is_fit_for_the_open_web():
    result = manage("check", "--deploy", "--fail-level=WARNING", environment=FILLED_IN)
    assert result.returncode == 0, result.stderr


# In one go: each command of its own starts Django anew.
LIFE_IN_PRODUCTION = f"""
from django.core.management import CommandError, call_command
from django.test import Client
from wiki.models import Page, User
call_command("migrate", verbosity=0)
call_command("load_fixtures_once", "heartstopper")
try:
    call_command("demo")
except CommandError as refusal:
    print(refusal)
print(Page.objects.count(), User.objects.count())
browser = Client(SERVER_NAME="{EXAMPLE["ALLOWED_HOSTS"].split(",")[0]}")
print(browser.get("/nowhere")["Location"])
print(browser.get("/nowhere", secure=True)["Strict-Transport-Security"])
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The folder of a wiki in production that has just begun, and what it printed."""
    folder = tmp_path_factory.mktemp("production") / "new" / "state"
    result = manage(
        "shell", "--no-imports", "--command", LIFE_IN_PRODUCTION, environment=production_in(folder)
    )
    assert result.returncode == 0, result.stderr
    return folder, result.stdout.splitlines()


def test_production_leads_to_https_and_keeps_browsers_there(production):
    """With the header on each answer, and nothing but HTTPS for a year (HSTS)."""
    _folder, printed = production
    assert printed[3:] == [
        f"https://{EXAMPLE['ALLOWED_HOSTS'].split(',')[0]}/nowhere",
        "max-age=31536000; includeSubDomains; preload",
    ]


def production_in(folder):
    """Return an environment with which production starts: its state, and a database, are in that folder."""
    database = f"sqlite:///{folder / 'hswiki.sqlite3'}"
    return FILLED_IN | {"HSWIKI_VAR": str(folder), "DATABASE_URL": database}


def refused(*command, environment):
    """Return the one sentence with which a command of manage.py is refused."""
    result = manage(*command, environment=environment)
    assert result.returncode == 1
    (sentence,) = result.stderr.splitlines()
    return sentence


@pytest.mark.parametrize("name", [name for name in EXAMPLE if name != "DJANGO_SETTINGS_MODULE"])
def test_production_refuses_to_start_half_set(name):
    environment = {key: value for key, value in FILLED_IN.items() if key != name}
    assert name in refused("check", environment=environment)


WRONG = {
    "the key of the example": ({"SECRET_KEY": EXAMPLE["SECRET_KEY"]}, "SECRET_KEY is the published example"),
    "a short key": ({"SECRET_KEY": KEY[:49]}, "SECRET_KEY is too easy to guess"),
    "a key of one letter": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is too easy to guess"),
    "an empty database": ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
    "a blank database": ({"DATABASE_URL": " "}, "DATABASE_URL is not set"),
    "no database": ({"DATABASE_URL": "wiki"}, "DATABASE_URL must begin with postgres://"),
    "the database of the example": (
        {"DATABASE_URL": EXAMPLE["DATABASE_URL"]},
        "DATABASE_URL has the published",
    ),
    "no host": ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
    "every host": ({"ALLOWED_HOSTS": "wiki.example.org,*"}, "ALLOWED_HOSTS must name the hosts"),
}


@pytest.mark.parametrize(("changed", "words"), WRONG.values(), ids=WRONG)
def test_production_refuses_values_that_are_none(changed, words):
    assert words in refused("check", environment=FILLED_IN | changed)


def test_no_command_works_with_the_values_of_the_example():
    for command in ("migrate", "load_fixtures_once", "demo"):
        assert "SECRET_KEY is the published example" in refused(command, environment=EXAMPLE)


def served(environment):
    """Let the server load the wiki, and end; return the finished process."""
    command = [sys.executable, "-m", "gunicorn", "hswiki.wsgi", "--check-config"]
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("environment", "words"),
    [({}, "DJANGO_SETTINGS_MODULE is not set"), (EXAMPLE, "SECRET_KEY is the published example")],
)
def test_the_server_does_not_start_on_a_guess(environment, words, tmp_path):
    server = served({"HSWIKI_VAR": str(tmp_path)} | environment)
    assert server.returncode != 0
    assert words in server.stderr.splitlines()[-1]


def test_who_forgets_to_export_the_environment_of_production_is_told(tmp_path):
    """The wiki was served from this folder: local settings would quietly work on another database."""
    environment = production_in(tmp_path)
    assert manage("check", environment={"HSWIKI_VAR": str(tmp_path)}).returncode == 0
    assert served(environment).returncode == 0
    sentence = refused("migrate", environment={"HSWIKI_VAR": str(tmp_path)})
    assert sentence.startswith(f"{tmp_path} belongs to a wiki in production: export its environment first")
    assert manage("check", environment=environment).returncode == 0


def test_local_settings_refuse_what_may_be_the_database_of_production():
    """Before the first request nothing else marks a wiki as in production."""
    environment = {"DATABASE_URL": FILLED_IN["DATABASE_URL"]}
    sentence = refused("load_fixtures_once", "heartstopper", environment=environment)
    assert sentence.startswith("DATABASE_URL may name a database in production: export the whole environment")
    assert manage("check", environment=environment | {"DATABASE_IS_LOCAL": "on"}).returncode == 0


def test_no_fixture_and_no_demo_comes_into_a_wiki_in_production(production):
    _folder, printed = production
    loaded, refusal, count = printed[:3]
    assert loaded == "No fixtures were loaded, because the wiki is in production."
    assert "in production" in refusal
    assert count == "0 0"


def test_make_asks_before_it_touches_a_database_of_production():
    """Fixtures are loaded by the command that knows production; the demo has a database of its own."""
    make = (ROOT / "Makefile").read_text()
    assert re.findall(r"\$\(MANAGE\) (load\w*)", make) == ["load_fixtures_once"]
    assert "demo: export DJANGO_SETTINGS_MODULE := hswiki.settings.local" in make
    assert "demo: export DATABASE_URL := sqlite:" in make


def test_with_debug_no_answer_is_kept():
    printed = "from django.conf import settings; print(settings.ANSWER_CACHE_BYTES)"
    for debug, size in (("on", "0"), ("off", str(16 * 1024 * 1024))):
        shell = manage("shell", "--no-imports", "--command", printed, environment={"DEBUG": debug})
        assert shell.stdout.strip() == size


COMPARE = """
from hswiki.settings import local, production
names = {name for module in (local, production) for name in vars(module) if name.isupper()}
print(*(name for name in names if getattr(local, name, ...) != getattr(production, name, ...)))
"""


def test_local_is_production_less_one_list(tmp_path):
    environment = production_in(tmp_path) | {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", COMPARE]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    different = set(result.stdout.split())
    assert different
    assert different <= set.union(*LOCAL_DIFFERENCES.values())


def test_the_list_is_written_down():
    assert [point for point in LOCAL_DIFFERENCES if f"- {point}" not in DOCUMENT] == []


def test_every_variable_of_the_environment_is_written_down():
    assert not_written_down(re.findall(r'env\.\w+\("(\w+)"', SOURCES)) == []


def test_every_setting_of_the_wiki_is_written_down():
    assert not_written_down(re.findall(r"^(WIKI_\w+) =", SOURCES, re.MULTILINE)) == []


def not_written_down(names):
    """Return the names that the document lacks."""
    assert names
    return sorted({name for name in names if f"`{name}`" not in DOCUMENT})


def test_every_setting_that_is_written_down_is_one():
    names = re.findall(r"`((?:WIKI|ACCOUNT|DATA)_\w+)`", DOCUMENT)
    assert names
    assert sorted({name for name in names if name not in SOURCES}) == []


def test_production_makes_the_folder_of_its_state(production):
    folder, _printed = production
    assert (folder / "hswiki.sqlite3").exists()

"""Production refuses to start half set, local differs from it by one list, all settings are written down."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
DOCUMENT = (ROOT / "docs" / "settings.md").read_text()
SOURCES = "".join(file.read_text() for file in (ROOT / "hswiki" / "settings").glob("*.py"))
EXAMPLE = dict(
    line.split("=", 1) for line in (ROOT / "docs" / "production.env").read_text().splitlines() if "=" in line
)
# DESIGN's list of what a wiki on one machine does without, and the settings behind each point.
LOCAL_DIFFERENCES = {
    "HTTPS redirect": {"SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"},
    "HSTS": {"SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"},
    "Secure cookies": {"SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"},
    "Mandatory e-mail verification": {"ACCOUNT_EMAIL_VERIFICATION"},
    "Mail": {"EMAIL_BACKEND", "EMAIL_FILE_PATH", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_HOST_USER"}
    | {"EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"},
    "The second step at log-in": {"WIKI_STAFF_SECOND_STEP"},
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
    result = manage("check", "--deploy", "--fail-level=WARNING", environment=EXAMPLE)
    assert result.returncode == 0, result.stderr


def test_production_leads_to_https_and_keeps_browsers_there(tmp_path):
    """With the header on each answer, and nothing but HTTPS for a year (HSTS)."""
    host = EXAMPLE["ALLOWED_HOSTS"].split(",")[0]
    look = f"""
from django.test import Client
browser = Client(SERVER_NAME="{host}")
print(browser.get("/nowhere")["Location"])
print(browser.get("/nowhere", secure=True)["Strict-Transport-Security"])
"""
    environment = EXAMPLE | {"HSWIKI_VAR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    result = manage("shell", "--no-imports", "--command", look, environment=environment)
    assert result.stdout.splitlines() == [
        f"https://{host}/nowhere",
        "max-age=31536000; includeSubDomains; preload",
    ], result.stderr


@pytest.mark.parametrize("name", [name for name in EXAMPLE if name != "DJANGO_SETTINGS_MODULE"])
def test_production_refuses_to_start_half_set(name):
    result = manage("check", environment={key: value for key, value in EXAMPLE.items() if key != name})
    assert result.returncode != 0
    assert name in result.stderr


def test_local_is_production_less_one_list():
    allowed = set.union(*LOCAL_DIFFERENCES.values())
    assert _differences("local", "production") | _differences("production", "local") <= allowed


def _differences(module, default):
    command = ["diffsettings", f"--settings=hswiki.settings.{module}", f"--default=hswiki.settings.{default}"]
    result = manage(*command, environment=EXAMPLE)
    assert result.returncode == 0, result.stderr
    return {line.split(" = ")[0] for line in result.stdout.splitlines()} - {"SETTINGS_MODULE"}


@pytest.mark.parametrize("point", LOCAL_DIFFERENCES)
def test_the_list_is_written_down(point):
    assert f"- {point}" in DOCUMENT


@pytest.mark.parametrize("name", sorted(set(re.findall(r'env\.\w+\("(\w+)"', SOURCES))))
def test_every_variable_of_the_environment_is_written_down(name):
    assert f"`{name}`" in DOCUMENT


@pytest.mark.parametrize("name", sorted(set(re.findall(r"^(WIKI_\w+) =", SOURCES, re.MULTILINE))))
def test_every_setting_of_the_wiki_is_written_down(name):
    assert f"`{name}`" in DOCUMENT


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:WIKI|ACCOUNT|DATA)_\w+)`", DOCUMENT))))
def test_every_setting_that_is_written_down_is_one(name):
    assert name in SOURCES


def test_production_makes_the_folder_of_its_state(tmp_path):
    folder = tmp_path / "new" / "state"
    environment = EXAMPLE | {"HSWIKI_VAR": str(folder)}
    environment.pop("DATABASE_URL", None)
    # The tables of one small app are enough: the rest would be written into the same file.
    result = manage("migrate", "contenttypes", "--verbosity=0", environment=environment)
    assert result.returncode == 0, result.stderr
    assert (folder / "hswiki.sqlite3").exists()

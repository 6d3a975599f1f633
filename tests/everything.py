"""The whole suite, as `make test` runs it: on SQLite with the browser, then on PostgreSQL.

The second time is for tests that ask for a database, less those in SAME_ON_BOTH: words, rendering, figures
and templates need not be tried twice.
"""

import os
import signal
import subprocess
import sys

from tests import machine, postgres

# What these see is HTML, headers, scripts, words of forms or a number of queries: that is the same.
SAME_ON_BOTH = (
    "tests/admin/test_doors.py",
    "tests/face",
    "tests/facts",
    "tests/forms",
    "tests/house",
    "tests/html",
    "tests/views/test_account.py",
    "tests/views/test_account_[elns]*.py",
    "tests/views/test_accounts.py",
    "tests/views/test_actors.py",
    "tests/views/test_characters.py",
    "tests/views/test_episodes.py",
    "tests/views/test_first_edition.py",
    "tests/views/test_home.py",
    "tests/views/test_page_edit_limits.py",
    "tests/views/test_page_edit_refusals.py",
    "tests/views/test_page_raw.py",
    "tests/views/test_page_read*.py",
    "tests/views/test_pages.py",
    "tests/views/test_preferences.py",
    "tests/views/test_security.py",
    "tests/views/test_shows.py",
    "tests/views/test_stored_scripts.py",
    "tests/views/test_styleguide.py",
)


def main():
    """Run everything that this machine can, say what it could not, return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print("The suite on SQLite, with the browser:", flush=True)
    # One more than there are processors: whoever has the browser mostly waits for it.
    failed = run_suite(None, "--browser", f"--numprocesses={os.cpu_count() + 1}")
    with postgres.database_url() as url:
        if url:
            print("\nThe suite on PostgreSQL:", flush=True)
            failed |= run_suite(url, "-m", "database", *(f"--ignore-glob={place}" for place in SAME_ON_BOTH))
    print()
    for line in what_was_skipped(url):
        print(f"Skipped: {line}")
    print("Something failed: see above." if failed else "Everything that ran has passed.")
    return int(failed)


def run_suite(database_url, *options):
    """Run pytest on the database, SQLite when None; return whether it failed."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    suite = subprocess.Popen([sys.executable, "-m", "pytest", *options], env=environment)
    try:
        return suite.wait() != 0
    except SystemExit:
        suite.send_signal(signal.SIGINT)
        raise
    finally:
        suite.wait()  # after Ctrl-C too: pytest stops its servers and drops its databases


def what_was_skipped(database_url):
    """Return a line for each thing this machine lacks."""
    lacks = {
        "journeys in the browser: no Chromium found (apt install chromium)": machine.find_chromium(),
        "valid HTML: no checker found (apt install default-jre-headless npm)": machine.find_html_checker(),
        "PostgreSQL: no initdb found (apt install postgresql)": database_url,
        "the cache in Redis: no redis-server found (apt install redis-server)": machine.find_redis(),
    }
    return [line for line, found in lacks.items() if not found] or ["nothing"]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")

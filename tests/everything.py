"""The whole suite, as `make test` runs it: on SQLite with the browser, then on PostgreSQL.

The second time is for the tests in ON_BOTH that ask for a database.
"""

import os
import signal
import subprocess
import sys

from tests import machine, postgres

# Where a database can change what happens: what writes, what asks, and what it refuses to store.
# Words, rendering, figures, facts, forms and templates are the same on both.
ON_BOTH = (
    "tests/actions",
    "tests/commands",
    "tests/exchange/test_fixtures.py",
    "tests/models",
    "tests/queries",
    "tests/house/test_caches.py",
    "tests/race",
    "tests/admin/moderation/test_blocks.py",
    "tests/admin/people/test_members.py",
    "tests/admin/history/test_revisions.py",
    "tests/views/people/test_account_close.py",
    "tests/views/people/test_account_guesses.py",
    "tests/views/pages/test_page_edit_bad_input.py",
    "tests/views/pages/test_page_edit_meanwhile.py",
    "tests/views/pages/test_page_edit_new.py",
    "tests/views/pages/test_page_edit_save.py",
    "tests/views/pages/test_page_deleted.py",
    "tests/views/titles/test_page_move.py",
    "tests/views/moderation/test_report.py",
    "tests/views/history/test_recent.py",
    "tests/views/search/test_search.py",
    "tests/views/titles/test_titles_in_addresses.py",
    "tests/views/people/test_user.py",
)

# Which database it is; and that bytecode is kept, else each of many processes compiles all of it anew.
SETTLED_HERE = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")


def main():
    """Run everything that this machine can, say what it could not, return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print("The suite on SQLite, with the browser:", flush=True)
    # One more than there are processors: whoever has the browser mostly waits for it.
    failed = run_suite(None, "--browser", f"--numprocesses={os.cpu_count() + 1}")
    with postgres.database_url() as url:
        if url:
            print("\nThe suite on PostgreSQL:", flush=True)
            failed |= run_suite(url, "-m", "database", *ON_BOTH)
    print()
    for line in what_was_skipped(url):
        print(f"Skipped: {line}")
    print("Something failed: see above." if failed else "Everything that ran has passed.")
    return int(failed)


def run_suite(database_url, *options):
    """Run pytest on the database, SQLite when None; return whether it failed."""
    environment = {name: value for name, value in os.environ.items() if name not in SETTLED_HERE}
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

"""The whole suite, as `make test` runs it: on SQLite with the browser, then on PostgreSQL.

PostgreSQL is for the tests that ask for a database and are marked `each_database`: a database can change what
happens where something writes, asks, or is refused. Words, rendering, figures, facts, forms and templates are
the same on both.
"""

import os
import signal
import subprocess
import sys

from tests import machine, postgres


def main():
    """Run everything that this machine can, say what it could not, return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with postgres.database_url() as url:
        print("The suite on SQLite, with the browser:", flush=True)
        failed = run_suite(None, "tests", "--browser", "--durations=10")
        if url:
            print("\nThe suite on PostgreSQL:", flush=True)
            failed |= run_suite(url, "tests", "-m", "database and each_database", "--durations=10")
    print()
    for line in what_was_skipped(url):
        print(f"Skipped: {line}")
    print("Something failed: see above." if failed else "Everything that ran has passed.")
    return int(failed)


def run_suite(database_url, *options):
    """Run pytest on the database, SQLite when None; return whether it failed. Ctrl-C ends both."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, "-m", "pytest", "--hypothesis-profile=thorough", *options]
    suite = subprocess.Popen(command, env=environment)
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

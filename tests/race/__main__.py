"""Every race at its full length, on both databases, with what happened in figures: `make race`."""

import sys

from tests import postgres
from tests.everything import run_suite

FULL = [
    "--numprocesses=0",
    "-rP",
    "--saves=50",
    "--kills=20",
    "--every-pair=1",
    "tests/race",
    "tests/actions/test_acts_at_once.py",
]

if __name__ == "__main__":
    failed = run_suite(None, *FULL)
    with postgres.database_url() as url:
        failed |= bool(url) and run_suite(url, *FULL)
    sys.exit(int(failed))

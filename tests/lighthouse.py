"""Lighthouse scores on a phone, for `make lighthouse`. It fails below 100."""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from tests import machine
from tests.served import Server

PAGES = ["/", "/wiki/Heartstopper_season_2", "/wiki/Out", "/wiki/Nick_Nelson"]
ADDRESS = "https://wiki.example.org"  # a canonical link is absolute only if the wiki knows its address
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
OPTIONS = [
    "--quiet",
    "--output=json",
    "--no-enable-error-reporting",
    f"--only-categories={','.join(CATEGORIES)}",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
]


def main():
    """Print the four scores of each page, and what is missing to 100; return the exit code."""
    if not (machine.find_lighthouse() and machine.find_chromium()):
        sys.exit("Lighthouse needs node, npm and Chromium (apt install npm chromium).")
    with TemporaryDirectory(prefix="hswiki-lighthouse-") as folder:
        wiki = Server(folder)
        wiki.environment["WIKI_ADDRESS"] = ADDRESS
        with wiki.serving():
            perfect = [is_perfect(wiki.url, page) for page in PAGES]
    return int(not all(perfect))


def is_perfect(url, page):
    """Print what Lighthouse says of a page; a busy machine is asked again, twice at most."""
    for _attempt in range(3):
        report = ask(f"{url}{page}")
        scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
        print(page, *(f"{name} {score}" for name, score in scores.items()), sep="  ", flush=True)
        if min(scores.values()) == 100:
            return True
    for audit in faults(report):
        print(f"    {audit['id']}: {audit['title']} {audit.get('displayValue', '')}")
    return False


def ask(address):
    """Return Lighthouse's report on an address."""
    environment = os.environ | {"CHROME_PATH": machine.find_chromium()}
    command = [*machine.find_lighthouse(), address, *OPTIONS]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)


def faults(report):
    """Return the audits that count and are not perfect."""
    counted = {
        ref["id"] for one in report["categories"].values() for ref in one["auditRefs"] if ref["weight"]
    }
    audits = [report["audits"][name] for name in sorted(counted)]
    return [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]


if __name__ == "__main__":
    sys.exit(main())

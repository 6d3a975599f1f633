"""Measures how many requests a worker answers, next to an application that does nothing.

`python -m tests.bench_readers [pages] [--postgresql]`: one worker with four threads, eight connections of
wrk, and an invented wiki (tests/invented.py) of so many pages, 1,000 by default. The application that does
nothing (tests/bare.py) answers with as many bytes. It is measured before and after each run, because machines
slow down and speed up. A row fails if its ratio is below its limit.
"""

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from tests import machine, postgres
from tests.served import Server

RUNS, SECONDS, CONNECTIONS = 5, 2, 8
SAVES, EDITORS = 60, 4
MOST_MEGABYTES, MOST_SECONDS_TO_START, MOST_MS_OF_A_SAVE, LEAST_SAVES = 75, 2, 25, 80
# Prints what the rows need to know of the wiki: paths, sessions of members, and texts to save.
FACTS = f"""
import json
from django.urls import reverse
from tests.builders import somebody
from tests.doors import browser_of
from tests.invented import KEY, LONG_EVERY, ON_EVERY_PAGE, rare_word
from wiki.models import Page, Revision

def path(number, name="page-read"):
    return reverse(name, args=[str(Page.objects.get(uid=f"invented-{{number}}"))])

def session(name):
    return browser_of(somebody(name, "Trusted")).cookies["sessionid"].value

usual = [number for number in range(3, 999) if number % LONG_EVERY not in (1, 2)]
uids = [f"invented-{{number}}" for number in usual[-400:]]
saved = Page.objects.filter(uid__in=uids).select_related("current")
long = Revision.objects.filter(page__uid="invented-1", number__gt=1).order_by("number")
print(json.dumps({{
    "views": [path(number) for number in usual[:100]],
    "progress": f"progress={{KEY}}:s1e3",
    "history": path(2, "page-history"),
    "diffs": [reverse("diff", args=[new.parent_id, new.pk]) for new in long],
    "rare": [f"/search?q={{rare_word(number)}}" for number in usual[100:130]],
    "common": f"/search?q={{ON_EVERY_PAGE}}",
    "session": session("Reader"),
    "editors": [session(f"Editor{{number}}") for number in range({EDITORS})],
    "saves": [(reverse("page-edit", args=[str(page)]), page.current_id, page.current.body) for page in saved],
}}))
"""
# Prints how many queries each of some requests takes, when it has been asked before.
QUERIES = """
import json, sys
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
counts = []
for path, headers in json.loads({!r}):
    client = Client(headers=headers)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    counts.append(len(queries))
print(json.dumps(counts))
"""
# wrk asks for one path after the other.
SCRIPT = """
local paths, headers, turn = {%s}, {%s}, 0
function request()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn], headers)
end
"""


@dataclass
class Row:
    """One kind of request: its paths and headers, and the least ratio that it must reach."""

    name: str
    least: float
    paths: list[str]
    headers: dict[str, str]
    is_kept: bool = True


@dataclass
class Result:
    name: str
    least: float
    ratio: float
    spread: float
    requests: float
    milliseconds: float
    queries: int = 0


def rows(facts):
    """Yield each Row."""
    read = {"Accept-Encoding": "gzip", "Host": "localhost"}
    member = read | {"Cookie": f"sessionid={facts['session']}"}
    views, history, lists = facts["views"], [facts["history"]], ["/characters/"]
    yield Row("view", 0.65, views, read)
    yield Row("view with progress", 0.60, views, read | {"Cookie": facts["progress"]})
    yield Row("304", 0.65, views[:1], read | {"If-None-Match": "*"})
    yield Row("home", 0.60, ["/"], read)
    yield Row("a list", 0.60, lists, read)
    yield Row("history", 0.50, history, read)
    yield Row("recent changes", 0.50, ["/recent"], read)
    yield Row("view, not kept", 0.07, views, read, is_kept=False)
    yield Row("home, not kept", 0.05, ["/"], read, is_kept=False)
    yield Row("a list, not kept", 0.05, lists, read, is_kept=False)
    yield Row("history, not kept", 0.06, history, read, is_kept=False)
    yield Row("recent changes, not kept", 0.06, ["/recent"], read, is_kept=False)
    yield Row("view of a member", 0.12, views, member)
    yield Row("diff of 100 KB, first time", 0.04, facts["diffs"], read, is_kept=False)
    yield Row("diff of 100 KB, again", 0.50, facts["diffs"][:1], read)
    yield Row("search: a rare word", 0.12, facts["rare"], read, is_kept=False)
    yield Row("search: a word on every page", 0.06, [facts["common"]], read, is_kept=False)
    yield Row("suggestions", 0.15, ["/suggest?q=ba"], member)


def ask_again_and_again(url, row, paths, seconds=SECONDS):
    """Return the requests a second that a server answers, each of them with 2xx or 304."""
    with TemporaryDirectory() as folder:
        script = Path(folder, "paths.lua")
        listed = ", ".join(map(json.dumps, paths))
        headers = ", ".join(
            f"[{json.dumps(name)}] = {json.dumps(text)}" for name, text in row.headers.items()
        )
        script.write_text(SCRIPT % (listed, headers))
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script)]
        said = subprocess.run(["wrk", *options, url], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def measure(row, wiki, bare):
    """Return the Result of a Row, with the medians of all runs."""
    sizes = [_size_of(wiki.url + path, row.headers) for path in row.paths]  # and every path is warm
    size = round(statistics.mean(sizes))
    ratios, speeds, spent = [], [], []
    # wrk does not count what is still under way at the end: that must be little.
    seconds = SECONDS if ask_again_and_again(wiki.url, row, row.paths, 1) > 50 else 3 * SECONDS
    before = ask_again_and_again(bare.url, row, [f"/{size}"])
    for _run in range(RUNS):
        started = wiki.cpu_seconds()
        speeds.append(ask_again_and_again(wiki.url, row, row.paths, seconds))
        spent.append((wiki.cpu_seconds() - started) / (speeds[-1] * seconds) * 1000)
        after = ask_again_and_again(bare.url, row, [f"/{size}"])
        ratios.append(speeds[-1] / ((before + after) / 2))
        before = after
    ratio, spread = statistics.median(ratios), max(ratios) - min(ratios)
    return Result(row.name, row.least, ratio, spread, statistics.median(speeds), statistics.median(spent))


def _size_of(url, headers):
    try:
        with urlopen(Request(url, headers=headers)) as answer:
            return len(answer.read())
    except HTTPError as other:
        if other.status != 304:
            raise
        return 0


class Worker(Server):
    """A Server with one worker process, of which the CPU time and the memory can be read."""

    def _process(self):
        parent = Path(self.pid).read_text().strip()
        return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0]

    def cpu_seconds(self):
        fields = Path(f"/proc/{self._process()}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100  # in ticks of 10 ms

    def megabytes(self):
        """Return the memory of the worker: its own, and its share of what processes share (PSS)."""
        used = Path(f"/proc/{self._process()}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", used, re.MULTILINE)[1]) / 1024

    @contextmanager
    def working(self, **options):
        self.pid = f"{self.log}.pid"
        with self.served("--workers=1", f"--pid={self.pid}", **options):
            urlopen(f"{self.url}/healthz" if not options else f"{self.url}/1").close()
            yield self

    def seconds_to_start(self):
        """Return how long it takes from the start of the server to its first answer."""
        begun = time.monotonic()
        with self.working():
            return time.monotonic() - begun


def save(url, session, texts):
    """Save each of `texts`, (path, base, body), as a member; return how many seconds each took."""
    address = urlsplit(url)
    connection, taken = http.client.HTTPConnection(address.hostname, address.port), []
    token = "a" * 32
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for path, base, body in texts:
        fields = {"csrfmiddlewaretoken": token, "base": base, "action": "save", "body": f"{body}\n\nSaved."}
        begun = time.monotonic()
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.monotonic() - begun)
        assert answer.status == 302, answer.status
    return taken


def measure_saves(wiki, facts):
    """Return (median ms, CPU ms) of a save by one editor, and how many several editors save in a second."""
    texts, editors = facts["saves"], facts["editors"]
    save(wiki.url, editors[0], texts[:5])  # warms up
    started = wiki.cpu_seconds()
    taken = save(wiki.url, editors[0], texts[5 : 5 + SAVES])
    spent = (wiki.cpu_seconds() - started) / SAVES * 1000
    begun, texts = time.monotonic(), texts[5 + SAVES :]
    shares = [texts[place :: len(editors)] for place in range(len(editors))]
    with ThreadPoolExecutor(len(editors)) as threads:
        list(threads.map(save, [wiki.url] * len(editors), editors, shares))
    return statistics.median(taken) * 1000, spent, len(texts) / (time.monotonic() - begun)


def count_queries(wiki, measured):
    """Return how many queries each Row takes if its answer is not kept."""
    asked = [(row.paths[0], {name.lower(): text for name, text in row.headers.items()}) for row in measured]
    return json.loads(wiki.run("shell", "--no-imports", "--command", QUERIES.format(json.dumps(asked))))


def measure_all(wiki, uncached, bare):
    """Print and return the results, and whether all are within their limits."""
    starts = wiki.seconds_to_start()
    facts = json.loads(wiki.run("shell", "--no-imports", "--command", FACTS))
    measured = list(rows(facts))
    results = []
    with wiki.working(), uncached.working(), bare.working(application="tests.bare"):
        print(f"{'':30}{'ratio':>7}{'least':>7}{'spread':>8}{'requests/s':>12}{'CPU ms':>8}{'queries':>9}")
        for row, queries in zip(measured, count_queries(wiki, measured), strict=True):
            result = measure(row, wiki if row.is_kept else uncached, bare)
            result.queries = queries
            results.append(result)
            print(
                f"{result.name:30}{result.ratio:7.2f}{result.least:7.2f}{result.spread:8.2f}"
                f"{result.requests:12.0f}{result.milliseconds:8.2f}{queries:9}",
                flush=True,
            )
        milliseconds, spent, saves = measure_saves(wiki, facts)
        print(f"A save by one editor: {milliseconds:.1f} ms, of which {spent:.1f} ms of CPU")
        print(f"Saves a second by {EDITORS} editors: {saves:.0f}")
        megabytes = wiki.megabytes()
        print(f"Memory of the worker: {megabytes:.0f} MB. Seconds to start: {starts:.1f}")
    whole = {"rows": [asdict(result) for result in results], "save_ms": milliseconds, "save_cpu_ms": spent}
    whole |= {"saves_per_second": saves, "megabytes": megabytes, "seconds_to_start": starts}
    limits = [milliseconds <= MOST_MS_OF_A_SAVE, saves >= LEAST_SAVES]
    limits += [megabytes <= MOST_MEGABYTES, starts <= MOST_SECONDS_TO_START]
    return whole, all(limits) and all(result.ratio >= result.least for result in results)


def main():
    if not machine.find_wrk():
        sys.exit("wrk is not installed (apt install wrk).")
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="?", type=int, default=1_000)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, _database(asked.postgresql) as url:
        options = {"settings": "tests.bench_settings", "database_url": url}
        wiki, uncached, bare = (
            Worker(Path(folder, name), **options) for name in ("wiki", "uncached", "bare")
        )
        for server in (wiki, uncached, bare):
            server.log.parent.mkdir()
        uncached.environment |= {f"{cache}_CACHE_MB": "0" for cache in ("ANSWER", "PAGE", "COMPARISON")}
        uncached.environment["HSWIKI_VAR"] = wiki.environment["HSWIKI_VAR"]
        wiki.run("migrate", "--verbosity=0")
        wiki.run("collectstatic", "--noinput", "--verbosity=0")
        subprocess.run(
            [sys.executable, "-m", "tests.invented", str(asked.pages)], env=wiki.environment, check=True
        )
        whole, is_within_limits = measure_all(wiki, uncached, bare)
    print(json.dumps(whole | {"pages": asked.pages, "postgresql": asked.postgresql}))
    return int(not is_within_limits)


@contextmanager
def _database(is_postgresql):
    """Give the URL of a new database of PostgreSQL, or None for SQLite."""
    if not is_postgresql:
        yield None
        return
    with postgres.database_url() as url:
        if url is None:
            sys.exit("There is no PostgreSQL.")
        with postgres.another_database(url, "bench") as new:
            yield new


if __name__ == "__main__":
    sys.exit(main())

"""Measures how many requests of readers a worker answers, next to an application that does nothing.

One worker with four threads, and eight connections of wrk. The application that does nothing (tests/bare.py)
answers with as many bytes. It is measured before and after each row, because machines slow down and speed up.
A row fails if its ratio is below its limit.
"""

import json
import re
import statistics
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests import machine
from tests.served import Server

RUNS, SECONDS, CONNECTIONS = 5, 2, 8
PROGRESS = "progress=heartstopper:s1e3"
TITLES = """
from django.urls import reverse
from wiki.models import Title
for title in Title.objects.current().order_by("pk").values_list("text", flat=True)[:100]:
    print(reverse("page-read", args=[title]))
"""
LOG_IN = """
from tests.doors import browser_of
from wiki.models import User
print(browser_of(User.objects.create_user("reader", "reader@example.org")).cookies["sessionid"].value)
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


def rows(views, session):
    """Yield each Row; `views` are the paths of pages, `session` is the cookie of a member."""
    read = {"Accept-Encoding": "gzip"}
    history, recent = ["/history/Nick_Nelson"], ["/recent"]
    yield Row("view", 0.65, views, read)
    yield Row("view with progress", 0.60, views, read | {"Cookie": PROGRESS})
    yield Row("304", 0.65, views[:1], read | {"If-None-Match": "*"})
    yield Row("home", 0.60, ["/"], read)
    yield Row("a list", 0.60, ["/characters/"], read)
    yield Row("history", 0.50, history, read)
    yield Row("recent changes", 0.50, recent, read)
    yield Row("view, not kept", 0.07, views, read, is_kept=False)
    yield Row("home, not kept", 0.05, ["/"], read, is_kept=False)
    yield Row("history, not kept", 0.06, history, read, is_kept=False)
    yield Row("recent changes, not kept", 0.06, recent, read, is_kept=False)
    yield Row("view of a member", 0.12, views, read | {"Cookie": f"sessionid={session}"})
    yield Row("suggestions", 0.15, ["/suggest?q=ni"], read | {"Cookie": f"sessionid={session}"})


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
    ask_again_and_again(wiki.url, row, row.paths, 1)
    before = ask_again_and_again(bare.url, row, [f"/{size}"])
    for _run in range(RUNS):
        started = wiki.cpu_seconds()
        speeds.append(ask_again_and_again(wiki.url, row, row.paths))
        spent.append((wiki.cpu_seconds() - started) / (speeds[-1] * SECONDS) * 1000)
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


def main():
    if not machine.find_wrk():
        sys.exit("wrk is not installed (apt install wrk).")
    results = []
    with TemporaryDirectory() as folder:
        wiki, uncached, bare = (Worker(Path(folder, name)) for name in ("wiki", "uncached", "bare"))
        for server in (wiki, uncached, bare):
            server.log.parent.mkdir()
        wiki.load()
        uncached.environment["HSWIKI_VAR"] = wiki.environment["HSWIKI_VAR"]
        uncached.environment["ANSWER_CACHE_MB"] = "0"
        command = ["shell", "--no-imports", "--command"]
        views, session = wiki.run(*command, TITLES).split(), wiki.run(*command, LOG_IN).strip()
        with wiki.working(), uncached.working(), bare.working(application="tests.bare"):
            print(f"{'':26}{'ratio':>7}{'least':>7}{'spread':>8}{'requests/s':>12}{'CPU ms':>8}")
            for row in rows(views, session):
                result = measure(row, wiki if row.is_kept else uncached, bare)
                results.append(result)
                print(
                    f"{result.name:26}{result.ratio:7.2f}{result.least:7.2f}{result.spread:8.2f}"
                    f"{result.requests:12.0f}{result.milliseconds:8.2f}",
                    flush=True,
                )
            print(f"Memory of the worker: {wiki.megabytes():.0f} MB")
    print(json.dumps([asdict(result) for result in results]))
    return int(any(result.ratio < result.least for result in results))


if __name__ == "__main__":
    sys.exit(main())

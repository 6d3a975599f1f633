"""A vandal is rolled back while people read: every page comes back, and no reader sees a fault."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Event

import pytest

from tests.race.editors import Editor

pytestmark = [pytest.mark.database, pytest.mark.each_database, pytest.mark.slow]

GOOD, RUBBISH = "An apple fell from the tree, and nobody had seen it.", "BEES"


@pytest.fixture
def people(wiki):
    """The vandal and the moderator, logged in, and a visitor."""
    vandal, moderator = Editor(wiki.url, "vic"), Editor(wiki.url, "mo")
    vandal.log_in()
    moderator.log_in()
    return vandal, moderator, Editor(wiki.url, "nobody")


def words(body):
    """Return how an editor leaves nothing but these words on a page."""
    return lambda *_: body


def read_on(reader, titles, is_over):
    """Read one page after the other, ten in a second, until it is over; return {status: how often}."""
    seen = {}
    while not is_over.is_set():
        for title in titles:
            status = reader.ask(f"/wiki/{title}").status
            seen[status] = seen.get(status, 0) + 1
            if is_over.wait(0.1):
                break
    return seen


def roll_back(moderator):
    """Find the vandal in the admin, look at what would happen, do it; return the answer and its seconds."""
    listed = moderator.ask("/admin/wiki/user/?q=vic").text
    address = re.search(r"/admin/wiki/user/\d+/", listed)[0] + "roll-back/"
    asked = "span=everything&reason=A+vandal"
    planned = moderator.ask(f"{address}?{asked}")
    start = time.monotonic()
    answer = moderator.send(address, planned, span="everything", reason="A vandal")
    return answer, time.monotonic() - start


def test_every_page_comes_back_and_no_reader_sees_a_fault(wiki, editors, people, saves):
    vandal, moderator, reader = people
    titles = [f"Tree_{number}" for number in range(saves * 3)]
    for title in titles:
        name = {"facts-full_name": f"{title} of the orchard"}
        assert editors[0].save(title, words(GOOD), kind="character", **name).status == 302
    for title in [*titles, *titles[:saves]]:
        spoilt = vandal.save(title, lambda body, token: f"{RUBBISH} {token}", **{"facts-full_name": RUBBISH})
        assert spoilt.status == 302
    is_over = Event()
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_on, reader, titles, is_over)
        answer, seconds = roll_back(moderator)
        is_over.set()
    seen = reading.result()
    print(f"{saves * 4} edits of {len(titles)} pages rolled back in {seconds:.1f} s; pages read: {seen}")
    assert answer.status == 200
    assert seen.keys() == {200}
    for title in titles:
        page = unescape(reader.ask(f"/wiki/{title}").text)
        assert GOOD in page
        assert f"{title} of the orchard" in page
        assert RUBBISH not in page
    assert "A vandal" in reader.ask("/journal").text

"""No address tells a reader more than they have watched, wherever somebody has typed it."""

from html import unescape
from urllib.parse import unquote

import pytest
from django.db.models import URLField

from tests.builders import change, dana, garden, orchard, row, season_with, value, write, write_episode
from wiki.facts.kinds import KINDS
from wiki.models import Page
from wiki.text.points import parse_point
from wiki.text.progress import parse_progress

pytestmark = pytest.mark.slow

POINTS = ["S1E2", "S2E3", "S2", "S3E1"]
READERS = ["none", "s2e2", "s2e3", "all"]
LISTS = [
    "/",
    "/shows/",
    "/episodes/",
    "/characters/",
    "/actors/",
    "/categories/",
    "/pages/",
    "/search?q=secret",
]
OF_PAGES = ["wiki", "raw", "links"]
# These show all of a page after a question, or are not filtered yet: edit, history, revision, diff, recent.
TEXT = """
::: spoiler {0}
{1} in a paragraph, [[{1}|{1}]], [[Pip Russet#{1}]], [@orchard-times, {1}], [[Category:{1}]],
[{1}](https://{1}.example/ "{1}"), `{1}`, **{1}**, a note[^{1}].

## {1} in a heading

- {1} in a list

> {1} in a quote

| {1} | {1} |
| --- | --- |
| {1} | {1} |

::: note
{1} in a box
:::

[{1}]: https://{1}.example/ "{1}"

[^{1}]: {1} in a note
:::

A line with >!{0}: {1} in it!<.

| A cell |
| --- |
| >!{0}: {1} in a cell!< |

## A heading >!{0}: with {1}!<

A note that anybody may open.[^open{2}]

[^open{2}]: Something >!{0}: about {1}!<.
"""


class Secrets:
    """Words that nobody would guess, each with the point from which it may be seen."""

    def __init__(self):
        self.points = {}

    def word(self, point):
        """Return a new word that is a secret until `point`."""
        word = f"secret{chr(97 + len(self.points) // 26)}{chr(97 + len(self.points) % 26)}"
        self.points[word] = parse_point(point)
        return word

    def seen_in(self, text):
        whole = f"{text} {unescape(text)} {unquote(text)}".casefold()
        return {word for word in self.points if word in whole}


def rows_with(secrets, kind, pages):
    """Return a row with secrets in every column of every fact that repeats, for each of the points."""
    return {
        rows.name: [
            {
                **row(f"r{number}", (pages.times, secrets.word(point))),
                **{column: filled(field, secrets, point) for column, field in rows.fields.items()},
                "from": point,
                "show": pages.show.uid,
            }
            for number, point in enumerate(POINTS)
        ]
        for rows in kind.rows
    }


def text_with(secrets, is_episode):
    """Return text with secrets. On the page of an episode no mark opens what is below the lead earlier."""
    if is_episode:
        return f"\n{secrets.word('S2E3')} below the lead."
    return "".join(TEXT.format(f"orchard {point}", secrets.word(point), point) for point in POINTS)


def filled(field, secrets, point):
    """Return a value with a secret for any column; one with a closed list has its first choice."""
    if field.choices:
        return field.choices[0][0]
    word = secrets.word(point)
    if field.is_relation:
        return {"name": word}
    return f"https://{word}.example/" if isinstance(field, URLField) else word


@pytest.fixture
def world(db):
    """The Orchard with secrets in every place in which somebody can type something with a mark."""
    secrets, pages = Secrets(), orchard()
    garden()
    second = season_with(0)
    season_with(0, "The Orchard season 3", 3)
    episode = write_episode(second, 3, "Frost")
    article = write("From play to screen")
    for page in (pages.show, second, episode, pages.pip, pages.ada, pages.times, article):
        facts = {**page.current.facts, **rows_with(secrets, KINDS[page.kind], pages)}
        if "premise" in KINDS[page.kind].columns:
            facts["premise"] = value(secrets.word("S1" if page == second else "S2E2"))
        change(page, by=dana(), facts=facts, body=f"A first line.\n{text_with(secrets, page == episode)}")
    return secrets


def addresses():
    titles = [str(page).replace(" ", "_") for page in Page.objects.prefetch_related("titles")]
    return [*LISTS, *(f"/{face}/{title}" for title in titles for face in OF_PAGES)]


def answer_of(client, address):
    """Return everything that an address answers: status line, headers and body."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return f"{answer.headers} {answer.content.decode()}"


@pytest.mark.parametrize("reader", READERS)
def test_no_word_is_told_too_early_and_each_is_told_in_time(client, world, reader):
    client.cookies["progress"] = f"orchard:{reader}"
    reached, told, leaks = parse_progress(reader), set(), []
    for address in addresses():
        seen = world.seen_in(answer_of(client, address))
        leaks += [(address, word) for word in seen if world.points[word] > reached]
        told |= seen
    assert leaks == []
    assert {word for word, point in world.points.items() if point <= reached} - told == set()


def test_who_has_said_nothing_is_told_nothing(client, world):
    assert {address for address in addresses() if world.seen_in(answer_of(client, address))} == set()
    client.cookies["progress"] = "garden:all"
    assert {address for address in addresses() if world.seen_in(answer_of(client, address))} == set()

"""Eight people save at the same moment, over HTTP and through two workers: no accepted save is lost."""

import json
import os
import re
import signal
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from random import Random
from threading import Event

import psycopg
import pytest

from tests.race.editors import NAMES

pytestmark = [pytest.mark.database, pytest.mark.each_database, pytest.mark.slow]


@pytest.fixture
def kills(pytestconfig):
    """How often a worker is killed."""
    return pytestconfig.getoption("kills")


def at_once(editors, save, is_over):
    """Let each editor save again and again until it is over; return all answers."""

    def work(editor):
        answers = []
        while not is_over(answers):
            answers.append(save(editor, len(answers)))
        return answers

    start = time.monotonic()
    with ThreadPoolExecutor(len(editors)) as threads:
        answers = [answer for answers in threads.map(work, editors) for answer in answers]
    tell(answers, time.monotonic() - start)
    return answers


def tell(answers, seconds):
    """Print for `make race` what happened."""
    counts = Counter(answer.status for answer in answers)
    merged = sum(answer.address.startswith("/diff/") for answer in answers)
    print(
        f"{len(answers)} saves in {seconds:.1f} s: {counts[302]} accepted, {merged} of them merged, "
        f"{counts[409]} clashed, {counts[429]} told to wait, {counts[None]} unanswered"
    )


HISTORY = """
    SELECT number, username, body, facts FROM wiki_revision
    JOIN wiki_user ON wiki_user.id = author_id
    WHERE page_id = (SELECT page_id FROM wiki_title WHERE text = '{}') ORDER BY number
"""


def history(wiki, title):
    """Return (author, body, facts) of each revision of a page, oldest first, as the database has them."""
    url = wiki.environment.get("DATABASE_URL")
    database = (
        psycopg.connect(url) if url else sqlite3.connect(f"{wiki.environment['HSWIKI_VAR']}/hswiki.sqlite3")
    )
    with closing(database):
        rows = database.execute(HISTORY.format(title)).fetchall()
    assert [number for number, *_ in rows] == list(range(1, len(rows) + 1))
    return [(author, body, facts if url else json.loads(facts)) for _, author, body, facts in rows]


def accepted(answers):
    """See that whoever got no yes has the text back, if there was an answer; return the tokens of yes."""
    for answer in answers:
        assert answer.status in (302, 409, 429, None), (answer.status, answer.text)
        assert answer.status in (302, None) or answer.token in answer.text
    return {answer.token for answer in answers if answer.status == 302}


def paragraphs(body):
    """Return {who it belongs to: token} of a shared page."""
    return dict(paragraph.split(": ") for paragraph in body.split("\n\n"))


def write_shared_page(editor, title):
    body = "\n\n".join(f"{owner}: nobody-000" for owner in ["all", *NAMES])
    assert editor.save(title, lambda *_: body).status == 302


def save_own_paragraph(title):
    """Return how an editor changes the paragraph that is theirs, and every seventh time that of all."""

    def save(editor, turn):
        owner = "all" if turn % 7 == 3 else editor.name
        return editor.save(
            title,
            lambda body, token: re.sub(rf"^{owner}: \S+", f"{owner}: {token}", body, flags=re.MULTILINE),
        )

    return save


def saved_in(wiki, title):
    """Return the tokens of a shared page: each revision brought one, by its owner, and changed no more."""
    tokens = []
    for (_, before, _), (author, after, _) in pairwise(history(wiki, title)):
        old, new = paragraphs(before), paragraphs(after)
        assert old.keys() == new.keys()
        ((owner, token),) = new.items() - old.items()
        assert owner in ("all", author)
        assert token.startswith(author)
        tokens.append(token)
    assert len(tokens) == len(set(tokens))
    return set(tokens)


def test_on_one_page_every_accepted_save_is_a_revision_that_keeps_what_the_others_wrote(wiki, editors, saves):
    write_shared_page(editors[0], "Shared")
    answers = at_once(editors, save_own_paragraph("Shared"), lambda answers: len(answers) == saves)
    assert saved_in(wiki, "Shared") == accepted(answers)
    assert {answer.status for answer in answers} <= {302, 409}
    assert any(answer.address.startswith("/diff/") for answer in answers)


def test_on_pages_that_name_each_other_every_save_is_accepted(wiki, editors, saves):
    for editor in editors:
        assert editor.save(f"Page of {editor.name}", kind="character").status == 302

    def save_own_page(editor, turn):
        others = [name for name in NAMES if name != editor.name]
        row = {"kind": "friend", "other": f"Page of {others[turn % len(others)]}"}
        facts = {f"facts-relationships-friend-{column}": value for column, value in row.items()}
        return editor.save(f"Page of {editor.name}", lambda _, token: token, **facts)

    answers = at_once(editors, save_own_page, lambda answers: len(answers) == saves)
    assert {answer.status for answer in answers} == {302}
    for editor in editors:
        _first, *revisions = history(wiki, f"Page of {editor.name}")
        assert {author for author, _, _ in revisions} == {editor.name}
        own = [answer.token for answer in answers if answer.token.startswith(editor.name)]
        assert [body for _, body, _ in revisions] == own
        named = [facts["relationships"][0]["other"] for _, _, facts in revisions]
        assert len(named) == saves
        assert all(before != after for before, after in pairwise(named))


def test_when_workers_are_killed_in_the_middle_of_saves_what_they_accepted_is_there(wiki, editors, kills):
    write_shared_page(editors[0], "Killed")
    over, yes, save = Event(), [], save_own_paragraph("Killed")

    def save_and_count(editor, turn):
        answer = save(editor, turn)
        if answer.status == 302:
            yes.append(answer)
        return answer

    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(kill_workers, wiki, kills, yes, over)
        answers = at_once(editors, save_and_count, lambda _: over.is_set())
    assert len(killed.result()) == kills
    tokens = saved_in(wiki, "Killed")
    assert accepted(answers) <= tokens <= {answer.token for answer in answers}
    # Who was killed while counting saves is told to wait for some seconds: allauth locks the count.
    assert {answer.token for answer in answers if answer.status in (409, 429)}.isdisjoint(tokens)


def kill_workers(wiki, kills, yes, over):
    """Kill a worker so many times, each time after some more saves; return the ids."""
    choice, killed = Random(4), []
    try:
        for _ in range(kills):
            enough, deadline = len(yes) + 4, time.monotonic() + 60
            while len(yes) < enough:
                assert time.monotonic() < deadline, "nothing is saved any more"
                time.sleep(0.01)
            booted = re.findall(r"Booting worker with pid: (\d+)", wiki.log.read_text())
            killed.append(choice.choice(sorted(set(booted) - set(killed))))
            os.kill(int(killed[-1]), signal.SIGKILL)
    finally:
        over.set()
    return killed

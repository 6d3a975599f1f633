"""Measures how long moderators wait on a large wiki, in wall-clock seconds: part of `make bench`.

On SQLite: the desk and the list of revisions with 100,000 revisions, and all that a vandal wrote taken back.
"""

import os
import sys
from datetime import timedelta
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hswiki.settings.test")

import django

django.setup()

from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from tests.builders import alice, change, somebody, write
from tests.doors import browser_of, staff
from wiki.actions.moderation.roll_back import roll_back_member
from wiki.models import Page, Revision, RevisionMark, Title
from wiki.text.digests import sha256_of, size_of

PAGES = 2_000
REVISIONS = 100_000
VANDAL_PAGES = 150
VANDAL_EDITS = 200
SENTENCE = "An apple fell from the tree by the gate, and nobody had seen it. "


def large_wiki(authors):
    """Write many pages, each with a history of short texts; every twentieth edit awaits patrol."""
    start = timezone.now() - timedelta(days=365)
    pages = Page.objects.bulk_create(Page(kind="article", uid=f"bench-{number}") for number in range(PAGES))
    Title.objects.bulk_create(
        Title(page=page, key=f"bench {number}", text=f"Bench {number}") for number, page in enumerate(pages)
    )
    newest = {}
    for number in range(1, REVISIONS // PAGES + 1):
        body = SENTENCE * number
        made = Revision.objects.bulk_create(
            Revision(
                page=page,
                number=number,
                parent=newest.get(page.pk),
                author=authors[(place + number) % len(authors)],
                created_at=start + timedelta(minutes=number * PAGES + place),
                body=body,
                size=size_of(body, {}),
                sha256=sha256_of(body, {}),
            )
            for place, page in enumerate(pages)
        )
        newest = {revision.page_id: revision for revision in made}
        RevisionMark.objects.bulk_create(
            RevisionMark(revision=one, awaits_patrol=True) for one in made[number % 20 :: 20]
        )
    for page in pages:
        page.current = newest[page.pk]
    Page.objects.bulk_update(pages, ["current"], batch_size=500)


def vandalise(vandal, editor):
    """Let a vandal change 150 pages, some of them twice and some new."""
    for number in range(VANDAL_PAGES - 10):
        page = write(f"Tree {number}", by=editor, body=f"{SENTENCE * 20}\n\n[[Tree {number + 1}]]")
        change(page, by=vandal, body="BEES")
        if number < VANDAL_EDITS - VANDAL_PAGES:
            change(page, by=vandal, body="BEES BEES")
    for number in range(10):
        write(f"Bees {number}", by=vandal, body="BEES")


def cases():
    """Yield (what, seconds it may take, function)."""
    moderator = browser_of(staff(alice()))
    vandal, editor = somebody("Vera"), somebody("Bob")
    vandalise(vandal, editor)
    large_wiki([editor, somebody("Tara"), somebody("Ada"), None])

    def look(address):
        assert moderator.get(address).status_code == 200

    for address in (
        "",
        "wiki/revision/",
        "wiki/revision/?patrolled=no",
        "wiki/revision/?q=tree",
        "wiki/user/",
    ):
        yield f"/admin/{address}", 0.3, lambda address=address: look(f"/admin/{address}")

    def roll_back():
        yesterday = timezone.now() - timedelta(days=1)
        plans = list(roll_back_member(vandal, by=alice(), since=yesterday, reason="Bench"))
        assert len(plans) == VANDAL_PAGES
        assert sum(len(plan.undone) for plan in plans) == VANDAL_EDITS

    yield f"Roll back {VANDAL_EDITS} edits of {VANDAL_PAGES} pages", 10, roll_back


def main():
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    failed = False
    try:
        for what, limit, function in cases():
            turns = 1 if limit > 1 else 3
            taken = min(_seconds(function) for _turn in range(turns))
            failed |= taken > limit
            verdict = "  TOO SLOW" if taken > limit else ""
            print(f"{what:44}{taken * 1000:7.0f} ms of {limit * 1000:6,.0f}{verdict}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)
    return int(failed)


def _seconds(function):
    start = perf_counter()
    function()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())

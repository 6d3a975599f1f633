"""What a reader gets depends on what they may see alone: two wikis that differ in the rest answer alike."""

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from tests.leaks import addresses
from tests.leaks.edits import save_edits
from tests.leaks.secrets import BEGINNING
from tests.leaks.world import RICH, World
from wiki.text.progress import NOTHING, parse_progress, write_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TITLES = [
    *(title for _uid, title, *_points in RICH.values()),
    *("Mrs Quince", "Ben Frost", "Fern", "Lantern School", "The Lantern season 1", "The Garden"),
    *("Dusk 1-1", "Dusk 2-4", "Dusk 3-8", "Notes 0", "Crumbs", "Scraps", "The Gazette", "Moss"),
]


def answers(world, progress, with_edits):
    """Return {address: headers and body} of what a reader gets of a world, which is gone afterwards."""
    client = Client()
    if progress is not None:
        client.cookies["progress"] = write_cookie({"lantern": progress})
    with transaction.atomic():
        world.load()
        if with_edits:
            save_edits(world.secrets)
        pages = [address for face in addresses.OF_TITLES for address in addresses.pages(face, TITLES)]
        searches = [f"/search?q={words}" for words in ("lantern", "zq", "happens", "character")]
        asked = [*addresses.lists(), *pages, *searches, "/wiki/Category:Dusk"]
        asked += [address for address in addresses.edits() if BEGINNING not in address] if with_edits else []
        found = {address: client.get(address) for address in asked}
        transaction.set_rollback(True)
    for cache in caches.all(initialized_only=True):
        cache.clear()  # ids come again
    return {address: f"{answer.headers}\n{answer.content.decode()}" for address, answer in found.items()}


@pytest.mark.parametrize(
    ("progress", "differences"),
    [
        (None, {}),
        (NOTHING, {"drops": True}),
        (parse_progress("s2e3"), {"drops": True, "guts": True}),
    ],
    ids=[
        "other words, for who has not said",
        "no hidden facts, for who begins",
        "all of that, for who is midway",
    ],
)
def test_whatever_is_hidden_no_byte_differs(progress, differences):
    # A list of edits tells that there is an edit of something hidden, which is not so if that is left out.
    with_edits = not differences
    typed = answers(World(), progress, with_edits)
    twin = answers(World(progress or NOTHING, **differences), progress, with_edits)
    assert {address for address in typed if typed[address] != twin[address]} == set()

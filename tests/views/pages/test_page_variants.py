"""Only marks make a page differ between readers: with k points it has at most k + 1 variants."""

import re

import pytest

from tests.builders import change, change_fact, garden, orchard as write_orchard, row, value, write_episode

STRIP = re.compile(r'<section class="progress".*?</section>', re.DOTALL)
READERS = ["none", *(f"s{season}{episode}" for season in (1, 2) for episode in ("e1", "e2", "e3", "")), "all"]


@pytest.fixture
def orchard(db):
    pages = write_orchard()
    for number, title in enumerate(("Seeds", "Frost", "Bloom"), 1):
        write_episode(pages.season, number, title)
    return pages


def variants(client, path):
    """Return what readers at every point are shown at `path`, but for the strip, which is about them."""
    shown = set()
    for progress in READERS:
        client.cookies["progress"] = f"orchard:{progress}"
        shown.add(STRIP.sub("", client.get(path).content.decode()))
    return shown


def test_a_page_without_marks_is_the_same_for_all_who_say_how_far_they_have_watched(client, orchard):
    change(orchard.pip, body="Pip plants.")
    change_fact(orchard.pip, "full_name", value("Philip Russet"))
    assert len(variants(client, "/wiki/Pip_Russet")) == 1


def test_a_page_with_three_points_has_at_most_four_variants(client, orchard):
    """A point is in the text and in a fact, another in a fact; only who wants all reaches the third."""
    change(orchard.pip, body="Pip plants.\n\n>!S1E2: Frost comes!<. >!SxE1: Nobody is told.!<")
    statements = [
        {**row("early", label="Status", value={"name": "heartbroken"}), "from": "S1E2"},
        {**row("late", label="Status", value={"name": "glad"}), "from": "S2E1"},
    ]
    change_fact(orchard.pip, "statements", statements)
    assert len(variants(client, "/wiki/Pip_Russet")) == 4


def test_marks_about_one_show_make_no_variants_of_the_pages_of_another(client, orchard):
    garden()
    assert len(variants(client, "/wiki/Fern")) == 1

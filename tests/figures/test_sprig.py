"""A season as a sprig: every leaf can be told from its neighbours, and touched."""

from itertools import combinations, pairwise, permutations
from math import cos, dist, radians, sin

import pytest

from tests.figures.boxes import box, overlap, within
from wiki.figures.sprig import MOST, Leaf, sprig

NARROWEST = 320 - 2 * 16  # what a phone of 320 pixels leaves between the margins
COUNTS = [1, 2, 3, 8, 10, 11, 12, 19, 20, 21, 24, 30, 47, 60]
DIGIT, HEIGHT, DISC, TIP = 9, 12, 10, 38  # as templates/figures/sprig.html draws them
TOUCHED, ALONG = 22, 28  # a circle, and where on the midrib it has its middle


@pytest.fixture(params=COUNTS)
def sprigs(request):
    """Sprigs of as many leaves, of several seasons."""
    return [sprig(request.param, f"season-orchard-{number}") for number in range(4)]


def at(leaf, along):
    """Return a point on the midrib of a leaf."""
    turn, reach = radians(leaf.angle), along * leaf.scale
    return leaf.x + reach * cos(turn), leaf.y + reach * sin(turn)


def numbers(figure):
    """Return the box of each number."""
    for number, leaf in enumerate(figure.leaves, start=1):
        yield box(leaf.number_x, leaf.number_y, DIGIT * len(str(number)), HEIGHT)


@pytest.mark.parametrize("count", COUNTS)
def test_there_is_a_leaf_for_each_episode(count):
    assert len(sprig(count, "season-orchard-1").leaves) == count


def test_a_branch_has_at_most_ten_leaves_and_all_have_nearly_as_many():
    branches = [len(sprig(count, "season-orchard-1").buds) for count in (1, 10, 11, 24, 60)]
    assert branches == [1, 1, 2, 3, 6]
    figure = sprig(25, "season-orchard-1")
    starts = [0, *(n for n, pair in enumerate(pairwise(figure.leaves), 1) if pair[1].x < pair[0].x), 25]
    assert [end - start for start, end in pairwise(starts)] == [9, 8, 8]


@pytest.mark.parametrize("count", [0, None])
def test_without_episodes_it_is_a_bare_twig_with_a_bud(count):
    figure = sprig(count, "season-orchard-1")
    assert (len(figure.stems), len(figure.buds), figure.leaves) == (1, 1, ())


def test_a_mistyped_number_of_episodes_does_not_fill_the_page():
    assert len(sprig(100_000, "season-orchard-1").leaves) == MOST


def test_what_is_touched_is_large_enough_on_the_smallest_phone(sprigs):
    for figure in sprigs:
        shrunk = min(NARROWEST / figure.width, 1)
        assert min(2 * TOUCHED * leaf.scale * shrunk for leaf in figure.leaves) >= 32


def test_what_is_touched_belongs_to_one_leaf(sprigs):
    for figure in sprigs:
        for one, other in combinations(figure.leaves, 2):
            assert dist(at(one, ALONG), at(other, ALONG)) >= TOUCHED * (one.scale + other.scale)


def test_numbers_overlap_neither_each_other_nor_a_leaf(sprigs):
    for figure in sprigs:
        boxes = list(numbers(figure))
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
        for leaf in figure.leaves:
            assert not [one for one in boxes for along in range(0, TIP, 4) if within(at(leaf, along), one)]


def test_the_mark_of_the_current_episode_hides_no_number(sprigs):
    for figure in sprigs:
        for (leaf, _), (_, other) in permutations(zip(figure.leaves, numbers(figure), strict=True), 2):
            x, y = leaf.number_x, leaf.number_y
            left, top, right, bottom = other
            assert dist((x, y), (min(max(x, left), right), min(max(y, top), bottom))) >= DISC


def test_nothing_leaves_the_picture(sprigs):
    for figure in sprigs:
        for leaf in figure.leaves:
            assert DISC + 1 <= leaf.number_x <= figure.width - DISC - 1
            assert DISC + 1 <= leaf.number_y <= figure.height - DISC - 1


def test_a_season_keeps_its_sprig_on_every_machine():
    figure = sprig(2, "season-orchard-1")
    assert figure.stems == ("M6 83Q8 65 26 63C59 66 92 52 125 54",)
    assert figure.leaves == (
        Leaf(x=30.2, y=63.3, angle=-50.3, number_x=63.4, number_y=23.3, scale=1.04),
        Leaf(x=58.3, y=61.7, angle=51.7, number_x=90.5, number_y=102.5, scale=1.04),
    )
    assert figure != sprig(2, "season-orchard-2")

"""A season as a sprig: one leaf for each episode, on branches of at most ten.

A leaf is drawn along the x axis, then scaled, turned and moved to its place. A unit is a pixel, or less on a
page that is too narrow: four fifths of a pixel for the widest sprig at 320 pixels.
"""

from dataclasses import dataclass
from itertools import chain
from math import ceil, cos, radians, sin
from random import Random

MOST, _MOST_ON_A_BRANCH = 60, 10
_TRUNK, _ROOT = 6, 26  # the x of the trunk and of the start of the branches
_STEP, _PITCH, _TO_NUMBER = 31, 100, 50  # between leaves; between branches; from the foot of a leaf


@dataclass(frozen=True)
class Leaf:
    """A leaf that grows from (x, y). Its number is at (number_x, number_y), beyond the tip."""

    x: float
    y: float
    angle: float
    number_x: float
    number_y: float
    scale: float


@dataclass(frozen=True)
class Sprig:
    """Stems are SVG paths, buds are at their ends, and leaves are in the order of the episodes."""

    width: int
    height: int
    stems: tuple[str, ...]
    buds: tuple[Leaf, ...]
    leaves: tuple[Leaf, ...]


def sprig(count: int | None, seed: str) -> Sprig:
    """Return a sprig of `count` leaves, at most MOST, or a twig. Equal seeds give equal sprigs."""
    count, chance = min(count or 0, MOST), Random(seed)
    rows = ceil(count / _MOST_ON_A_BRANCH) or 1
    sizes = [(count + row) // rows for row in reversed(range(rows))]
    length, rise = _STEP * max(sizes[0], 3) + 6, 3 * max(sizes[0], 3)
    above, below = (54, 54) if count else (14, 24)
    branches = [_Branch(chance, size, length, above + _PITCH * row, rise) for row, size in enumerate(sizes)]
    top, height = above + rise + 20, above + rise + _PITCH * (rows - 1) + below
    trunk = f"M{_TRUNK + 4} {height}Q{_TRUNK} {height - 14} {_TRUNK} {height - 34}V{top}"
    stems = [branch.stem() for branch in branches] + [trunk][: rows - 1]
    buds = [branch.leaf(1, -12, 0.4) for branch in branches]
    leaves = chain.from_iterable(branch.leaves() for branch in branches)
    return Sprig(_ROOT + length + 20, height, tuple(stems), tuple(buds), tuple(leaves))


class _Branch:
    """A branch that rises to the right: a Bézier curve along which x grows evenly."""

    def __init__(self, chance, size, length, top, rise):
        bends = (round(top + rise + chance.uniform(-4, 6)), round(top + chance.uniform(-6, 4)))
        self.chance, self.size, self.length, self.heights = chance, size, length, (top + rise, *bends, top)

    def stem(self):
        start, one, two, end = self.heights
        foot = f"M{_TRUNK} {start + 20}Q{_TRUNK + 2} {start + 2} {_ROOT} {start}"
        third = self.length // 3
        return f"{foot}C{_ROOT + third} {one} {_ROOT + 2 * third} {two} {_ROOT + self.length} {end}"

    def leaves(self):
        for place in range(self.size):
            along = (3 + _STEP * place + self.chance.uniform(-2, 2)) / self.length
            angle = (46 if place % 2 else -54) + self.chance.uniform(-6, 6)
            yield self.leaf(along, angle, round(1.04 - 0.1 * along + self.chance.uniform(-0.03, 0.03), 2))

    def leaf(self, along, angle, scale):
        one, two, three, four = self.heights
        rest, turn, reach = 1 - along, radians(angle), _TO_NUMBER * scale
        x = _ROOT + self.length * along
        y = one * rest**3 + 3 * two * rest**2 * along + 3 * three * rest * along**2 + four * along**3
        places = (x, y, angle, x + reach * cos(turn), y + reach * sin(turn))
        return Leaf(*(round(place, 1) for place in places), scale)

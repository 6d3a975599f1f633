"""Whom somebody is related to, as a map: one leaf in the middle, the others in a ring on its left and right.

What is written stands under each leaf, "Friend of" and then the name, so that it reads as a phrase.
One unit is one pixel where there is room; at 320 pixels the map is drawn at four fifths.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

MOST = 12
LETTERS, _LETTERS_IN_A_LEAF = 14, 12  # in a line
_LEAF, _LINE, _COLUMN, _MARGIN, _GAP, _BEND = 44, 16, 120, 8, 16, 16


class Relation(NamedTuple):
    """What the one in the middle is to another: `kind` is "Friend of", `style` of the line is 0 to 3."""

    name: str
    kind: str
    style: int = 0
    url: str = ""
    seed: str = ""


@dataclass(frozen=True)
class Node:
    """A leaf around (x, y), the edge that leads to it, and the lines that stand under it."""

    relation: Relation
    x: int
    y: int
    edge: str
    kind: tuple[str, ...]
    name: tuple[str, ...]


@dataclass(frozen=True)
class RelationMap:
    """The one in the middle is around (x, y); there was no room for `more` of the others."""

    width: int
    height: int
    x: int
    y: int
    name: tuple[str, ...]
    nodes: tuple[Node, ...]
    more: int


def relation_map(centre: str, others: Iterable[tuple]) -> RelationMap:
    """Return the map of somebody and of at least one other; row by row they stand in their order."""
    relations = [Relation(*other) for other in others]
    shown = relations[:MOST]
    columns = [_depths(column) for column in (shown[::2], shown[1::2]) if column]
    x = _COLUMN * (2 * len(columns) - 1) // 2
    y = _MARGIN + _LEAF // 2 - min(depths[0] for depths in columns)
    nodes = tuple(
        _node(relation, x, y, columns[place % 2][place // 2], 1 if place % 2 or not columns[1:] else -1)
        for place, relation in enumerate(shown)
    )
    height = y + max(depths[-1] for depths in columns) - _LEAF // 2
    more = len(relations) - len(shown)
    return RelationMap(x + _COLUMN * 3 // 2, height, x, y, in_lines(centre, _LETTERS_IN_A_LEAF), nodes, more)


def _depths(column):
    """Return how far below the middle of the map each leaf is, and the next one would be."""
    heights = (_LEAF + _LINE * len(in_lines(one.kind) + in_lines(one.name)) + _GAP for one in column)
    depths = list(accumulate(heights, initial=0))
    return [depth - depths[-2] // 2 for depth in depths]


def _node(relation, x, y, depth, side):
    away = _COLUMN - abs(depth) // 16  # a ring is narrow at its top and its bottom
    x_leaf, y_leaf = x + side * away, y + depth
    edge = f"M{x} {y}Q{x + side * _BEND} {y_leaf} {x_leaf - side * _LEAF // 2} {y_leaf}"
    return Node(relation, x_leaf, y_leaf, edge, in_lines(relation.kind), in_lines(relation.name))


def in_lines(words: str, letters: int = LETTERS) -> tuple[str, ...]:
    """Return words in one line, or broken at a space into two of like length; what is too long is cut off."""
    breaks = [place for place, letter in enumerate(words) if letter == " " and len(words) > letters]
    pairs = [(words[:place], words[place + 1 :]) for place in breaks] or [(words,)]
    lines = filter(None, min(pairs, key=lambda pair: max(map(len, pair))))
    return tuple(line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…" for line in lines)

"""A map of a character's relations: their leaf is in the middle, the others are left and right of it.

The text under each leaf reads as a phrase: "Friend of", then the name. A unit is a pixel, or four fifths of a
pixel on a page that is 320 pixels wide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

MOST = 12
LETTERS, _LETTERS_IN_A_LEAF = 14, 12  # most letters in a line
_LEAF, _LINE, _COLUMN, _MARGIN, _GAP, _BEND = 44, 16, 120, 8, 16, 16


class Relation(NamedTuple):
    """A relation of the character in the middle to another: `kind` is "Friend of"; line `style` is 0 to 3."""

    name: str
    kind: str
    style: int = 0
    url: str = ""
    seed: str = ""


@dataclass(frozen=True)
class Node:
    """A leaf around (x, y), the SVG path of the edge to it, and the lines of text under it."""

    relation: Relation
    x: int
    y: int
    edge: str
    kind: tuple[str, ...]
    name: tuple[str, ...]


@dataclass(frozen=True)
class RelationMap:
    """The middle leaf is around (x, y). `more` is the number of relations that are left out."""

    width: int
    height: int
    x: int
    y: int
    name: tuple[str, ...]
    nodes: tuple[Node, ...]
    more: int


def relation_map(centre: str, others: Iterable[tuple]) -> RelationMap:
    """Return the map of the character `centre` and at least one other. The others are placed row by row."""
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
    """Return how far below the middle of the map each leaf is, and the next leaf would be."""
    lines = (in_lines(relation.kind) + in_lines(relation.name) for relation in column)
    heights = (_LEAF + _LINE * len(texts) + _GAP for texts in lines)
    depths = list(accumulate(heights, initial=0))
    return [depth - depths[-2] // 2 for depth in depths]


def _node(relation, x, y, depth, side):
    away = _COLUMN - abs(depth) // 16  # a ring is narrow at its top and its bottom
    x_leaf, y_leaf = x + side * away, y + depth
    edge = f"M{x} {y}Q{x + side * _BEND} {y_leaf} {x_leaf - side * _LEAF // 2} {y_leaf}"
    return Node(relation, x_leaf, y_leaf, edge, in_lines(relation.kind), in_lines(relation.name))


def in_lines(words: str, letters: int = LETTERS) -> tuple[str, ...]:
    """Return words as one line, or as two of similar length. A line that is too long is cut off."""
    breaks = [place for place, letter in enumerate(words) if letter == " " and len(words) > letters]
    pairs = [(words[:place], words[place + 1 :]) for place in breaks] or [(words,)]
    lines = filter(None, min(pairs, key=lambda pair: max(map(len, pair))))
    return tuple(line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…" for line in lines)

"""The map of whom somebody is related to: all that is written can be read, on a phone too."""

import re
from itertools import combinations

import pytest

from tests.figures.boxes import box, overlap, within
from wiki.figures.relations import MOST, in_lines, relation_map

# What templates/figures/relations.html draws, in units: a wide letter of 14 units, a line, the leaves.
LETTER, LINE, LEAF, CENTRE = 7.8, 16, (44, 44), (120, 60)
WORDS = ["A", "Ben Frost", "Mrs. Discovery", "Alexandra Featherstone", "Featherstonehaughton"]
MIXED = [(name, kind) for name, kind in zip(WORDS * 3, reversed(WORDS * 3), strict=True)]
MAPS = {
    **{f"{count} of {name}": [(name, name)] * count for count in range(1, MOST + 1) for name in WORDS[::2]},
    **{f"{count} of all lengths": MIXED[:count] for count in range(2, MOST + 1)},
}


@pytest.fixture(params=MAPS.values(), ids=MAPS)
def figure(request):
    return relation_map("Alexandra Featherstone", request.param)


def lines_of(node):
    """Return where each line under a leaf is written."""
    for place, line in enumerate(node.kind + node.name, start=1):
        yield box(node.x, node.y + 20 + LINE * place, LETTER * len(line), LINE)


def boxes_of(figure):
    yield box(figure.x, figure.y, *CENTRE)
    for node in figure.nodes:
        yield box(node.x, node.y, *LEAF)
        yield from lines_of(node)


def points_of(edge):
    """Return points along a quadratic curve of Bézier."""
    x, y, x_bend, y_bend, x_end, y_end = map(float, re.findall(r"-?[\d.]+", edge))
    for t in (step / 40 for step in range(41)):
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        yield a * x + b * x_bend + c * x_end, a * y + b * y_bend + c * y_end


def test_nothing_overlaps(figure):
    assert [pair for pair in combinations(boxes_of(figure), 2) if overlap(*pair)] == []


def test_nothing_leaves_the_picture(figure):
    lefts, tops, rights, bottoms = zip(*boxes_of(figure), strict=True)
    assert min(lefts) >= 0
    assert min(tops) >= 0
    assert max(rights) <= figure.width
    assert max(bottoms) <= figure.height


def test_no_edge_runs_through_what_is_written(figure):
    written = [line for node in figure.nodes for line in lines_of(node)]
    points = [point for node in figure.nodes for point in points_of(node.edge)]
    assert [point for point in points for line in written if within(point, line)] == []


def test_the_order_of_a_list_is_the_order_of_the_rows():
    figure = relation_map("Pip Russet", [("Ada", "Friend of"), ("Ben", "Friend of"), ("Cox", "Friend of")])
    ada, ben, cox = figure.nodes
    assert ada.x == cox.x < figure.x < ben.x
    assert ada.y < figure.y == ben.y < cox.y


def test_two_stand_on_one_line():
    figure = relation_map(
        "Pip Russet", [("Ada", "Friend of"), ("Alexandra Featherstone", "Former partner of")]
    )
    assert {node.y for node in figure.nodes} == {figure.y}


def test_one_stands_beside_and_the_map_is_narrow():
    figure = relation_map("Pip Russet", [("Ada", "Friend of")])
    assert figure.x < figure.nodes[0].x
    assert figure.width < relation_map("Pip Russet", [("Ada", "Friend of")] * 2).width


def test_what_found_no_room_is_counted():
    figure = relation_map("Pip Russet", [("Ada", "Friend of")] * (MOST + 3))
    assert (len(figure.nodes), figure.more) == (MOST, 3)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", ()),
        ("Ada Marsh", ("Ada Marsh",)),
        ("Mrs. Discovery", ("Mrs. Discovery",)),
        ("Former partner of", ("Former", "partner of")),
        ("The Worcester Pearmain Twins", ("The Worcester", "Pearmain Twins")),
        ("Featherstonehaughton", ("Featherstoneh…",)),
        ("Alexandra of the Featherstonehaughtons", ("Alexandra of…", "Featherstoneh…")),
    ],
)
def test_what_is_long_stands_in_two_lines(words, lines):
    assert in_lines(words) == lines

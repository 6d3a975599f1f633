"""Boxes around what is drawn: left, top, right, bottom."""


def box(x, y, width, height):
    """Return left, top, right and bottom of what stands around (x, y)."""
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def within(point, box):
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]

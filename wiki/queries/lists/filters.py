"""Filters of a list: what may be chosen, how many pages each choice leaves, and which rows are left."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facet:
    """One filter. `choices` are (value, words, how many pages it leaves); `chosen` is a value, or empty."""

    name: str
    label: str
    choices: list[tuple[str, str, int]]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """What the filters of a list leave: rows, which are about `shown` of its `total` pages."""

    rows: list
    shown: int
    total: int
    facets: list[Facet]

    @property
    def is_filtered(self):
        return any(facet.chosen for facet in self.facets)


def narrow(rows, asked, labels):
    """Return the Listing of those `rows` that have every value that is `asked`.

    `labels` are those of the filters by name, and a filter's name is a key of each row. A value that no
    row has is not heeded. A page may have several rows: it is counted once, by its `uid`.
    """
    values = {name: dict.fromkeys(row[name] for row in rows if row[name]) for name in labels}
    chosen = {name: asked[name] for name in labels if asked.get(name) in values[name]}
    facets = []
    for name, label in labels.items():
        left = _matching(rows, {other: value for other, value in chosen.items() if other != name})
        counts = [(value, _count(row for row in left if row[name] == value)) for value in values[name]]
        choices = [(value, getattr(value, "label", value), count) for value, count in counts]
        facets.append(Facet(name, label, choices, chosen.get(name, "")))
    left = _matching(rows, chosen)
    return Listing(left, _count(left), _count(rows), facets)


def _matching(rows, chosen):
    return [row for row in rows if all(row[name] == value for name, value in chosen.items())]


def _count(rows):
    return len({row["uid"] for row in rows})

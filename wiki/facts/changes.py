"""The differences between two sets of facts, value by value and row by row."""

import json
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from wiki.facts.shown import date_shown, title_of, value_words

_LABELS = {
    "sources": gettext_lazy("sources"),
    "as_of": gettext_lazy("as of"),
    "show": gettext_lazy("show"),
    "from": gettext_lazy("hide until"),
    "until": gettext_lazy("show until"),
}


@dataclass(frozen=True)
class Change:
    """A line of a before-and-after table. A side is empty if there was nothing or is nothing."""

    label: str
    before: str
    after: str


def fact_changes(kind, old, new, names):
    """Return the changes from `old` to `new`, in the order of the kind. `names` maps uids to their Names."""
    changes = []
    for name in dict.fromkeys((*kind.names, *old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name in kind.names:
            sides = [list(kind.entries({name: side} if side else {})) for side in (before, after)]
            changes += _changes_of(capfirst(str(kind.label_of(name))), *sides, names)
        else:
            sides = ["" if side is None else json.dumps(side, ensure_ascii=False) for side in (before, after)]
            changes.append(Change(name, *sides))
    return changes


def _changes_of(label, before, after, names):
    old, new = ({entry.row: entry for entry in side} for side in (before, after))
    changes = []
    for row in dict.fromkeys((*old, *new)):
        changes += _changes_of_entry(label, old.get(row), new.get(row), names)
    if changes:
        return changes
    order = [", ".join(_row_name(entry, names) for entry in side) for side in (before, after)]
    return [Change(f"{label}: {_('order')}", *order)]


def _changes_of_entry(label, before, after, names):
    entry = after or before
    name = f"{label}: {_row_name(entry, names)}" if entry.row else label
    parts = (*entry.fields, *_LABELS)
    if entry.row and not (before and after):
        row = "; ".join(filter(None, (_cell(part, entry, names) for part in parts)))
        return [Change(name, row if before else "", row if after else "")]
    if entry.row:
        labels = {part: f", {_LABELS.get(part) or entry.fields[part].verbose_name}" for part in parts}
    else:
        labels = {"value": ""} | {part: f": {label}" for part, label in _LABELS.items()}
    old, new = (side.json if side else {} for side in (before, after))
    return [
        Change(name + labels[part], _cell(part, before, names), _cell(part, after, names))
        for part in parts
        if old.get(part) != new.get(part)  # both may look the same, as the titles of two deleted pages
    ]


def _row_name(entry, names):
    """Return the last page that the row names, its first value or its id."""
    pages = [part for part, field, _value in entry.values if field.is_relation]
    named = pages[-1:] or [part for part, _field, _value in entry.values[:1]]
    return _cell(named[0], entry, names) if named else entry.row


def _cell(part, entry, names):
    if entry is None or part not in entry.json:
        return ""
    value = entry.json[part]
    if part in entry.fields:
        return value_words(entry.fields[part], value, names).text
    if part == "sources":
        sources = ((title_of(uid, names), locator) for uid, locator in entry.sources)
        return "; ".join(", ".join(filter(None, source)) for source in sources)
    if part == "show":
        return title_of(value, names)
    return date_shown(value) if part == "as_of" else value

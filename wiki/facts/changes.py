"""What differs between two sets of facts, value by value and row by row."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wiki.facts.shown import date_shown, title_of, value_words

_ROW_EXTRAS = ("sources", "show", "from", "until")


@dataclass(frozen=True)
class Change:
    """One line of a before-and-after table. An empty side says nothing stood there."""

    label: str
    before: str
    after: str


def fact_changes(kind, old, new, names):
    """Return the changes from `old` to `new`, in the order of the kind. `names` maps a uid to its Name."""
    found = []
    for name in dict.fromkeys((*kind.names, *old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        rows = kind.rows_named(name)
        if rows:
            found += _row_changes(rows, before or [], after or [], names)
        elif name in kind.columns:
            found += _column_changes(kind, name, before or {}, after or {}, names)
        else:
            found.append(Change(name, _written(before), _written(after)))
    return found


def _column_changes(kind, name, before, after, names):
    label = _capital(kind.field(name).verbose_name)
    sides = [value_words(kind, name, side["value"], names).text if side else "" for side in (before, after)]
    return [
        Change(text, old, new)
        for part, text, old, new in (
            ("value", label, *sides),
            ("sources", f"{label}: {_('sources')}", source_words(before, names), source_words(after, names)),
            ("as_of", f"{label}: {_('as of')}", _date(before), _date(after)),
        )
        if before.get(part) != after.get(part)  # words may be the same: two pages may be deleted
    ]


def _row_changes(rows, before, after, names):
    old, new = ({row["id"]: row for row in side} for side in (before, after))
    found = []
    for row_id in dict.fromkeys((*old, *new)):
        found += _one_row(rows, old.get(row_id), new.get(row_id), names)
    if not found and before != after:
        order = [", ".join(_row_name(rows, row, names) for row in side) for side in (before, after)]
        found.append(Change(f"{_capital(rows.label)}: {_('order')}", *order))
    return found


def _one_row(rows, before, after, names):
    if before == after:
        return []
    name = f"{_capital(rows.label)}: {_row_name(rows, after or before, names)}"
    if before is None or after is None:
        return [Change(name, *(_whole_row(rows, side, names) for side in (before, after)))]
    return [
        Change(
            f"{name}, {_cell_label(rows, column)}",
            _cell(rows, before, column, names),
            _cell(rows, after, column, names),
        )
        for column in (*rows.columns, *_ROW_EXTRAS)
        if before.get(column) != after.get(column)
    ]


def _whole_row(rows, row, names):
    """Say a whole row in one line: what a reader sees of it."""
    cells = (
        [] if row is None else [_cell(rows, row, column, names) for column in (*rows.columns, *_ROW_EXTRAS)]
    )
    return "; ".join(cell for cell in cells if cell)


def _row_name(rows, row, names):
    """Name a row by the pages it names, or by its first words."""
    pages = [
        _cell(rows, row, column, names)
        for column in rows.columns
        if column in row and rows.field(column).is_relation
    ]
    return (
        pages[-1]
        if pages
        else next((_cell(rows, row, column, names) for column in rows.columns if column in row), row["id"])
    )


def _cell(rows, row, column, names):
    if column == "sources":
        return source_words(row, names)
    if column not in row:
        return ""
    if column in _ROW_EXTRAS:
        return title_of(row[column], names) if column == "show" else row[column]
    return value_words(rows, column, row[column], names).text


def _cell_label(rows, column):
    extras = {"sources": _("sources"), "show": _("show"), "from": _("shown from"), "until": _("shown until")}
    return extras.get(column) or rows.field(column).verbose_name


def source_words(holder, names):
    """Return the sources of a value or row in one line."""
    return "; ".join(
        ", ".join(part for part in (title_of(source["source"], names), source.get("locator")) if part)
        for source in holder.get("sources", [])
    )


def _date(holder):
    return date_shown(holder["as_of"]) if "as_of" in holder else ""


def _written(fact):
    return "" if fact is None else json.dumps(fact, ensure_ascii=False)


def _capital(words):
    text = str(words)
    return text[:1].upper() + text[1:]

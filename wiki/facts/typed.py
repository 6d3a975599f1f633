"""From typed rows back to facts: what an edit of a row in the admin makes of a page's facts."""


def with_columns(kind, facts, instance):
    """Return `facts` with the plain columns of `instance`; what supports a value stays beside it."""
    changed = dict(facts)
    for column in kind.columns:
        value = _value(kind, instance, column)
        if value in ("", None):
            changed.pop(column, None)
        else:
            changed[column] = facts.get(column, {}) | {"value": value}
    return changed


def with_row(rows, facts, instance):
    """Return `facts` with one row, found by its id, as `instance` has it."""
    listed = [
        _changed_row(rows, row, instance) if row["id"] == instance.row else row
        for row in facts.get(rows.name, [])
    ]
    return facts | {rows.name: listed}


def _changed_row(rows, row, instance):
    values = {column: _value(rows, instance, column) for column in rows.columns}
    kept = {name: part for name, part in row.items() if name not in rows.columns}
    return kept | {column: value for column, value in values.items() if value not in ("", None)}


def _value(spec, instance, column):
    value = getattr(instance, column)
    if not spec.field(column).is_relation:
        return value
    if value is not None:
        return getattr(value, "page", value).uid
    companion = spec.companion(column)
    words = getattr(instance, companion.name) if companion else ""
    return {"name": words} if words else ""

"""Turns facts in normal form into typed rows, which joins and lists use, and edited rows back into facts."""

from django.core.exceptions import ValidationError

from wiki.facts.checking import FactsInvalid
from wiki.facts.kind import companion
from wiki.facts.timeline import with_ends
from wiki.models import Citation, Show, Source


def typed_page(kind, page, facts, known):
    """Return the row of the plain columns of `page`, unsaved, or None for a kind without columns.

    Saving it changes the row that the page already has, if `known` has the page itself.
    """
    if kind.model is None:
        return None
    instance = kind.model(page=page)
    for column, field in kind.fields.items():
        if column in facts:
            _set(instance, field, facts[column]["value"], known)
    instance.pk = known[page.uid].key_in(kind.model) if page.uid in known else None
    instance._state.adding = instance.pk is None
    return instance


def check_constraints(instance):
    """Raise FactsInvalid if another page already has a value that must be unique."""
    try:
        instance.validate_unique(exclude=["page"])
        instance.validate_constraints(exclude=["page"])
    except ValidationError as problem:
        columns = {field.name for field in instance._meta.fields}
        # Errors about the whole row are shown at its last identifying column.
        last = "number" if "number" in columns else "key"
        errors = {place if place in columns else last: words for place, words in problem.message_dict.items()}
        raise FactsInvalid(errors) from problem


def rows_of(rows, owner, listed, known):
    """Return unsaved rows of a fact that repeats, in order, with the ends that later rows give them."""
    instances = []
    for position, row in enumerate(with_ends(rows, listed)):
        entry = rows.entry(row)
        instance = rows.model(row=entry.row, position=position, **{rows.owner: owner})
        if "show" in row:
            instance.show_id = known[row["show"]].key_in(Show)
        instance.shown_from, instance.shown_until = entry.points
        for _part, field, value in entry.values:
            _set(instance, field, value, known)
        instances.append(instance)
    return instances


def citations_of(kind, page, facts, known):
    """Return an unsaved citation for each source of each fact."""
    return [
        Citation(
            page=page,
            fact=entry.fact,
            row=entry.row,
            position=position,
            source_id=known[uid].key_in(Source),
            locator=locator,
        )
        for entry in kind.entries(facts)
        for position, (uid, locator) in enumerate(entry.sources)
    ]


def with_columns(kind, facts, instance):
    """Return `facts` with the plain columns of `instance`. Sources and dates stay as they are."""
    changed = dict(facts)
    for column, field in kind.fields.items():
        value = _get(instance, field)
        if value in ("", None):
            changed.pop(column, None)
        else:
            changed[column] = facts.get(column, {}) | {"value": value}
    return changed


def with_row(rows, facts, instance):
    """Return `facts` with the values of `instance` in the row of the same id."""
    values = {column: _get(instance, field) for column, field in rows.fields.items()}
    values = {column: value for column, value in values.items() if value not in ("", None)}
    listed = [
        {name: part for name, part in row.items() if name not in rows.columns} | values
        if row["id"] == instance.row
        else row
        for row in facts.get(rows.name, [])
    ]
    return facts | {rows.name: listed}


def _set(instance, field, value, known):
    if not field.is_relation:
        setattr(instance, field.name, value)
    elif isinstance(value, dict):
        setattr(instance, companion(field).name, value["name"])
    else:
        setattr(instance, field.attname, known[value].key_in(field.related_model))


def _get(instance, field):
    value = getattr(instance, field.name)
    if not field.is_relation:
        return value
    if value is not None:
        return getattr(value, "page", value).uid
    words = getattr(instance, companion(field).name) if companion(field) else ""
    return {"name": words} if words else ""

"""From facts in normal form to unsaved typed rows: the public state that joins and lists use."""

from django.core.exceptions import ValidationError

from wiki.facts.checking import FactsInvalid
from wiki.facts.references import holders_in
from wiki.models import Citation, Show, Source
from wiki.text.points import parse_point


def typed_page(kind, page, facts, known):
    """Return the row of the plain columns of `page`, not saved yet, or None for a kind without one.

    Saving it changes the row that the page has already, if `known` has the page itself.
    """
    instance = columns_of(kind, page, facts, known)
    if instance is not None:
        instance.pk = known[page.uid].key_in(kind.model) if page.uid in known else None
        instance._state.adding = instance.pk is None
    return instance


def columns_of(kind, page, facts, known):
    """Return a new row of the plain columns of `page`, or None for a kind without one."""
    if kind.model is None:
        return None
    instance = kind.model(page=page)
    for column in kind.columns:
        if column in facts:
            _set(instance, kind, column, facts[column]["value"], known)
    return instance


def check_constraints(instance):
    """Raise FactsInvalid when another page already has what must be unique to one page."""
    try:
        instance.validate_unique(exclude=["page"])
        instance.validate_constraints(exclude=["page"])
    except ValidationError as problem:
        raise FactsInvalid(_by_column(instance, problem)) from problem


def rows_of(rows, owner, listed, known):
    """Return unsaved rows for one fact that repeats, in order."""
    return [_row(rows, owner, position, row, known) for position, row in enumerate(listed)]


def citations_of(kind, page, facts, known):
    """Return an unsaved citation for each source of each fact."""
    return [
        Citation(
            page=page,
            fact=name,
            row=holder.get("id", ""),
            position=position,
            source_id=known[source["source"]].key_in(Source),
            locator=source.get("locator", ""),
        )
        for name, holder in holders_in(kind, facts)
        for position, source in enumerate(holder.get("sources", []))
    ]


def _row(rows, owner, position, row, known):
    instance = rows.model(row=row["id"], position=position, **{rows.owner: owner})
    if "show" in row:
        instance.show_id = known[row["show"]].key_in(Show)
    instance.shown_from = parse_point(row["from"]) if "from" in row else None
    instance.shown_until = parse_point(row["until"]) if "until" in row else None
    for column in rows.columns:
        if column in row:
            _set(instance, rows, column, row[column], known)
    return instance


def _set(instance, spec, column, value, known):
    field = spec.field(column)
    if not field.is_relation:
        setattr(instance, column, value)
    elif isinstance(value, dict):
        setattr(instance, spec.companion(column).name, value["name"])
    else:
        setattr(instance, field.attname, known[value].key_in(field.related_model))


def _by_column(instance, problem):
    """Put what is said of the whole row beside its last identifying column."""
    errors = problem.message_dict
    columns = {field.name for field in instance._meta.fields}
    beside = "number" if "number" in columns else "key"
    return {place if place in columns else beside: words for place, words in errors.items()}

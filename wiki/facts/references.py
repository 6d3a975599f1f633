"""Which pages a page's facts name, and what those pages are."""

from dataclasses import dataclass

from django.db import models

from wiki.models import Page


@dataclass(frozen=True)
class Known:
    """A page that facts may name: its kind, and the primary keys of its rows by table."""

    kind: str
    keys: dict[str, int]

    def is_a(self, model):
        """Whether a fact that names a row of `model` may name this page."""
        return model is Page or self.kind == model._meta.model_name

    def key_in(self, model):
        """Return the primary key of this page's row in `model`, or None when it has none there."""
        return self.keys.get(model._meta.model_name)


_TYPED = ("show", "season", "episode", "character", "person", "source")


def look_up(uids):
    """Return what is known of the pages with these uids, in one query."""
    found = Page.objects.filter(uid__in=uids).annotate(
        **{f"{name}_key": models.F(f"{name}__pk") for name in _TYPED}
    )
    return {
        row["uid"]: Known(row["kind"], _keys(row))
        for row in found.values("uid", "kind", "pk", *(f"{name}_key" for name in _TYPED))
    }


def _keys(row):
    typed = {name: row[f"{name}_key"] for name in _TYPED if row[f"{name}_key"]}
    return {"page": row["pk"], **typed}


def uids_in(kind, facts):
    """Return the uids of all pages that facts in normal form name, sources too."""
    return {
        *(value for field, value in values_in(kind, facts) if field.is_relation and isinstance(value, str)),
        *(uid for uid, _locator in sources_in(kind, facts)),
        *(row["show"] for rows in kind.rows for row in facts.get(rows.name, []) if "show" in row),
    }


def without_pages(kind, facts, gone):
    """Return `facts` as far as they say something without the pages with the uids in `gone`.

    A row that named nothing but such pages is gone too; a value whose sources are gone stands without them.
    """
    left = {}
    for name, fact in facts.items():
        if rows := kind.rows_named(name):
            left[name] = [row for one in fact if (row := _row_without(rows, one, gone))]
        elif name not in kind.columns:
            left[name] = fact
        elif not (kind.field(name).is_relation and _is_one_of(fact["value"], gone)):
            left[name] = _cited_without(fact, gone)
    return {name: fact for name, fact in left.items() if fact != []}


def _row_without(rows, row, gone):
    naming = [name for name in rows.columns if name in row and rows.field(name).is_relation]
    lost = [name for name in naming if _is_one_of(row[name], gone)]
    if lost and lost == naming:
        return None
    return _cited_without({name: value for name, value in row.items() if name not in lost}, gone)


def _is_one_of(value, uids):
    return isinstance(value, str) and value in uids  # else words where there is no page


def _cited_without(holder, gone):
    sources = [one for one in holder.get("sources", []) if one["source"] not in gone]
    rest = {name: value for name, value in holder.items() if name != "sources"}
    return rest | ({"sources": sources} if sources else {})


def sources_in(kind, facts):
    """Yield (uid, locator) once for each place in a source that facts cite, in their order."""
    cited = (
        (source["source"], source.get("locator", ""))
        for _name, holder in holders_in(kind, facts)
        for source in holder.get("sources", [])
    )
    yield from dict.fromkeys(cited)


def holders_in(kind, facts):
    """Yield (name of the fact, holder) for each value and each row of facts: what may have sources."""
    for name in kind.columns:
        if name in facts:
            yield name, facts[name]
    for rows in kind.rows:
        for row in facts.get(rows.name, []):
            yield rows.name, row


def values_in(kind, facts):
    """Yield (field, value) for each value of facts in normal form."""
    for column in kind.columns:
        if column in facts:
            yield kind.field(column), facts[column]["value"]
    for rows in kind.rows:
        for row in facts.get(rows.name, []):
            yield from ((rows.field(column), row[column]) for column in rows.columns if column in row)

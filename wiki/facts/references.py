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


def without_marked_rows(kind, facts):
    """Return `facts` as everybody may see them, whatever they have watched."""
    public = {
        rows.name: [row for row in facts[rows.name] if "from" not in row]
        for rows in kind.rows
        if rows.name in facts
    }
    return facts | public


def sources_in(kind, facts):
    """Yield (uid, locator) once for each place in a source that facts cite, in their order."""
    holders = [facts[name] for name in kind.columns if name in facts]
    holders += [row for rows in kind.rows for row in facts.get(rows.name, [])]
    cited = (
        (one["source"], one.get("locator", "")) for holder in holders for one in holder.get("sources", [])
    )
    yield from dict.fromkeys(cited)


def values_in(kind, facts):
    """Yield (field, value) for each value of facts in normal form."""
    for column in kind.columns:
        if column in facts:
            yield kind.field(column), facts[column]["value"]
    for rows in kind.rows:
        for row in facts.get(rows.name, []):
            yield from ((rows.field(column), row[column]) for column in rows.columns if column in row)

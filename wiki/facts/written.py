"""Facts as people type them: one text for each value, and back. Loses nothing on the way."""

from dataclasses import dataclass

from django.db import models

from wiki.models import Page


@dataclass(frozen=True)
class Typed:
    """What came back from a form. `unchanged` names the fields whose text nobody touched; `uids` and
    `source_uids` tell which pages the typed titles and keys of sources belong to.
    """

    text: dict[str, str]
    unchanged: set[str]
    uids: dict[str, str]
    source_uids: dict[str, str]


def facts_to_text(kind, facts, titles, source_keys):
    """Return {field name: text} of facts in normal form.

    `titles` maps the uids of pages to titles, `source_keys` the uids of sources to keys.
    """
    text = {}
    for name, fact in facts.items():
        if name in kind.columns:
            text[f"facts-{name}"] = _value_text(kind, name, fact["value"], titles)
            text[f"facts-{name}-sources"] = _sources_text(fact, source_keys)
            text[f"facts-{name}-as_of"] = fact.get("as_of", "")
        elif rows := kind.rows_named(name):
            for row in fact:
                text |= _row_text(rows, row, titles, source_keys)
    return text


def facts_from_text(kind, typed, row_ids, base):
    """Return the facts that a Typed text spells, as JSON still to be checked.

    `row_ids` lists the rows of each fact. `base` are the facts that were edited: a value whose text is
    the same stays the same, and so does what no field shows (the show of a mark).
    """
    facts = {column: _column(kind, column, typed, base.get(column, {})) for column in kind.columns}
    for rows in kind.rows:
        old = {row["id"]: row for row in base.get(rows.name, [])}
        read = [_row(rows, row_id, typed, old.get(row_id, {})) for row_id in row_ids[rows.name]]
        facts[rows.name] = [row for row in read if row.keys() - {"id", "show"}]
    return {name: fact for name, fact in facts.items() if fact}


def bare_title(text):
    """Return the title that `[[title]]` names; other text as it is, less the space around."""
    text = text.strip()
    bare = text[2:-2].strip()
    return bare if text == f"[[{text[2:-2]}]]" and not {"[", "]"} & set(bare) else text


def _row_text(rows, row, titles, source_keys):
    prefix = f"facts-{rows.name}-{row['id']}"
    values = {
        f"{prefix}-{column}": _value_text(rows, column, row[column], titles)
        for column in rows.columns
        if column in row
    }
    extras = {f"{prefix}-{name}": row.get(name, "") for name in ("from", "until")}
    return values | extras | {f"{prefix}-sources": _sources_text(row, source_keys)}


def _value_text(spec, column, value, titles):
    if isinstance(value, dict):
        return value["name"]
    field = spec.field(column)
    if not field.is_relation:
        return str(value)
    title = titles.get(value, value)
    return f"[[{title}]]" if field.related_model is Page else title


def _sources_text(holder, source_keys):
    return "\n".join(
        ", ".join(filter(None, (source_keys.get(source["source"], source["source"]), source.get("locator"))))
        for source in holder.get("sources", [])
    )


def _column(kind, column, typed, old):
    name = f"facts-{column}"
    fact = {
        "value": _value(kind, column, typed, name, old.get("value")),
        "sources": _sources(typed, f"{name}-sources", old),
        "as_of": typed.text[f"{name}-as_of"].strip(),
    }
    return {key: value for key, value in fact.items() if value not in ("", [])}


def _row(rows, row_id, typed, old):
    prefix = f"facts-{rows.name}-{row_id}"
    row = {
        column: _value(rows, column, typed, f"{prefix}-{column}", old.get(column)) for column in rows.columns
    }
    row["sources"] = _sources(typed, f"{prefix}-sources", old)
    row["show"] = old.get("show", "")
    row |= {mark: typed.text[f"{prefix}-{mark}"].strip() for mark in ("from", "until")}
    return {"id": row_id} | {key: value for key, value in row.items() if value not in ("", [])}


def _value(spec, column, typed, name, old):
    field = spec.field(column)
    if old is not None and name in typed.unchanged:
        return old
    text = typed.text[name].strip()
    if not field.is_relation:
        return _plain(field, text)
    bare = bare_title(text)
    if field.related_model is Page and text == bare and typed.uids.get(text) != text:
        return {"name": text} if text else ""
    if bare in typed.uids:
        return typed.uids[bare]
    return {"name": bare} if bare and spec.companion(column) else bare


def _plain(field, text):
    """Return a number where the column holds one and one was typed; the text otherwise.

    An address that was typed without a scheme begins with https.
    """
    if isinstance(field, models.URLField) and text and "://" not in text:
        return f"https://{text}"
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number and field.get_internal_type().endswith("IntegerField") else text


def _sources(typed, name, old):
    if "sources" in old and name in typed.unchanged:
        return old["sources"]
    found = []
    for line in filter(None, (line.strip() for line in typed.text[name].splitlines())):
        key, _, locator = (part.strip() for part in line.partition(","))
        found.append({"source": typed.source_uids.get(key, key)} | ({"locator": locator} if locator else {}))
    return found

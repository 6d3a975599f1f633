"""Facts as text in a form, one text for each field, and back. Nothing is lost on the way."""

from dataclasses import dataclass

from django.db import models

from wiki.facts.kind import companion
from wiki.models import Page


@dataclass(frozen=True)
class Typed:
    """The text of a form. `unchanged` names the fields whose text was not changed.

    `uids` maps the typed titles to the uids of their pages, `source_uids` the typed keys of sources.
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
    for entry in kind.entries(facts):
        for part, field, value in entry.values:
            text[f"facts-{entry.place_of(part)}"] = _value_text(field, value, titles)
        for extra in filter("sources".__ne__, entry.extras):
            text[f"facts-{entry.place}-{extra}"] = entry.json.get(extra, "")
        if "sources" in entry.extras:
            sources = (filter(None, (source_keys.get(uid, uid), locator)) for uid, locator in entry.sources)
            text[f"facts-{entry.place}-sources"] = "\n".join(map(", ".join, sources))
    return text


def facts_from_text(kind, typed, row_ids, base):
    """Return the facts of a Typed text, as JSON that is not checked yet.

    `row_ids` lists the ids of the rows of each fact. `base` has the facts that were edited: a value whose
    text is unchanged stays as it is there. A row that has only a mark is none.
    """
    facts = {column: _read(kind.entry(column, base.get(column, {})), typed) for column in kind.plain}
    for rows in kind.rows:
        old = {row["id"]: row for row in base.get(rows.name, [])}
        entries = [rows.entry(old.get(row_id, {"id": row_id})) for row_id in row_ids[rows.name]]
        read = [{"id": entry.row} | _read(entry, typed) for entry in entries]
        facts[rows.name] = [row for row in read if row.keys() - {"id", "from", "until", "show"}]
    return {name: fact for name, fact in facts.items() if fact}


def bare_title(text):
    """Return the title in `[[title]]`, or any other text without the white space around it."""
    text = text.strip()
    bare = text[2:-2].strip()
    return bare if text == f"[[{text[2:-2]}]]" and not {"[", "]"} & set(bare) else text


def _value_text(field, value, titles):
    if isinstance(value, dict):
        return value["name"]
    if not field.is_relation:
        return str(value)
    title = titles.get(value, value)
    return f"[[{title}]]" if field.related_model is Page else title


def _read(entry, typed):
    """Return the JSON that was typed for `entry`, which has what was edited."""
    parts = {
        part: _value(field, typed, f"facts-{entry.place_of(part)}", entry.json.get(part))
        for part, field in entry.fields.items()
    }
    if "sources" in entry.extras:
        parts["sources"] = _sources(typed, f"facts-{entry.place}-sources", entry.json)
    for extra in filter("sources".__ne__, entry.extras):
        parts[extra] = typed.text[f"facts-{entry.place}-{extra}"].strip()
    return {name: part for name, part in parts.items() if part not in ("", [])}


def _value(field, typed, name, old):
    if old is not None and name in typed.unchanged:
        return old
    text = typed.text[name].strip()
    if isinstance(field, models.URLField) and text and "://" not in text:
        return f"https://{text}"
    if not field.is_relation:
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if is_number and field.get_internal_type().endswith("IntegerField") else text
    bare = bare_title(text)
    if field.related_model is Page and text == bare and typed.uids.get(text) != text:
        return {"name": text} if text else ""
    if bare in typed.uids:
        return typed.uids[bare]
    return {"name": bare} if bare and companion(field) else bare


def _sources(typed, name, old):
    if "sources" in old and name in typed.unchanged:
        return old["sources"]
    sources = []
    for line in filter(None, map(str.strip, typed.text[name].splitlines())):
        key, _comma, locator = (part.strip() for part in line.partition(","))
        source = {"source": typed.source_uids.get(key, key)}
        sources.append(source | {"locator": locator} if locator else source)
    return sources

"""Facts as a reader sees them: labels, words, links, sources and marks, ready for a template."""

import json
from dataclasses import dataclass, field

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from wiki.models.fields import PreciseDateField
from wiki.text.dates import date_parts
from wiki.text.points import parse_point
from wiki.wording import mark_words


@dataclass(frozen=True)
class Words:
    """One value in words. `url` is where they lead: to a page, or outside."""

    text: str
    url: str = ""
    uid: str = ""


@dataclass(frozen=True)
class ShownSource:
    """A source of a value: its number in the page's list, or None when it is not listed there."""

    number: int | None
    title: str
    locator: str


@dataclass(frozen=True)
class Shown:
    """One value or row: its words by column, with sources, date and reveal mark."""

    words: dict[str, Words]
    sources: list[ShownSource] = field(default_factory=list)
    as_of: str = ""
    mark: str = ""
    row: str = ""
    needs_source: bool = False

    @property
    def value(self):
        return self.words.get("value")


@dataclass(frozen=True)
class ShownFact:
    """A fact with its label: one value, or several rows."""

    name: str
    label: str
    values: list[Shown]


def shown_facts(kind, facts, names, numbers):
    """Return {name: ShownFact} in the order of the kind.

    `names` maps a uid to what has a `title` and a `url`; `numbers` maps
    (uid, locator) of a source to its number. What no model knows any more comes last, as it was written down.
    """
    showing = _Showing(kind, names, numbers)
    known = {name: showing.fact(name, facts[name]) for name in kind.names if name in facts}
    return known | {name: _unknown_fact(name, fact) for name, fact in facts.items() if name not in known}


def date_shown(text):
    """Return "3 August 2023", "August 2023" or "2023" in the reader's language."""
    year, *rest = date_parts(text)
    words = [str(year)]
    if rest:
        words.insert(0, str(MONTHS[rest[0]]))
    if len(rest) > 1:
        words.insert(0, str(rest[1]))
    return " ".join(words)


def value_words(spec, column, value, names):
    """Return one stored value as Words. `names` maps a uid to what has a `title` and a `url`."""
    model_field = spec.field(column)
    if isinstance(value, dict):
        return Words(value["name"])
    if model_field.is_relation:
        name = names.get(value)
        return Words(name.title, name.url, uid=value) if name else Words(title_of(value, names), uid=value)
    if model_field.choices:
        return Words(str(dict(model_field.flatchoices).get(value, value)))
    if isinstance(model_field, PreciseDateField):
        return Words(date_shown(value))
    return Words(str(value), url=value if isinstance(model_field, models.URLField) else "")


def title_of(uid, names):
    """Return the title of the page with that uid; one that `names` does not know was deleted."""
    return names[uid].title if uid in names else _("a deleted page")


def _unknown_fact(name, fact):
    return ShownFact(name, name, [Shown({"value": Words(json.dumps(fact, ensure_ascii=False))})])


class _Showing:
    def __init__(self, kind, names, numbers):
        self.kind = kind
        self.names = names
        self.numbers = numbers

    def fact(self, name, fact):
        rows = self.kind.rows_named(name)
        if rows:
            return ShownFact(name, str(rows.label), [self.row(rows, row) for row in fact])
        shown = Shown(
            {"value": value_words(self.kind, name, fact["value"], self.names)},
            self.sources(fact),
            as_of=date_shown(fact["as_of"]) if "as_of" in fact else "",
            needs_source=name not in self.kind.identity and not fact.get("sources"),
        )
        return ShownFact(name, str(self.kind.field(name).verbose_name), [shown])

    def row(self, rows, row):
        words = {
            column: value_words(rows, column, row[column], self.names)
            for column in rows.columns
            if column in row
        }
        mark = mark_words(*(parse_point(row[name]) if name in row else None for name in ("from", "until")))
        missing = not row.get("sources")
        return Shown(words, self.sources(row), mark=mark, row=row["id"], needs_source=missing)

    def sources(self, holder):
        return [self.source(one["source"], one.get("locator", "")) for one in holder.get("sources", [])]

    def source(self, uid, locator):
        return ShownSource(self.numbers.get((uid, locator)), title_of(uid, self.names), locator)

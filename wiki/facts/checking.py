"""Brings facts into their one normal form, or says what is wrong with each."""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from wiki.models import Show, Source
from wiki.refusals import InputRefused
from wiki.text.dates import BadDate, check_date
from wiki.text.points import BadPoint, parse_point, point_label
from wiki.wording import reason_of

MAX_ROWS = 200
MAX_SOURCES = 20
MAX_LOCATOR_LENGTH = 300
UNREADABLE = "\ufffd"  # what stands in the place of bytes that are no UTF-8
_ROW_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


class FactsInvalid(InputRefused):
    """Some facts can't stand. `errors` has sentences by place: `released`, `casting-r1-actor` ...

    As words, for whoever sees no form, it names each fact as a page of `kind` calls it.
    """

    def __init__(self, errors, kind=None):
        told = (f"{_label(kind, place)}: {' '.join(words)}" for place, words in errors.items())
        super().__init__("; ".join(told))
        self.errors = dict(errors)


def _label(kind, place):
    name = place.partition("-")[0]
    if kind and name in kind.columns:
        return kind.field(name).verbose_name
    rows = kind and kind.rows_named(name)
    return rows.label if rows else name


def check_facts(kind, facts, known):
    """Return `facts` in normal form: known names in order, nothing empty.

    `known` is what references.look_up says of the uids in them. Raises FactsInvalid.
    """
    check = _Check(kind, known)
    checked = check.facts(facts)
    if check.errors:
        raise FactsInvalid(check.errors, kind)
    return checked


class _Check:
    def __init__(self, kind, known):
        self.kind = kind
        self.known = known
        self.errors = defaultdict(list)

    def refuse(self, place, *sentences):
        self.errors[place].extend(sentences)

    def facts(self, facts):
        if not isinstance(facts, dict):
            self.refuse("facts", _("Facts are a table of names and values."))
            return {}
        for name in facts.keys() - set(self.kind.names):
            self.refuse(str(name), _("A %(kind)s has no such fact.") % {"kind": self.kind.label})
        columns = {name: self.column(name, facts.get(name)) for name in self.kind.columns}
        rows = {rows.name: self.rows(rows, facts.get(rows.name)) for rows in self.kind.rows}
        return {name: fact for name, fact in (columns | rows).items() if fact}

    def column(self, name, fact):
        if not _holds(fact, "value"):
            self.missing(name, fact)
            return None
        if not self.shape(name, fact, {"value", "sources", "as_of"}):
            return None
        value = self.value(self.kind, name, fact["value"], name)
        self.sourced(name, fact, needed=self.kind.sources_required and name not in self.kind.identity)
        return {"value": value} | self.sources(name, fact) | self.as_of(name, fact)

    def missing(self, name, fact):
        if not self.kind.field(name).blank:
            self.refuse(name, _("This fact is needed."))
        elif isinstance(fact, dict) and (fact.get("sources") or fact.get("as_of")):
            self.refuse(name, _("A source or a date stands here without a value."))

    def rows(self, rows, listed):
        listed = listed or []
        if not isinstance(listed, list) or len(listed) > MAX_ROWS:
            self.refuse(rows.name, _("At most %(count)s rows.") % {"count": MAX_ROWS})
            return []
        ids = [row.get("id") if isinstance(row, dict) else None for row in listed]
        if any(not isinstance(row_id, str) or not _ROW_ID.fullmatch(row_id) for row_id in ids):
            self.refuse(rows.name, _("Each row needs an id of small letters, digits and hyphens."))
            return []
        if len(set(ids)) < len(ids):
            self.refuse(rows.name, _("Two rows have the same id."))
        return [self.row(rows, row) for row in listed]

    def row(self, rows, row):
        place = f"{rows.name}-{row['id']}"
        if not self.shape(place, row, {"id", *rows.columns, "sources", "show", "from", "until"}):
            return row
        values = {
            column: self.value(rows, column, row[column], f"{place}-{column}")
            for column in rows.columns
            if _holds(row, column)
        }
        self.row_is_complete(rows, place, values)
        self.sourced(f"{place}-sources", row, needed=self.kind.sources_required)
        return {"id": row["id"]} | values | self.sources(place, row) | self.reveal(place, row)

    def row_is_complete(self, rows, place, values):
        if not values:
            self.refuse(f"{place}-{rows.columns[0]}", _("This row says nothing. Fill it in or remove it."))
        for column in rows.columns:
            if column not in values and not rows.field(column).blank:
                self.refuse(f"{place}-{column}", _("This is needed."))

    def shape(self, place, holder, names):
        if isinstance(holder, dict) and holder.keys() <= names:
            return True
        self.refuse(place, _("This fact is not in a form that can be read."))
        return False

    def value(self, spec, column, value, place):
        field = spec.field(column)
        if field.is_relation:
            return self.reference(spec, column, value, place)
        return self.plain(field, value, place)

    def plain(self, field, value, place):
        expected = int if isinstance(field, models.IntegerField) else str
        if not isinstance(value, expected) or isinstance(value, bool):
            self.refuse(place, _("This is not a value of the kind that is asked for."))
            return value
        if expected is str and (wrong := _unreadable(value)):
            self.refuse(place, wrong)
            return value
        try:
            return field.clean(" ".join(value.split()) if expected is str else value, None)
        except ValidationError as problem:
            self.refuse(place, *problem.messages)
            return value

    def reference(self, spec, column, value, place):
        name_field = spec.companion(column)
        if isinstance(value, dict) and value.keys() == {"name"} and name_field:
            return {"name": self.plain(name_field, value["name"], place)}
        if not isinstance(value, str):
            self.refuse(place, _("Choose a page that exists."))
        elif value not in self.known:
            self.refuse(place, _("There is no page for “%(name)s”.") % {"name": value[:80]})
        elif not self.known[value].is_a(spec.field(column).related_model):
            label = spec.field(column).related_model._meta.verbose_name
            self.refuse(place, _("That page is not about a %(kind)s.") % {"kind": label})
        return value

    def sources(self, place, holder):
        place = f"{place}-sources"
        listed = holder.get("sources") or []
        if not isinstance(listed, list) or len(listed) > MAX_SOURCES:
            self.refuse(place, _("At most %(count)s sources.") % {"count": MAX_SOURCES})
            return {}
        sources = [self.source(place, source) for source in listed]
        return {"sources": sources} if sources else {}

    def source(self, place, source):
        if not self.shape(place, source, {"source", "locator"}):
            return source
        uid, locator = source.get("source"), source.get("locator") or ""
        if not isinstance(uid, str) or uid not in self.known or not self.known[uid].is_a(Source):
            self.refuse(place, _("There is no source “%(name)s”.") % {"name": str(uid)[:80]})
        if not isinstance(locator, str) or _unreadable(locator) or len(locator) > MAX_LOCATOR_LENGTH:
            self.refuse(
                place, _("Where in the source: at most %(count)s characters.") % {"count": MAX_LOCATOR_LENGTH}
            )
            return {"source": uid}
        return {"source": uid} | ({"locator": " ".join(locator.split())} if locator.strip() else {})

    def sourced(self, place, holder, *, needed):
        if needed and not holder.get("sources"):
            self.refuse(place, _("A fact about a real person needs a source."))

    def as_of(self, place, fact):
        if not fact.get("as_of"):
            return {}
        try:
            return {"as_of": check_date(str(fact["as_of"]))}
        except BadDate as problem:
            self.refuse(f"{place}-as_of", reason_of(problem))
            return {}

    def reveal(self, place, row):
        show = {"show": row["show"]} if row.get("show") else {}
        if show and not (isinstance(row["show"], str) and self.knows_show(row["show"])):
            self.refuse(f"{place}-from", _("The show of this mark does not exist."))
        return show | self.point(place, row, "from") | self.point(place, row, "until")

    def knows_show(self, uid):
        return uid in self.known and self.known[uid].is_a(Show)

    def point(self, place, row, name):
        if not row.get(name):
            return {}
        try:
            return {name: point_label(parse_point(str(row[name])))}
        except BadPoint as problem:
            self.refuse(f"{place}-{name}", reason_of(problem))
            return {}


def _unreadable(text):
    """Say what in `text` can't be saved, if anything."""
    if "\0" in text:
        return _("The null character can't be saved.")
    if UNREADABLE in text:
        return _("This holds a character that could not be read: %s. Write it again.") % UNREADABLE
    return ""


def _holds(holder, name):
    if not isinstance(holder, dict):
        return holder is not None and name == "value"
    value = holder.get(name)
    words = value.get("name") if isinstance(value, dict) and value.keys() <= {"name"} else value
    return bool(words.strip()) if isinstance(words, str) else words is not None

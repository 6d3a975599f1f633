"""Brings facts into normal form, or collects the errors in them."""

import re
from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from wiki.facts.kind import companion
from wiki.models import Show, Source
from wiki.refusals import InputRefused
from wiki.text.dates import check_date
from wiki.text.messages import MessageError
from wiki.text.points import parse_point, point_label
from wiki.wording import reason_of

MAX_ROWS = 200
MAX_SOURCES = 20
MAX_LOCATOR_LENGTH = 300
UNREADABLE = "\ufffd"  # replaces bytes that are not UTF-8
_ROW_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


class FactsInvalid(InputRefused):
    """Some facts can't be saved. `errors` has lists of sentences by place: `released`, `casting-r1-actor` ...

    As text, for those who see no form, it names each fact by its label for `kind`.
    """

    def __init__(self, errors, kind=None):
        names = kind.names if kind else ()
        facts = {place: place.partition("-")[0] for place in errors}
        labels = {place: kind.label_of(name) if name in names else name for place, name in facts.items()}
        super().__init__("; ".join(f"{labels[place]}: {' '.join(words)}" for place, words in errors.items()))
        self.errors = dict(errors)


def check_facts(kind, facts, known):
    """Return `facts` in normal form: in the order of the kind, and with nothing empty.

    `known` has the Known of the uids in them, from references.look_up. Raises FactsInvalid.
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
            self.refuse("facts", _("Enter facts as a table of names and values."))
            return {}
        for name in facts.keys() - set(self.kind.names):
            self.refuse(str(name), _("A %(kind)s has no such fact.") % {"kind": self.kind.label})
        columns = {column: self.column(column, facts.get(column)) for column in self.kind.plain}
        rows = {rows.name: self.rows(rows, facts.get(rows.name)) for rows in self.kind.rows}
        return {name: fact for name, fact in (columns | rows).items() if fact}

    def column(self, name, fact):
        if _has_value(fact, "value"):
            return self.entry(self.kind.entry(name, fact))
        field = self.kind.plain[name]
        if not field.blank:
            self.refuse(name, _required(field))
        elif isinstance(fact, dict) and (fact.get("sources") or fact.get("as_of")):
            self.refuse(name, _("Enter a value, or remove its sources and date."))
        return None

    def rows(self, rows, listed):
        listed = listed or []
        if not isinstance(listed, list) or len(listed) > MAX_ROWS:
            self.refuse(rows.name, _("Enter at most %(count)s rows.") % {"count": MAX_ROWS})
            return []
        ids = [row.get("id") if isinstance(row, dict) else None for row in listed]
        if any(not isinstance(row_id, str) or not _ROW_ID.fullmatch(row_id) for row_id in ids):
            self.refuse(rows.name, _("Each row needs an id of lower-case letters, digits and hyphens."))
            return []
        if len(set(ids)) < len(ids):
            self.refuse(rows.name, _("Two rows have the same id."))
        return [self.entry(rows.entry(row)) for row in listed]

    def entry(self, entry):
        """Return the JSON of a plain fact or a row in normal form."""
        json, place = entry.json, entry.place
        names = {*entry.fields, *entry.extras, *(("id",) if entry.row else ())}
        if not self.has_shape(place, json, names):
            return json
        values = {
            part: self.value(field, json[part], entry.place_of(part))
            for part, field in entry.fields.items()
            if _has_value(json, part)
        }
        if not values:
            self.refuse(entry.place_of(next(iter(entry.fields))), _("Fill in this row or remove it."))
        for part, field in entry.fields.items():
            if values and part not in values and not field.blank:
                self.refuse(entry.place_of(part), _required(field))
        if self.kind.sources_required and entry.fact not in self.kind.identity and not json.get("sources"):
            words = _("Enter a source. A fact about a real person needs one.")
            self.refuse(f"{place}-sources" if entry.row else place, words)
        checked = ({"id": entry.row} if entry.row else {}) | values | self.sources(place, json)
        if show := json.get("show"):
            checked["show"] = show
            if not (isinstance(show, str) and show in self.known and self.known[show].is_a(Show)):
                self.refuse(f"{place}-from", _("The show of this spoiler mark does not exist."))
        for name in ("from", "until") if entry.row else ("as_of",):
            checked |= self.parsed(place, json, name)
        if {"from", "until"} <= checked.keys() and parse_point(checked["from"]) >= parse_point(
            checked["until"]
        ):
            self.refuse(f"{place}-until", _("Enter a later point than the one from which this is shown."))
        return checked

    def has_shape(self, place, holder, names):
        if isinstance(holder, dict) and holder.keys() <= names:
            return True
        self.refuse(place, _("This fact can't be read."))
        return False

    def value(self, field, value, place):
        if not field.is_relation:
            return self.plain(field, value, place)
        if isinstance(value, dict) and value.keys() == {"name"} and companion(field):
            return {"name": self.plain(companion(field), value["name"], place)}
        if not isinstance(value, str):
            self.refuse(place, _("Choose a page that exists."))
        elif value not in self.known:
            self.refuse(place, _("There is no page called “%(name)s”.") % {"name": value[:80]})
        elif not self.known[value].is_a(field.related_model):
            label = field.related_model._meta.verbose_name
            self.refuse(place, _("Choose a page about a %(kind)s.") % {"kind": label})
        return value

    def plain(self, field, value, place):
        expected = int if isinstance(field, models.IntegerField) else str
        if not isinstance(value, expected) or isinstance(value, bool):
            self.refuse(place, _("Enter a whole number.") if expected is int else _("Enter a text."))
            return value
        if expected is str and (problem := _unreadable(value)):
            self.refuse(place, problem)
            return value
        try:
            return field.clean(" ".join(value.split()) if expected is str else value, None)
        except ValidationError as problem:
            self.refuse(place, *problem.messages)
            return value

    def sources(self, place, holder):
        place = f"{place}-sources"
        listed = holder.get("sources") or []
        if not isinstance(listed, list) or len(listed) > MAX_SOURCES:
            self.refuse(place, _("Enter at most %(count)s sources.") % {"count": MAX_SOURCES})
            return {}
        sources = [self.source(place, source) for source in listed]
        return {"sources": sources} if sources else {}

    def source(self, place, source):
        if not self.has_shape(place, source, {"source", "locator"}):
            return source
        uid, locator = source.get("source"), source.get("locator") or ""
        if not isinstance(uid, str) or uid not in self.known or not self.known[uid].is_a(Source):
            self.refuse(place, _("There is no source “%(name)s”.") % {"name": str(uid)[:80]})
        if not isinstance(locator, str) or _unreadable(locator) or len(locator) > MAX_LOCATOR_LENGTH:
            words = _("Enter a page, time or section of at most %(count)s characters.")
            self.refuse(place, words % {"count": MAX_LOCATOR_LENGTH})
            return {"source": uid}
        return {"source": uid} | ({"locator": " ".join(locator.split())} if locator.strip() else {})

    def parsed(self, place, holder, name):
        """Return {name: its date or point in normal form}, or {} if it is empty, "everybody" or refused."""
        text = str(holder.get(name) or "")
        if text.casefold() in ("", _("everybody")):
            return {}
        try:
            return {name: check_date(text) if name == "as_of" else point_label(parse_point(text))}
        except MessageError as problem:
            self.refuse(f"{place}-{name}", reason_of(problem))
            return {}


def close_statements(facts, old, point_of_page):
    """Hide new statements with one of WIKI_CLOSED_LABELS and no mark until the point of their page.

    Raises FactsInvalid if it has none: its editor must say who may see them. `old` are the facts before.
    """
    ids = {row["id"] for row in old.get("statements", [])}
    for row in facts.get("statements", []):
        is_closed = row.get("label", "").casefold() in settings.WIKI_CLOSED_LABELS
        if is_closed and row["id"] not in ids and "from" not in row:
            if point_of_page() is None or "show" in row:
                words = _("From which point may readers know this? Enter one such as S2E5, or “everybody”.")
                raise FactsInvalid({f"statements-{row['id']}-from": [words]})
            row["from"] = point_label(point_of_page())


def _required(field):
    return _("Enter a %(field)s.") % {"field": field.verbose_name}


def _unreadable(text):
    """Return why `text` can't be saved, or ""."""
    if "\0" in text:
        return _("Remove the null character.")
    if UNREADABLE in text:
        return _("Write %s again: this character could not be read.") % UNREADABLE
    return ""


def _has_value(holder, name):
    if not isinstance(holder, dict):
        return holder is not None and name == "value"
    value = holder.get(name)
    words = value.get("name") if isinstance(value, dict) and value.keys() <= {"name"} else value
    return bool(words.strip()) if isinstance(words, str) else words is not None

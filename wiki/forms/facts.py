"""The facts of a page as one form: `facts-<fact>`, `facts-<fact>-<row id>-<column>`.

Fields missing from a POST stay unchanged. The repeated hidden field `facts-<fact>` lists the rows of a fact
in order; a row that is not in it is removed.
"""

import json
import secrets
from functools import cached_property

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.facts.checking import MAX_ROWS, FactsInvalid, close_statements
from wiki.facts.references import sources_in, uids_in
from wiki.facts.shown import title_of
from wiki.facts.written import Typed, bare_title, facts_from_text, facts_to_text
from wiki.forms.posted import overlay
from wiki.models import Page, PreciseDateField
from wiki.queries.pages.places import placed
from wiki.queries.titles.names import names_of, source_keys, source_uids, uids_called
from wiki.text.points import point_label
from wiki.text.progress import FULL

MAX_DATE_LENGTH = 40  # longer than any date: other words are refused instead of cut
_POINT = {"max_length": MAX_DATE_LENGTH, "widget": forms.TextInput(attrs={"list": "points"})}
EXTRAS = {
    "sources": {"label": _("Sources"), "widget": forms.Textarea(attrs={"rows": 1, "class": "sources"})},
    "as_of": {"label": _("As of"), "max_length": MAX_DATE_LENGTH},
    "show": {"label": _("Which show"), "widget": forms.HiddenInput},
    "from": _POINT | {"label": _("Hide until"), "help_text": _("Empty: everybody sees it")},
    "until": _POINT | {"label": _("Show until")},
}


class TitleField(forms.CharField):
    """A field for the title of a page."""


class FactsForm(forms.Form):
    """All facts of a kind, with the values of `facts`, or those in `posted` where it has them."""

    def __init__(self, kind, facts, posted=None, page=None):
        self.kind = kind
        self.page = page or Page(kind=kind.name)
        self.base = kind.known(facts)
        self.posted = posted or {}
        self.shown = _names_shown(kind, self.base, self.posted.get("facts-shown"))
        text = facts_to_text(kind, self.base, **self.shown)
        super().__init__(data=None if posted is None else overlay(text, posted), initial=text)
        self.touched = set()
        self.row_ids = {rows.name: self._ids(rows, posted) for rows in kind.rows}
        self._make_fields()

    def names_shown(self):
        """Return the titles and keys shown in this form, for its hidden field `facts-shown`.

        If a page is renamed before the form is sent, unchanged fields must still name the same page.
        """
        return json.dumps(self.shown, ensure_ascii=False)

    @property
    def was_shown(self):
        """Whether the POST comes from a form with the plain facts of this kind, if it has any."""
        names = [f"facts-{column}" for column in self.kind.columns]
        return not names or any(name in self.posted for name in names)

    @cached_property
    def placed(self):
        """The page, where it belongs by the facts as they are typed."""
        typed = {name: self[f"facts-{name}"].value() or "" for name in self.kind.columns}
        return placed(self.page, typed) if self.is_bound else self.page

    def facts(self):
        """Return the typed facts as JSON, not checked yet. Raises FactsInvalid: too many rows, no mark."""
        if too_long := [name for name, ids in self.row_ids.items() if len(ids) > MAX_ROWS]:
            words = _("Enter at most %(count)s rows.") % {"count": MAX_ROWS}
            raise FactsInvalid({name: [words] for name in too_long})
        text = {name: self[name].value() or "" for name in self.fields}
        unchanged = {name for name, value in text.items() if self.initial.get(name) == value}
        changed = {name: value for name, value in text.items() if name not in unchanged}
        named = [value for name, value in changed.items() if isinstance(self.fields[name], TitleField)]
        cited = [value for name, value in changed.items() if name.endswith("-sources")]
        keys = {line.split(",")[0].strip() for value in cited for line in value.splitlines()}
        typed = Typed(text, unchanged, uids_called({bare_title(value) for value in named}), source_uids(keys))
        facts = facts_from_text(self.kind, typed, self.row_ids, self.base)
        close_statements(facts, self.base, lambda: self.placed.point)
        return facts

    def add_row(self, fact):
        """Add an empty row at the end of `fact`, if it is a fact that repeats."""
        if rows := self.kind.rows_named(fact):
            row_id = secrets.token_hex(4)
            self.row_ids[fact].append(row_id)
            self.touched.add(fact)
            self._make_fields()
            self.fields[f"facts-{fact}-{row_id}-{rows.columns[0]}"].widget.attrs["autofocus"] = True
            if fact == "appearances" and self.placed.point:
                self.data[f"facts-{fact}-{row_id}-from"] = point_label(self.placed.point)

    def remove_row(self, fact, row_id):
        """Remove a row from the form. Saving the form removes it from the page."""
        if row_id in self.row_ids.get(fact, ()):
            self.row_ids[fact].remove(row_id)
            self.touched.add(fact)
            self._make_fields()

    def refuse(self, errors):
        """Add the errors of a FactsInvalid to the fields of their places."""
        for place, sentences in errors.items():
            name = f"facts-{place}"
            if name in self.errors:
                continue
            if rows := self.kind.rows_named(place):
                sentences = [f"{capfirst(rows.label)}: {sentence}" for sentence in sentences]
            self.add_error(name if name in self.fields else None, sentences)

    def name_in_full(self, bound):
        """Return the full name of a field, such as "Number, sources" or "Cast, row 6, sources"."""
        fact, _dash, place = bound.name.removeprefix("facts-").partition("-")
        part = bound.label[:1].lower() + bound.label[1:]
        rows = self.kind.rows_named(fact)
        if rows is None:
            label = self[f"facts-{fact}"].label
            return f"{label}, {part}" if place else label
        words = {"fact": capfirst(rows.label), "part": part}
        words["number"] = self.row_ids[fact].index(place.rpartition("-")[0]) + 1
        return _("%(fact)s, row %(number)s, %(part)s") % words

    def columns(self):
        """Return [value, sources, as_of] of each plain fact as bound fields."""
        return [self._bound(self.kind.entry(column, {})) for column in self.kind.plain]

    def row_sets(self):
        """Yield each fact that repeats, with the id and the bound fields of each row."""
        for rows in self.kind.rows:
            bound = [(row_id, self._bound(rows.entry({"id": row_id}))) for row_id in self.row_ids[rows.name]]
            is_wrong = any(field.errors for _row_id, fields in bound for field in fields)
            is_open = is_wrong or rows.name in self.touched
            yield {"name": rows.name, "label": rows.label, "rows": bound, "is_open": is_open}

    def _bound(self, entry):
        values = [self[f"facts-{entry.place_of(part)}"] for part in entry.fields]
        return [*values, *(self[f"facts-{entry.place}-{extra}"] for extra in entry.extras)]

    def _ids(self, rows, posted):
        base = [row["id"] for row in self.base.get(rows.name, [])]
        if posted is None:
            return base
        name = f"facts-{rows.name}"
        listed = list(filter(None, posted.getlist(name))) if name in posted else base
        ids = dict.fromkeys([*listed, *_new_ids(name, posted, base)])
        return list(ids)[: MAX_ROWS + 1]  # thousands of rows would take minutes to render

    def _make_fields(self):
        self.fields.clear()
        rows = {name: [{"id": row_id} for row_id in ids] for name, ids in self.row_ids.items()}
        for entry in self.kind.entries({column: {} for column in self.kind.plain} | rows):
            for part, field in entry.fields.items():
                self.fields[f"facts-{entry.place_of(part)}"] = _field(field)
            for extra in entry.extras:
                self.fields[f"facts-{entry.place}-{extra}"] = forms.CharField(required=False, **EXTRAS[extra])


def _field(model_field):
    """Return the form field of a model field, or a TitleField if it names a page."""
    if not model_field.is_relation:
        limits = {"max_length": MAX_DATE_LENGTH} if isinstance(model_field, PreciseDateField) else {}
        field = model_field.formfield(required=False, **limits)
        if model_field.choices:
            field.choices = model_field.get_choices(blank_choice=[("", _("Not given"))])
        return field
    field = TitleField(label=capfirst(model_field.verbose_name), max_length=300, required=False)
    offered = {"kind": model_field.related_model._meta.model_name}
    if model_field.related_model is Page:
        field.help_text = _("Text, or [[Title]] to link to a page")
        offered = {"value": "link"}
    field.widget.attrs["data-suggest"] = reverse("suggest", query=offered)  # for editor-suggestions.js
    return field


def _names_shown(kind, facts, posted):
    """Return the titles and source keys of the uids in facts, preferably as in `posted`."""
    try:
        shown = json.loads(posted or "{}")
        titles, keys = (_words_only(shown.get(name, {})) for name in ("titles", "source_keys"))
    except (ValueError, AttributeError, RecursionError):  # not sent by our form
        titles, keys = {}, {}
    untitled = uids_in(kind, facts) - titles.keys()
    names = names_of(FULL, untitled).by_uid
    titles = {uid: title_of(uid, names) for uid in untitled} | titles
    cited = {uid for uid, _locator in sources_in(kind, facts)}
    return {"titles": titles, "source_keys": source_keys(cited - keys.keys()) | keys}


def _words_only(names_by_uid):
    return {uid: words for uid, words in names_by_uid.items() if isinstance(words, str)}


def _new_ids(name, posted, base):
    """Return the row ids that occur only in the names of posted fields."""
    rows = [field[len(name) + 1 :].rpartition("-")[0] for field in posted if field.startswith(f"{name}-")]
    return [row_id for row_id in rows if row_id and row_id not in base]

"""The facts of a page as one form: `facts-<fact>`, `facts-<fact>-<row id>-<field>`.

What a post does not mention stays as it was. The rows of a fact are listed by the repeated
hidden field `facts-<fact>`, in their order; a row that it leaves out is removed.
"""

import json
import secrets

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wiki.facts.checking import MAX_ROWS, FactsInvalid
from wiki.facts.references import sources_in, uids_in
from wiki.facts.written import Typed, bare_title, facts_from_text, facts_to_text
from wiki.forms.posted import overlay
from wiki.models import Page
from wiki.models.fields import PreciseDateField
from wiki.queries.titles.names import names_of, source_keys, source_uids, uids_called

# What each of these wants is said once, above all facts.
SOURCES = {"label": _("Sources"), "widget": forms.Textarea(attrs={"rows": 1, "class": "sources"})}
MAX_DATE_LENGTH = 40  # as typed: longer than any date, so that words are refused whole instead of cut
AS_OF = {"label": _("As of"), "max_length": MAX_DATE_LENGTH}
MARKS = {"from": {"label": _("Shown from")}, "until": {"label": _("Shown until")}}


class FactsForm(forms.Form):
    """All facts of a kind, filled from `facts`; `posted` overlays what it mentions."""

    def __init__(self, kind, facts, posted=None):
        self.kind = kind
        self.base = kind.known(facts)
        self.posted = posted or {}
        self.shown = _names_shown(kind, self.base, self.posted.get("facts-shown"))
        text = facts_to_text(kind, self.base, **self.shown)
        super().__init__(data=None if posted is None else overlay(text, posted), initial=text)
        self.touched = set()
        self.too_long = []
        self.row_ids = {rows.name: self._ids(rows, posted) for rows in kind.rows}
        self._make_fields()

    def names_shown(self):
        """Return the titles and keys that stand in this form, for a hidden field of it.

        A page may be called otherwise when the form comes back: what nobody touched must not name another.
        """
        return json.dumps(self.shown, ensure_ascii=False)

    @property
    def was_shown(self):
        """Whether the post comes from a form that showed the plain facts of this kind, if it has any."""
        names = [f"facts-{column}" for column in self.kind.columns]
        return not names or any(name in self.posted for name in names)

    def facts(self):
        """Return the typed facts as JSON; wiki.facts checks whether they can stand.

        Raises FactsInvalid for more rows than are kept: none of them is dropped without a word.
        """
        if self.too_long:
            words = _("At most %(count)s rows.") % {"count": MAX_ROWS}
            raise FactsInvalid({name: [words] for name in self.too_long})
        text = {name: self[name].value() or "" for name in self.fields}
        unchanged = {name for name, value in text.items() if self.initial.get(name) == value}
        changed = {name: value for name, value in text.items() if name not in unchanged}
        texts = {bare_title(value) for name, value in changed.items() if self.fields[name].names_page}
        cited = [value for name, value in changed.items() if name.endswith("-sources")]
        keys = {line.split(",")[0].strip() for value in cited for line in value.splitlines()}
        typed = Typed(text, unchanged, uids_called(texts), source_uids(keys))
        return facts_from_text(self.kind, typed, self.row_ids, self.base)

    def add_row(self, fact):
        """Add an empty row at the end of a fact that repeats; any other name adds nothing."""
        if fact not in self.row_ids:
            return
        row_id = secrets.token_hex(4)
        self.row_ids[fact].append(row_id)
        self.touched.add(fact)
        rows = self.kind.rows_named(fact)
        self._make_row_fields(rows, row_id)
        self.fields[f"facts-{fact}-{row_id}-{rows.columns[0]}"].widget.attrs["autofocus"] = True

    def remove_row(self, fact, row_id):
        """Take a row out of the form; it is gone once the page is saved."""
        if row_id in self.row_ids.get(fact, ()):
            self.row_ids[fact].remove(row_id)
            self.touched.add(fact)
            self._make_fields()

    def refuse(self, errors):
        """Put what wiki.facts says of each place beside the field of that place."""
        for place, sentences in errors.items():
            name = f"facts-{place}"
            if name in self.errors:
                continue
            if rows := self.kind.rows_named(place):
                sentences = [f"{capfirst(rows.label)}: {sentence}" for sentence in sentences]
            self.add_error(name if name in self.fields else None, sentences)

    def name_in_full(self, bound):
        """Name a field so that it is found among many: "Number, sources" or "Cast, row 6, sources"."""
        fact, _dash, place = bound.name.removeprefix("facts-").partition("-")
        part = bound.label[:1].lower() + bound.label[1:]
        rows = self.kind.rows_named(fact)
        if rows is None:
            label = self[f"facts-{fact}"].label
            return f"{label}, {part}" if place else label
        number = self.row_ids[fact].index(place.rpartition("-")[0]) + 1
        return _("%(fact)s, row %(number)s, %(part)s") % {
            "fact": capfirst(rows.label),
            "number": number,
            "part": part,
        }

    def columns(self):
        """Yield (value, sources, as_of) of each plain fact as bound fields."""
        for column in self.kind.columns:
            name = f"facts-{column}"
            yield self[name], self[f"{name}-sources"], self[f"{name}-as_of"]

    def row_sets(self):
        """Yield each fact that repeats with its rows of bound fields."""
        for rows in self.kind.rows:
            bound = [self._bound_row(rows, row_id) for row_id in self.row_ids[rows.name]]
            wrong = any(field.errors for row in bound for field in (*row["main"], *row["more"]))
            yield {
                "name": rows.name,
                "label": rows.label,
                "rows": bound,
                "is_open": wrong or rows.name in self.touched,
            }

    def _bound_row(self, rows, row_id):
        prefix = f"facts-{rows.name}-{row_id}"
        return {
            "id": row_id,
            "main": [self[f"{prefix}-{column}"] for column in rows.columns],
            "more": [self[f"{prefix}-{extra}"] for extra in ("sources", "from", "until")],
        }

    def _ids(self, rows, posted):
        base = [row["id"] for row in self.base.get(rows.name, [])]
        if posted is None:
            return base
        name = f"facts-{rows.name}"
        listed = list(filter(None, posted.getlist(name))) if name in posted else base
        ids = list(dict.fromkeys([*listed, *_new_ids(name, posted, base)]))
        if len(ids) > MAX_ROWS:
            self.too_long.append(rows.name)
        # Thousands would take minutes to draw.
        return ids[: MAX_ROWS + 1]

    def _make_fields(self):
        self.fields.clear()
        for column in self.kind.columns:
            name = f"facts-{column}"
            self.fields[name] = _field(self.kind, column)
            self.fields[f"{name}-sources"] = _text_field(**SOURCES)
            self.fields[f"{name}-as_of"] = _text_field(**AS_OF)
        for rows in self.kind.rows:
            for row_id in self.row_ids[rows.name]:
                self._make_row_fields(rows, row_id)

    def _make_row_fields(self, rows, row_id):
        prefix = f"facts-{rows.name}-{row_id}"
        for column in rows.columns:
            self.fields[f"{prefix}-{column}"] = _field(rows, column)
        self.fields[f"{prefix}-sources"] = _text_field(**SOURCES)
        for mark, options in MARKS.items():
            self.fields[f"{prefix}-{mark}"] = _text_field(**options, max_length=MAX_DATE_LENGTH)


def _field(spec, column):
    """Return the form field that the model declares, or a title to type where a page is named."""
    model_field = spec.field(column)
    if not model_field.is_relation:
        limits = {"max_length": MAX_DATE_LENGTH} if isinstance(model_field, PreciseDateField) else {}
        field = model_field.formfield(required=False, **limits)
        if model_field.choices:
            field.choices = model_field.get_choices(blank_choice=[("", _("Not given"))])
        field.names_page = False
        return field
    field = _text_field(label=model_field.verbose_name, max_length=300)
    field.label = field.label[:1].upper() + str(field.label)[1:]
    field.names_page = True
    offered = {"kind": model_field.related_model._meta.model_name}
    if model_field.related_model is Page:
        field.help_text = _("Words, or [[Title]] to point at a page")
        offered = {"value": "link"}
    # Where editor-suggestions.js asks for titles; without it the title is typed whole.
    field.widget.attrs["data-suggest"] = reverse("suggest", query=offered)
    return field


def _text_field(**options):
    field = forms.CharField(required=False, strip=True, **options)
    field.names_page = False
    return field


def _names_shown(kind, facts, posted):
    """Return titles and keys of sources for the uids in facts: as a form has shown them, or as today."""
    try:
        shown = json.loads(posted or "{}")
        titles, keys = (_words_only(shown.get(name, {})) for name in ("titles", "source_keys"))
    except (ValueError, AttributeError, RecursionError):  # nothing that a form of ours has sent
        titles, keys = {}, {}
    untitled = uids_in(kind, facts) - titles.keys()
    if untitled:
        titles = dict.fromkeys(untitled, gettext("a deleted page")) | names_of(uids=untitled).titles | titles
    return {
        "titles": titles,
        "source_keys": source_keys({uid for uid, _locator in sources_in(kind, facts)} - keys.keys()) | keys,
    }


def _words_only(names_by_uid):
    return {uid: words for uid, words in names_by_uid.items() if isinstance(words, str)}


def _new_ids(name, posted, base):
    """Return the row ids that only the names of posted fields mention: rows made by hand."""
    mentioned = [
        field[len(name) + 1 :].rpartition("-")[0] for field in posted if field.startswith(f"{name}-")
    ]
    return [row_id for row_id in mentioned if row_id and row_id not in base]

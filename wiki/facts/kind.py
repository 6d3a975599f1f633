"""The facts of each kind of page: which columns and rows of which models, in which order."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from wiki.models import Credit, Identifier, OtherName, PageKind, RevealField, Row, Statement, TypedPage
from wiki.text.points import EVERYBODY, parse_point

REVEAL = "reveal"  # the fact of every kind that hides a whole page
_REVEAL_FIELD = RevealField(
    _("hide the whole page until"),
    name=REVEAL,
    max_length=20,
    blank=True,
    help_text=_("Such as S2E5. Empty: everybody may know of the page. “everybody”: nothing on it spoils."),
)


@dataclass(frozen=True)
class Entry:
    """A plain fact, or one row of a fact that repeats. `row` is the id of the row, or "".

    `fields` has the model field of each part of `json` that is a value: "value", or the columns of a row.
    """

    fact: str
    row: str
    fields: dict[str, Field]
    json: dict

    @property
    def place(self):
        """The place of the entry as in forms and errors: `released` or `casting-r1`."""
        return f"{self.fact}-{self.row}" if self.row else self.fact

    def place_of(self, part):
        """Return the place of a value: `released` or `casting-r1-actor`."""
        return f"{self.place}-{part}" if self.row else self.fact

    @property
    def values(self):
        """The values, each as (its part of `json`, the model field, the value)."""
        json, fields = self.json, self.fields.items()
        return [(part, field, json[part]) for part, field in fields if part in json]

    @property
    def pages(self):
        """The uids of the pages that the values name, by part."""
        return {part: uid for part, field, uid in self.values if field.is_relation and isinstance(uid, str)}

    @property
    def uids(self):
        """The uids of all pages that the entry names: in values, as sources, as the show of its mark."""
        cited = {uid for uid, _locator in self.sources}
        return {*self.pages.values(), *cited, *([self.json["show"]] if "show" in self.json else [])}

    @property
    def sources(self):
        """The sources, each as (uid, locator)."""
        return [(source["source"], source.get("locator", "")) for source in self.json.get("sources", [])]

    @property
    def extras(self):
        """The other parts that a form has fields for."""
        if self.fact == REVEAL:
            return ("show",)
        return ("sources", "show", "from", "until") if self.row else ("sources", "as_of")

    @property
    def points(self):
        """The points from which and until which the entry, or the page, is shown, None for no limit."""
        marks = map(self.json.get, ("value" if self.fact == REVEAL else "from", "until"))
        return [None if mark in (None, EVERYBODY) else parse_point(mark) for mark in marks]


@dataclass(frozen=True)
class Rows:
    """A fact that repeats: the model of a row, its key to the owner, and its columns in order.

    Rows with the same value of the column `line` tell one story: each ends where the next begins.
    """

    name: str
    model: type[Row]
    owner: str
    columns: tuple[str, ...]
    line: str = ""

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    @cached_property
    def fields(self):
        return {column: self.model._meta.get_field(column) for column in self.columns}

    def entry(self, json):
        return Entry(self.name, json["id"], self.fields, json)


CREDITS = Rows("credits", Credit, "page", ("job", "person"))
OTHER_NAMES = Rows("other_names", OtherName, "page", ("name",))
IDENTIFIERS = Rows("identifiers", Identifier, "page", ("database", "address"))
STATEMENTS = Rows("statements", Statement, "page", ("label", "value"), line="label")


@dataclass(frozen=True)
class Kind:
    """A kind of page. `identity` names the plain facts that need no source, as they identify its subject.

    `infobox` names the facts in the infobox, in order. With `sources_required`, as for real people, a fact
    can't be saved without a source.
    """

    name: str
    model: type[TypedPage] | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = (STATEMENTS,)
    identity: tuple[str, ...] = (REVEAL,)
    infobox: tuple[str, ...] = ()
    sources_required: bool = False

    @property
    def label(self):
        return PageKind(self.name).label

    @cached_property
    def fields(self):
        return {column: self.model._meta.get_field(column) for column in self.columns}

    @cached_property
    def plain(self):
        """The fields of its plain facts by name: of those that every kind has, then of the columns."""
        return {REVEAL: _REVEAL_FIELD} | self.fields

    @cached_property
    def names(self):
        """The names of all facts that a page of this kind may have, in order."""
        return (*self.plain, *(rows.name for rows in self.rows))

    def known(self, facts):
        """Return `facts` without those that the kind no longer has, in the order of the kind."""
        return {name: facts[name] for name in self.names if name in facts}

    def rows_named(self, name):
        """Return the Rows of that name, or None."""
        return next((rows for rows in self.rows if rows.name == name), None)

    def label_of(self, name):
        """Return the label of one of the facts of the kind."""
        return self.plain[name].verbose_name if name in self.plain else self.rows_named(name).label

    def entry(self, column, json):
        return Entry(column, "", {"value": self.plain[column]}, json)

    def entries(self, facts):
        """Yield each plain fact and each row of `facts` in normal form, in the order of the kind."""
        yield from (self.entry(name, facts[name]) for name in self.plain if name in facts)
        yield from (rows.entry(json) for rows in self.rows for json in facts.get(rows.name, []))


def companion(field):
    """Return the model field for a name typed instead of a page in the column `field`, or None."""
    name = f"{field.name}_name"
    return next((other for other in field.model._meta.fields if other.name == name), None)

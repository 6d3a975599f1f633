"""Facts as readers see them: labels, words, links, sources and marks, ready for a template."""

import json
from dataclasses import dataclass, field

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from wiki.models import PreciseDateField
from wiki.text.dates import date_parts
from wiki.wording import mark_words


@dataclass(frozen=True)
class Words:
    """A value in words. `url` is the address of a page or of another site; `uid` is that of the page."""

    text: str
    url: str = ""
    uid: str = ""


@dataclass(frozen=True)
class ShownSource:
    """A source of a value. `number` is its number in the page's list of sources, None if it is not in it."""

    number: int | None
    title: str
    locator: str


@dataclass(frozen=True)
class Shown:
    """A value or a row: its words by column, with sources, date and mark."""

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
    """Return {name: ShownFact} in the order of the kind, then facts that the kind no longer has, as JSON.

    `names` maps uids to objects with a `title` and a `url`; `numbers` maps the (uid, locator) of sources to
    their numbers.
    """
    shown = {name: ShownFact(name, str(kind.label_of(name)), []) for name in kind.known(facts)}
    for entry in kind.entries(facts):
        value = Shown(
            {part: value_words(field, value, names) for part, field, value in entry.values},
            [ShownSource(numbers.get(cited), title_of(cited[0], names), cited[1]) for cited in entry.sources],
            as_of=date_shown(entry.json["as_of"]) if "as_of" in entry.json else "",
            mark=mark_words(*entry.points),
            row=entry.row,
            needs_source=entry.fact not in kind.identity and not entry.sources,
        )
        shown[entry.fact].values.append(value)
    for name in [name for name in facts if name not in shown]:
        words = Words(json.dumps(facts[name], ensure_ascii=False))
        shown[name] = ShownFact(name, name, [Shown({"value": words})])
    return shown


def date_shown(text):
    """Return "3 August 2023", "August 2023" or "2023" in the reader's language."""
    year, *rest = date_parts(text)
    month, day = (str(MONTHS[number]) for number in rest[:1]), (str(number) for number in rest[1:])
    return " ".join([*day, *month, str(year)])


def value_words(field, value, names):
    """Return a value of a column as Words. `names` maps uids to objects with a `title` and a `url`."""
    if isinstance(value, dict):
        return Words(value["name"])
    if field.is_relation:
        name = names.get(value)
        return Words(title_of(value, names), name.url if name else "", uid=value)
    if field.choices:
        return Words(str(dict(field.flatchoices).get(value, value)))
    if isinstance(field, PreciseDateField):
        return Words(date_shown(value))
    return Words(str(value), url=value if isinstance(field, models.URLField) else "")


def title_of(uid, names):
    """Return the title of the page with that uid, which was deleted if `names` does not have it."""
    return names[uid].title if uid in names else _("a deleted page")

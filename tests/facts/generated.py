"""Facts in normal form as hypothesis makes them, about an invented world without a database."""

from functools import cache

from django.db.models import URLField
from hypothesis import strategies as st

from wiki.facts.kind import REVEAL, companion
from wiki.facts.kinds import KINDS
from wiki.facts.references import Known
from wiki.models import KeyField, Page, PreciseDateField
from wiki.text.points import EVERYBODY

TITLES = {
    "s1": "The Orchard Times",
    "s2": "The report",
    "show1": "The Orchard",
    "p1": "Ada Marsh",
    "p2": "Ben Frost",
    "c1": "Pip Russet",
    "c2": "Mrs Quince",
    "season1": "The Orchard season 1",
    "a1": "From seed to screen",
}
SOURCE_KEYS = {"s1": "orchard-times", "s2": "report"}
_KINDS = {"s": "source", "show": "show", "p": "person", "c": "character", "season": "season", "a": "article"}
KNOWN = {uid: Known(_KINDS[uid.rstrip("12")], 1, 1) for uid in TITLES}

POINTS = st.sampled_from(["S1", "S2E5", "S3E1"])  # in the order of the alphabet too
REVEALS = st.fixed_dictionaries({"value": POINTS | st.just(EVERYBODY)}, optional={"show": st.just("show1")})
DATES = st.sampled_from(["2031", "2031-04", "2031-04-01"])


def words(longest=12):
    """Return words that no page has as a title."""
    text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=longest)
    tidy = text.map(lambda one: " ".join(one.split()))
    return tidy.filter(lambda one: one and one not in {*TITLES, *TITLES.values()} and one[:2] != "[[")


def values(field):
    """Return values that may stand in a column."""
    if field.is_relation:
        model = field.related_model
        uids = st.sampled_from([uid for uid in TITLES if model is Page or KNOWN[uid].is_a(model)])
        return uids | st.fixed_dictionaries({"name": words()}) if companion(field) else uids
    if field.choices:
        return st.sampled_from([choice for choice, _label in field.choices])
    if isinstance(field, PreciseDateField):
        return DATES
    if isinstance(field, KeyField):
        return st.sampled_from(["orchard", "a-2"])
    if isinstance(field, URLField):
        return st.just("https://orchard.example/a?b=c")
    return st.integers(1, 998) if "Integer" in field.get_internal_type() else words()


def sources(needed):
    one = st.fixed_dictionaries(
        {"source": st.sampled_from(sorted(SOURCE_KEYS))}, optional={"locator": words()}
    )
    return st.lists(one, min_size=1, max_size=2) if needed else st.lists(one, max_size=2)


def columns_of(spec):
    """Return (needed, optional) columns, each with its values."""
    needed = {name: values(field) for name, field in spec.fields.items() if not field.blank}
    optional = {name: values(field) for name, field in spec.fields.items() if field.blank}
    return needed, optional


def without_empty_sources(holder):
    return {name: part for name, part in holder.items() if part != []}


def row_lists(kind, rows):
    needed, optional = columns_of(rows)
    extras = {"show": st.just("show1"), "from": POINTS, "until": POINTS}
    support = {"sources": sources(kind.sources_required)}
    ids = {"id": st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)}
    row = st.fixed_dictionaries(ids | needed | support, optional=optional | extras)
    ordered = row.filter(lambda one: one.get("until", "S9") > one.get("from", ""))
    says_something = ordered.filter(lambda one: one.keys() & set(rows.columns))
    return st.lists(
        says_something.map(without_empty_sources), min_size=1, max_size=3, unique_by=lambda one: one["id"]
    )


@cache
def facts_of(kind):
    """Return facts of that kind, in normal form."""
    needed, optional = columns_of(kind)

    def fact(value):
        made = st.fixed_dictionaries({"value": value, "sources": sources(False)}, optional={"as_of": DATES})
        return made.map(without_empty_sources)

    return st.fixed_dictionaries(
        {name: fact(value) for name, value in needed.items()},
        optional={name: fact(value) for name, value in optional.items()}
        | {rows.name: row_lists(kind, rows) for rows in kind.rows}
        | {REVEAL: REVEALS},
    )


def kinds_and_facts():
    """Return pairs of a kind and facts of it."""
    return st.sampled_from(list(KINDS.values())).flatmap(
        lambda kind: st.tuples(st.just(kind), facts_of(kind))
    )

"""A page put together for a reader: words joined, facts in words, sources numbered."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wiki.facts.references import sources_in, uids_in, without_marked_rows
from wiki.facts.shown import Shown, ShownFact, Words, shown_facts
from wiki.models import Source
from wiki.queries.names import Names, names_of
from wiki.render.joiner import SourceTarget, Target, join


@dataclass(frozen=True)
class Line:
    """One line of an infobox."""

    label: str
    value: Words
    note: str
    shown: Shown


@dataclass(frozen=True)
class Heading:
    """One line of the contents."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class SourceLine:
    """One line of the list of sources. `backrefs` are the ids of the places that cite it."""

    number: int
    title: str
    url: str
    detail: str
    backrefs: tuple[str, ...]

    @property
    def id(self):
        return f"source-{self.number}"


@dataclass(frozen=True)
class Composition:
    """What the template of a page shows. What carries a mark is in `hidden` and `hidden_cast`, by mark."""

    lead: SafeString
    body: SafeString
    facts: dict[str, ShownFact]
    infobox: list[Line]
    hidden: dict[str, list[Line]]
    cast: list[Shown]
    hidden_cast: dict[str, list[Shown]]
    contents: list[Heading]
    sources: list[SourceLine]
    categories: list[Target]
    names: Names = field(repr=False)


def compose(kind, document, facts, *, other_uids=()):
    """Return the Composition of a compiled body and its facts, in two queries.

    `other_uids` are pages that the caller also wants to name: they are in `names`.
    """
    uids, keys = _source_pages(document, {uid for uid, _locator in sources_in(kind, facts)})
    names = names_of(
        {*uids_in(kind, facts), *other_uids, *uids.values()},
        {link.key for link in (*document.links, *document.categories)},
    )
    public = sources_in(kind, without_marked_rows(kind, facts))
    cited = [(keys.get(uid, uid), locator) for uid, locator in public]
    joined = join(document, _targets(names), _source_targets(uids, names), cited)
    numbers = {(uids.get(one.key, one.key), one.locator): one.number for one in joined.sources}
    shown = shown_facts(kind, facts, names.by_uid, numbers)
    lines = [line for name in kind.infobox if name in shown for line in _lines(shown[name])]
    cast = shown["casting"].values if "casting" in shown else []
    lead, body = _split_lead(joined.html)
    return Composition(
        lead=lead,
        body=body,
        facts=shown,
        infobox=[line for line in lines if not line.shown.mark],
        hidden=_by_mark(lines, lambda line: line.shown.mark),
        cast=[row for row in cast if not row.mark],
        hidden_cast=_by_mark(cast, lambda row: row.mark),
        contents=_contents(joined, shown),
        sources=[_source_line(one) for one in joined.sources],
        categories=joined.categories,
        names=names,
    )


def _split_lead(html):
    """Return the first paragraph, and the rest: the infobox stands between them on a phone.

    A page that begins with anything else has no lead.
    """
    end = "</p>\n"
    if html.startswith("<p>") and end in html:
        lead, _end, rest = html.partition(end)
        return SafeString(lead + end), SafeString(rest)
    return SafeString(""), SafeString(html)


def _lines(fact):
    """Return the infobox lines of a fact; a row brings its own label in its first column."""
    for shown in fact.values:
        label, value, note = (*shown.words.values(), None, None, None)[:3]
        if "value" in shown.words and not shown.row:
            yield Line(_capital(fact.label), shown.value, "", shown)
        elif label:
            yield Line(_capital(label.text), value or Words(""), note.text if note else "", shown)


def _by_mark(things, mark_of):
    """Return those of `things` that carry a mark, by mark."""
    by_mark = {}
    for thing in things:
        if mark := mark_of(thing):
            by_mark.setdefault(mark, []).append(thing)
    return by_mark


def _contents(joined, shown):
    headings = [Heading(level, text, anchor) for level, text, anchor in joined.contents]
    if "casting" in shown:
        headings.append(Heading(2, _("Cast"), "cast"))
    if joined.sources:
        headings.append(Heading(2, _("Sources"), "sources"))
    return headings


def _source_line(source):
    url = source.url if source.exists else ""
    return SourceLine(source.number, source.title, url, source.locator, tuple(source.backlinks))


def _capital(words):
    return str(words)[:1].upper() + str(words)[1:]


def _source_pages(document, uids):
    """Return {key: uid} and {uid: key} of all sources that words cite, and of those with these uids."""
    keys = {citation.source for citation in document.citations}
    if not keys and not uids:
        return {}, {}
    found = Source.objects.filter(Q(key__in=keys) | Q(page__uid__in=uids))
    pairs = list(found.values_list("key", "page__uid"))
    return dict(pairs), {uid: key for key, uid in pairs}


def _targets(names):
    return {key: Target(name.url, True, name.title) for key, name in names.by_key.items()}


def _source_targets(sources, names):
    return {
        key: SourceTarget(names.by_uid[uid].url, names.by_uid[uid].title, True)
        for key, uid in sources.items()
        if uid in names.by_uid
    }

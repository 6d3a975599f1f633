"""A page put together for a reader: words joined, facts in words, sources numbered."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from wiki.facts.references import sources_in, uids_in, without_pages
from wiki.facts.shown import Shown, ShownFact, Words, shown_facts
from wiki.models import Source
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import public_facts
from wiki.render.joiner import ListedSource, Target, join
from wiki.wording import labels, translated

# A hatnote with a box of its own in it ends later than its first </div>, and belongs to no lead.
_LEAD = re.compile(r'(?:<div class="hatnote">(?:(?!<div).)*?</div>\n)*<p>.*?</p>\n', re.DOTALL)


@dataclass(frozen=True)
class InfoboxLine:
    """One line of an infobox."""

    label: str
    value: Words
    note: str
    shown: Shown


@dataclass(frozen=True)
class ContentsEntry:
    """A heading of the page's own words, or of a derived part."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Composition:
    """What the template of a page shows: it closes what carries a mark.

    `refusal` says why the text can't be shown.
    """

    lead: SafeString
    body: SafeString
    facts: dict[str, ShownFact]
    infobox: list[InfoboxLine]
    contents: list[ContentsEntry]
    sources: list[ListedSource]
    categories: list[Target]
    refusal: str


def compose(kind, document, facts, edit_url=None):
    """Return the Composition of a compiled body and its facts, in two queries. Nothing names a deleted page.

    `edit_url` is the form that edits the page, for somebody who may: each section then has a link to it.
    """
    uids, keys = _source_pages(document, {uid for uid, _locator in sources_in(kind, facts)})
    named = uids_in(kind, facts)
    names = names_of(
        {*named, *uids.values()},
        {link.key for link in (*document.links, *document.categories)},
    )
    facts = without_pages(kind, facts, named - names.by_uid.keys())
    public = sources_in(kind, public_facts(kind, facts))
    cited = [(keys.get(uid, uid), locator) for uid, locator in public]
    joined = join(document, _targets(names), _source_targets(uids, names), labels(), cited, edit_url)
    numbers = {(uids.get(one.key, one.key), one.locator): one.number for one in joined.sources}
    shown = shown_facts(kind, facts, names.by_uid, numbers)
    lead, body = _split_lead(joined.html)
    return Composition(
        lead=lead,
        body=body,
        facts=shown,
        infobox=[line for name in kind.infobox if name in shown for line in _lines(shown[name])],
        contents=[ContentsEntry(*heading) for heading in joined.contents],
        sources=joined.sources,
        categories=joined.categories,
        refusal=translated(document.refusal) if document.refusal else "",
    )


def _split_lead(html):
    """Return the hatnotes and the first paragraph, and the rest: the infobox stands between on a phone.

    A page that begins with anything else has no lead.
    """
    end = lead.end() if (lead := _LEAD.match(html)) else 0
    return SafeString(html[:end]), SafeString(html[end:])


def _lines(fact):
    """Return the infobox lines of a fact; a row of several columns brings its own label in the first."""
    for shown in fact.values:
        label, value, note = (*shown.words.values(), None, None, None)[:3]
        if fact.name == "other_names" or not shown.row:
            yield InfoboxLine(_capital(fact.label), label, "", shown)
        elif label:
            yield InfoboxLine(_capital(label.text), value or Words(""), note.text if note else "", shown)


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
        key: Target(names.by_uid[uid].url, True, names.by_uid[uid].title)
        for key, uid in sources.items()
        if uid in names.by_uid
    }

"""A page composed for readers: its text joined, its facts in words, its sources numbered."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from wiki.facts.references import sources_in, uids_in, without_pages
from wiki.facts.shown import Shown, ShownFact, Words, shown_facts
from wiki.models import Source
from wiki.queries.prepared import prepared
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import visible_facts
from wiki.render.joiner import Joiner, ListedSource, Target
from wiki.wording import labels, translated

# Hatnotes and the first paragraph. A hatnote that contains a box is not part of a lead.
_LEAD = re.compile(r'(?:<div class="hatnote">(?:(?!<div).)*?</div>\n)*<p>.*?</p>\n', re.DOTALL)


@dataclass(frozen=True)
class InfoboxLine:
    """One line of an infobox."""

    label: str
    value: Words
    note: str
    shown: Shown


@dataclass(frozen=True)
class Composition:
    """The text and facts of a page for its template. Only editors get values with a reveal mark, closed.

    `contents` are headings of the text as (level, text, id). `refusal` is why the text can't be shown, or "".
    """

    lead: SafeString
    body: SafeString
    facts: dict[str, ShownFact]
    infobox: list[InfoboxLine]
    contents: list[tuple[int, str, str]]
    sources: list[ListedSource]
    categories: list[Target]
    refusal: str


def compose(
    sight, kind, document, facts, *, point=None, edit_url=None, closes=False, asks=False, names_for=None
):
    """Return the Composition of a Document and facts, in two queries. Deleted pages are not named.

    `sight` is the PageSight of the reader, `point` that of the page. What they may not see is left out, or
    closed with `closes`; with `asks`, a hidden block asks how far they have watched. `edit_url` is the
    address of the edit form, for users who may edit: each section then links to it. `names_for` is a Sight:
    who knows the names of other pages, if it is not the reader.
    """
    seen = visible_facts(kind, facts, sight, point)
    facts = visible_facts(kind, facts, sight, point, keeps_hidden=closes)
    in_text = {citation.source for citation in document.citations}
    in_facts = {uid for uid, _locator in sources_in(kind, facts)}
    uids = dict(_cited(keys=in_text, uids=in_facts))
    keys = {uid: key for key, uid in uids.items()}
    named, links = uids_in(kind, facts), (*document.links, *document.categories)
    names = names_of(names_for or sight.sight, {*named, *uids.values()}, {link.key for link in links})
    seen, facts = (without_pages(kind, some, named - names.by_uid.keys()) for some in (seen, facts))
    listed = [(keys.get(uid, uid), locator) for uid, locator in sources_in(kind, seen)]
    sources = {key: names.by_uid[uid] for key, uid in uids.items() if uid in names.by_uid}
    joiner = Joiner(document, names.by_key, sources, labels(), sight.sees, closes, asks, listed, edit_url)
    joined = joiner.join()
    numbers = {(uids.get(source.key, source.key), source.locator): source.number for source in joined.sources}
    shown = shown_facts(kind, facts, names.by_uid, numbers)
    lead = _LEAD.match(joined.html)
    end = lead.end() if lead else 0  # on a phone, the infobox is between lead and body
    return Composition(
        lead=SafeString(joined.html[:end]),
        body=SafeString(joined.html[end:]),
        facts=shown,
        infobox=[line for name in kind.infobox if name in shown for line in _lines(shown[name])],
        contents=joined.contents,
        sources=joined.sources,
        categories=joined.categories,
        refusal=translated(document.refusal) if document.refusal else "",
    )


@prepared
def _cited(keys, uids):
    """Return the key, and the uid of the page, of each source with one of these keys or uids."""
    return Source.objects.filter(Q(key__in=keys) | Q(page__uid__in=uids)).values_list("key", "page__uid")


def _lines(fact):
    """Yield the infobox lines of a fact; the first column of a row with several is the label of its line."""
    for shown in fact.values:
        label, value, note = (*shown.words.values(), None, None, None)[:3]
        if fact.name == "other_names" or not shown.row:
            yield InfoboxLine(capfirst(fact.label), label, "", shown)
        elif label:
            yield InfoboxLine(capfirst(label.text), value or Words(""), note.text if note else "", shown)

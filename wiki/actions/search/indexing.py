"""Writes what pages are found by: search entries hold public words only, revealed texts those of readers."""

import re
from collections import defaultdict
from functools import partial
from itertools import pairwise
from operator import attrgetter

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import translation

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in, without_pages
from wiki.facts.shown import shown_facts
from wiki.models import LinkKind, Page, PageLink, RevealedText, SearchEntry, Title, TitlePart
from wiki.queries.pages.documents import document_of
from wiki.queries.prepared import prepared
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import knows_page, visible_facts
from wiki.text.points import END_OF_SEASON, NEVER, SEASON, point_before
from wiki.text.progress import FULL, NOTHING, SAFE, Sight, Watched

# These facts are other names of the subject of a page.
NAMES = ("full_name", "other_names", "title")
# PostgreSQL refuses an index of more than a megabyte for one page.
_MAX_CHARACTERS = 100_000
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MAX_PARTS = 16  # of one title
_MAX_REVEALED = 60  # texts of a page
_MAX_POINTS = 40  # of a show, after which only ends of seasons count


def index_pages(pages):
    """Write the search entries and revealed texts of live pages, in as many queries for any number."""
    if not pages:
        return
    titles, had_revealed = defaultdict(list), False
    for page_id, text, shown_from, has in _titles_of(pages=[page.pk for page in pages]):
        titles[page_id] += [text] if shown_from is None else []
        had_revealed |= has
    named = {uid for page in pages for uid in uids_in(KINDS[page.kind], page.current.facts)}
    names, public, revealed = names_of(SAFE, named).by_uid, {}, []
    with translation.override(settings.LANGUAGE_CODE):  # the wiki's language, not the editor's
        for page in pages:
            document, (title, *others) = document_of(page, page.current), titles[page.pk] or [""]
            words = partial(_words, page, document, names)
            if knows_page(SAFE, page):
                other_names, text = words(SAFE.on(None))
                found_by = "\n".join([*others, *other_names])[:_MAX_CHARACTERS]
                public[page] = SearchEntry(page=page, title=title, names=found_by, text=text)
            revealed += _revealed(page, title, public.get(page), document, words)
    SearchEntry.objects.filter(page__in=set(pages) - public.keys()).delete()
    SearchEntry.objects.bulk_create(
        public.values(),
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["title", "names", "text"],
    )
    if revealed or had_revealed:
        _write_revealed(pages, revealed)


@prepared
def _titles_of(pages):
    """Return the titles of pages, until when each is hidden, and whether the page has RevealedTexts."""
    has_revealed = Exists(RevealedText.objects.filter(page=OuterRef("page")))
    titles = Title.objects.filter(page__in=pages).order_by("-is_current")
    return titles.values_list("page", "text", "shown_from", has_revealed)


def _write_revealed(pages, revealed):
    columns = [field.attname for field in RevealedText._meta.fields if not field.primary_key]
    old = RevealedText.objects.filter(page__in=pages)
    if {*old.values_list(*columns)} != {*map(attrgetter(*columns), revealed)}:
        old.delete()
        RevealedText.objects.bulk_create(revealed, batch_size=1000)


def pages_naming(page):
    """Return the other live pages whose facts name `page`, with their current revisions."""
    keys = page.titles.filter(is_current=True).values("key")
    naming = PageLink.objects.filter(kind=LinkKind.FACT, target_key__in=keys).values("page")
    return Page.objects.live().filter(pk__in=naming).exclude(pk=page.pk).select_related("current")


def _revealed(page, title, public, document, words):
    """Yield the unsaved RevealedTexts of a page, as far as they differ from its `public` SearchEntry, if any.

    After the first points of a show only ends of seasons count, which do not depend on later points.
    """
    points, spans = defaultdict(set), []
    points[""] = {page.point and point_before(page.point), None if public else NOTHING}  # premise, whole page
    for piece in document.pieces:
        points[f"{piece.show}/" if piece.show else ""].add(piece.start)
    for row in KINDS[page.kind].entries(page.current.facts):
        points[f"/{row.json['show']}" if "show" in row.json else ""].update(row.points)
    for show, found in sorted(points.items()):
        ordered = sorted(found - {None})
        ends = {min(point // SEASON * SEASON + END_OF_SEASON, NEVER) for point in ordered[_MAX_POINTS:]}
        spans += [(show, *span) for span in pairwise([*sorted({*ordered[:_MAX_POINTS], *ends}), None])]
    for show, start, until in spans[:_MAX_REVEALED]:
        key, _slash, uid = show.partition("/")
        sight = FULL if start == NEVER else Sight((Watched(0, key, uid, start),))
        _names, text = words(sight.on(None if show else 0))
        if public is None or text != public.text:
            mark = {"show": show, "shown_from": start, "shown_until": until}
            yield RevealedText(page=page, text=f"{text}\n{title}", **mark)


def _words(page, document, names, sight):
    """Return the other names of the subject of a page, and its text, as they are shown with a PageSight."""
    kind = KINDS[page.kind]
    facts = visible_facts(kind, kind.known(page.current.facts), sight, page.point)
    facts = without_pages(kind, facts, uids_in(kind, facts) - names.keys())
    shown = shown_facts(kind, facts, names, {})
    other_names = _values(shown[name] for name in NAMES if name in shown)
    shown.pop("key", None)  # it is for machines
    text = document.text_for(sight.sees) + "\n" + " · ".join(_values(shown.values()))
    return other_names, text.strip()[:_MAX_CHARACTERS]


def _values(facts):
    """Return the words of all values, without web addresses."""
    values = [shown for fact in facts for shown in fact.values]
    return [words.text for shown in values for words in shown.words.values() if words.text != words.url]


def write_title_parts(pages):
    """Write by which words the titles of live `pages` are found."""
    TitlePart.objects.filter(title__page__in=pages).delete()
    titles = Title.objects.filter(page__in=pages).select_related("page")
    TitlePart.objects.bulk_create((part for title in titles for part in _parts_of(title)), batch_size=1000)


def _parts_of(title):
    whole = TitlePart.CURRENT if title.is_current else TitlePart.OLD
    yield TitlePart(title=title, kind=title.page.kind, rank=whole, words=title.key)
    for word in list(_WORD.finditer(title.key))[1:_MAX_PARTS]:
        words = title.key[word.start() :]
        yield TitlePart(title=title, kind=title.page.kind, rank=TitlePart.WITHIN, words=words)

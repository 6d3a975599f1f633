"""Writes the search entries of pages. They hold public words only: nothing that is hidden from anybody."""

import re
from collections import defaultdict

from django.conf import settings
from django.utils import translation

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in, without_pages
from wiki.facts.shown import shown_facts
from wiki.models import LinkKind, Page, PageLink, SearchEntry, Title, TitlePart
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import knows_page, shown_titles, visible_facts
from wiki.text.progress import SAFE

# These facts are other names of the subject of a page.
NAMES = ("full_name", "other_names", "title")
# PostgreSQL refuses an index of more than a megabyte for one page.
_MAX_CHARACTERS = 100_000
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MAX_PARTS = 16  # of one title


def index_pages(pages):
    """Write the search entries of live pages with their current revisions, in a few queries for all.

    Hidden pages have none.
    """
    public, titles = [page for page in pages if knows_page(SAFE, page)], defaultdict(list)
    SearchEntry.objects.filter(page__in=set(pages) - set(public)).delete()
    found = shown_titles(SAFE, page__in=public).order_by("-is_current")
    for page_id, text in found.values_list("page", "text"):
        titles[page_id].append(text)
    SearchEntry.objects.bulk_create(
        _entries(public, titles),
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["title", "names", "text"],
    )


def index_text(page):
    """Write the text of the search entry of a page whose titles and NAMES have not changed."""
    [entry] = _entries([page], {})
    SearchEntry.objects.filter(page=page).update(text=entry.text)


def pages_naming(page):
    """Return the other live pages whose facts name `page`, with their current revisions."""
    keys = page.titles.filter(is_current=True).values("key")
    naming = PageLink.objects.filter(kind=LinkKind.FACT, target_key__in=keys).values("page")
    return Page.objects.live().filter(pk__in=naming).exclude(pk=page.pk).select_related("current")


def _entries(pages, titles):
    """Return unsaved search entries; `titles` are those of each page by its primary key."""
    kinds = {page: KINDS[page.kind] for page in pages}
    facts = {
        page: visible_facts(kind, kind.known(page.current.facts), SAFE.on(page.about_id), page.point)
        for page, kind in kinds.items()
    }
    names = names_of(SAFE, {uid for page, kind in kinds.items() for uid in uids_in(kind, facts[page])}).by_uid
    return [_entry(page, facts[page], titles.get(page.pk, [""]), names) for page in pages]


def _entry(page, facts, titles, names):
    kind = KINDS[page.kind]
    facts = without_pages(kind, facts, uids_in(kind, facts) - names.keys())
    with translation.override(settings.LANGUAGE_CODE):  # the wiki's language, not the editor's
        shown = shown_facts(kind, facts, names, {})
    title, *other_names = titles
    other_names += _words(shown[name] for name in NAMES if name in shown)
    shown.pop("key", None)  # it is for machines
    text = document_of(page, page.current).text + "\n" + " · ".join(_words(shown.values()))
    names, text = "\n".join(other_names)[:_MAX_CHARACTERS], text.strip()[:_MAX_CHARACTERS]
    return SearchEntry(page=page, title=title, names=names, text=text)


def _words(facts):
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

"""Writes what pages are found by: their public words, and nothing that anybody may not see yet."""

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in, without_pages
from wiki.facts.shown import shown_facts
from wiki.models import Page, PageLink, SearchEntry
from wiki.models.pages import LinkKind
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import public_facts, public_titles, public_words

# These facts say what the subject of a page is called.
_NAMES = ("full_name", "other_names", "title")
# PostgreSQL refuses an index of more than a megabyte for one page.
_MOST_CHARACTERS = 100_000


def index_page(page, facts, document):
    """Write what `page` is found by: its titles, and the words of facts and document that all may read."""
    kind = KINDS[page.kind]
    public = public_facts(kind, kind.known(facts))
    named = uids_in(kind, public)
    names = names_of(named).by_uid
    shown = shown_facts(kind, without_pages(kind, public, named - names.keys()), names, {})
    titles = public_titles(page=page).order_by("-is_current").values_list("text", flat=True)
    title, *names = titles or [""]
    names += _words(shown[name] for name in _NAMES if name in shown)
    shown.pop("key", None)  # it is for machines
    text = public_words(document) + "\n" + " · ".join(_words(shown.values()))
    words = {
        "title": title,
        "names": "\n".join(names)[:_MOST_CHARACTERS],
        "text": text.strip()[:_MOST_CHARACTERS],
    }
    entry = [SearchEntry(page=page, **words)]
    SearchEntry.objects.bulk_create(entry, update_conflicts=True, unique_fields=["page"], update_fields=words)


def index_what_names(page):
    """Let the pages whose facts name `page` be found by what it is called now; a deleted page is not."""
    called = page.titles.filter(is_current=True).values("key")
    naming = PageLink.objects.filter(kind=LinkKind.FACT, target_key__in=called).values("page")
    for one in Page.objects.live().filter(pk__in=naming).exclude(pk=page.pk).select_related("current"):
        index_page(one, one.current.facts, document_of(one.current))


def _words(facts):
    """Return the words of all values, less addresses outside."""
    values = [shown for fact in facts for shown in fact.values]
    return [words.text for shown in values for words in shown.words.values() if words.text != words.url]

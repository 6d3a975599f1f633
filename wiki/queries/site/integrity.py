"""Whether the wiki can answer, and whether its history, titles and derived rows are consistent."""

from collections import Counter, defaultdict

from django.db.models import F

from wiki.facts.kinds import KINDS
from wiki.facts.references import look_up, uids_in
from wiki.facts.state import citations_of, rows_of, typed_page
from wiki.models import Citation, Page, PageLink, Revision
from wiki.queries.pages.documents import document_of, marks_of
from wiki.queries.titles.lookup import key_or_none
from wiki.queries.titles.page_links import links_of
from wiki.queries.visibility import knows_page
from wiki.text.digests import sha256_of, size_of
from wiki.text.progress import SAFE

_CHUNK = 100  # pages, which are in memory at once with their current revisions
_TYPED = [kind.model for kind in KINDS.values() if kind.model]
_ROWS = dict.fromkeys(rows.model for kind in KINDS.values() for rows in kind.rows)
_DERIVED = [*_TYPED, *_ROWS, Citation, PageLink]
_NO_REMEDY = "No command mends this: restore a backup."
_RENAME = "Give the page a title again."
_REBUILD = "Run rebuild."


def database_answers():
    """Run the cheapest query; raises django.db.Error when the database can't."""
    return Page.objects.exists()


def check_pages():
    """Check all pages, some at a time: yield (how many these are, [(title, what is wrong and what to do)]).

    Each time takes the same number of queries. Pages with a fault are looked at twice, for somebody may
    have saved one between two of the queries.
    """
    last = 0
    while pages := list(_whole_pages().filter(pk__gt=last)[:_CHUNK]):
        last = pages[-1].pk
        suspects = {page.pk for page, _words in _faults_of(pages)}
        again = list(_whole_pages().filter(pk__in=suspects))
        yield len(pages), [(str(page), words) for page, words in _faults_of(again)]


def _whole_pages():
    return Page.objects.select_related("current", "search_entry").prefetch_related("titles").order_by("pk")


def _faults_of(pages):
    """Yield (page, words) for each fault of these pages."""
    yield from _history_faults(pages)
    yield from _title_faults(pages)
    yield from _derived_faults([page for page in pages if page.current and page.current.page_id == page.pk])


def _history_faults(pages):
    by_key = {page.pk: page for page in pages}
    newest = {}
    history = Revision.objects.filter(page__in=pages).order_by("page", "number")
    for revision in history.iterator(chunk_size=_CHUNK):
        for words in _revision_faults(revision, newest.get(revision.page_id)):
            yield by_key[revision.page_id], f"revision {revision.number} {words}. {_NO_REMEDY}"
        newest[revision.page_id] = revision
    for page in pages:
        if page.current is None or page.current != newest.get(page.pk):
            yield page, f"its current revision is not its newest one. {_NO_REMEDY}"


def _revision_faults(revision, before):
    """Say what is wrong with a revision that comes after `before`."""
    if revision.number != (before.number + 1 if before else 1):
        yield f"comes after {before.number if before else 'none'}"
    if revision.parent_id != (before.pk if before else None):
        yield "does not have the one before as its parent"
    if revision.is_emptied:
        if revision.body or revision.facts or revision.summary or revision.size:
            yield "was removed for good, and still says something"
        return
    if revision.size != size_of(revision.body, revision.facts):
        yield "has another size than it says"
    if revision.sha256 != sha256_of(revision.body, revision.facts):
        yield "does not say what its SHA-256 was made from"


def _title_faults(pages):
    for page in pages:
        titles = page.titles.all()
        current = sum(title.is_current for title in titles)
        if current != 1:
            yield page, f"it has {current} current titles. {_RENAME}"
        for title in titles:
            if title.key != key_or_none(title.text):
                yield page, f"the title “{title.text}” is kept under the key “{title.key}”. {_RENAME}"


def _derived_faults(pages):
    """Compare what is kept with what actions would make now of the same current revisions.

    A deleted page has its plain columns and nothing else; those of an emptied one are made of nothing.
    """
    named = {page: uids_in(KINDS[page.kind], page.current.facts) for page in pages}
    known = look_up({page.uid for page in pages}.union(*named.values()))
    whole = [page for page in pages if named[page] <= known.keys()]
    made, kept = _counted(_made(whole, known)), _counted(_kept(whole))
    for page in pages:
        is_found = not page.deleted_at and knows_page(SAFE, page)
        if is_found != hasattr(page, "search_entry"):
            words = (
                "search does not know it" if is_found else "search knows it though it is deleted or hidden"
            )
            yield page, f"{words}. {_REBUILD}"
        if page not in whole:
            yield page, f"its facts name pages that are not there. {_NO_REMEDY}"
        for model in _DERIVED:
            if page.current.is_emptied and model in _TYPED:
                continue
            expected, present = made[page, model], kept[page, model]
            if expected != present:
                missing, surplus = (expected - present).total(), (present - expected).total()
                label = model._meta.verbose_name_plural
                yield page, f"{label}: {missing} missing, {surplus} too many. {_REBUILD}"


def _counted(rows):
    """Count rows, less their primary keys, by page and model; `rows` are pairs of a page and a row."""
    counts = defaultdict(Counter)
    for page, row in rows:
        fields = row._meta.concrete_fields
        values = tuple(getattr(row, field.attname) for field in fields if not field.primary_key)
        counts[page, type(row)][values] += 1
    return counts


def _made(pages, known):
    """Yield the rows that actions would make."""
    for page in pages:
        kind, facts = KINDS[page.kind], page.current.facts
        if kind.model:
            yield page, typed_page(kind, page, facts, known)
        if page.deleted_at:
            continue
        for rows in kind.rows:
            owner = page if rows.owner == "page" else kind.model(pk=known[page.uid].key_in(kind.model))
            yield from ((page, row) for row in rows_of(rows, owner, facts.get(rows.name, []), known))
        yield from ((page, citation) for citation in citations_of(kind, page, facts, known))
    live = [(page, page.current) for page in pages if not page.deleted_at]
    written = [(page, document_of(page, new), marks_of(page, new)) for page, new in live]
    yield from ((link.page, link) for link in links_of(written))


def _kept(pages):
    """Yield the rows that there are."""
    by_key = {page.pk: page for page in pages}
    for model in _DERIVED:
        path = getattr(model, "owner_path", "page")
        rows = model.objects.filter(**{f"{path}__in": pages}).annotate(owner_key=F(path))
        yield from ((by_key[row.owner_key], row) for row in rows)

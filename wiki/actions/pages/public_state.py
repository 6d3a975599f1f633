"""Writes the public state of a page from its current revision: typed rows, citations, links."""

from django.db.models import Q

from wiki.actions.search.indexing import index_page
from wiki.facts.kinds import KINDS
from wiki.facts.references import look_up, uids_in
from wiki.facts.state import citations_of, rows_of, typed_page
from wiki.models import (
    Citation,
    Episode,
    Page,
    PageLink,
    Relationship,
    SearchEntry,
    Season,
    Show,
    Source,
    Title,
)
from wiki.models.pages import LinkKind, PageKind
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.page_links import links_of

# Only from pages of these kinds do pages derive something that they do not name in their own facts.
_SURROUNDED = {PageKind.SHOW, PageKind.SEASON, PageKind.CHARACTER}


def rebuild_pages(pages):
    """Make the typed rows, citations and links of `pages` again from their current revisions.

    `pages` is a queryset. Returns how many were made; deleted ones keep their plain columns alone, for facts
    of other pages may name them, and those of emptied ones stay as they are. Call it inside a transaction.
    """
    order = {name: place for place, name in enumerate(KINDS)}
    clear_pages(pages.exclude(deleted_at=None))
    whole = pages.exclude(current=None).exclude(current__sha256="").select_related("current")
    ready = sorted(whole, key=lambda page: order[page.kind])
    known = look_up_all()
    for page in ready:
        write_typed(page, page.current.facts, known)
        known.update(look_up([page.uid]))
    for page in [page for page in ready if not page.deleted_at]:
        write_rows(page, page.current.facts, known)
        write_links(page, page.current.facts, document_of(page.current))
        index_page(page, page.current.facts, document_of(page.current))
    # Also a page that was not made again may link to one that is new.
    Page.objects.all().touch()
    return len(ready)


def clear_pages(pages):
    """Take away the rows, citations, links and entries in the search of `pages`, a queryset."""
    for model in {rows.model for kind in KINDS.values() for rows in kind.rows} | {
        Citation,
        PageLink,
        SearchEntry,
    }:
        path = getattr(model, "owner_path", "page")
        model.objects.filter(**{f"{path}__in": pages}).delete()


def empty_typed(page):
    """Blank the plain columns of `page`, but for those without which facts of other pages have no sense."""
    model = KINDS[page.kind].model
    if model is None:
        return
    fields = [field for field in model._meta.concrete_fields if field.blank and not field.primary_key]
    if fields:
        model.objects.filter(page=page).update(**{field.attname: field.get_default() for field in fields})


def look_up_all():
    """Return what is known of every page."""
    return look_up(Page.objects.values_list("uid", flat=True))


def write_typed(page, facts, known):
    """Save the row of plain columns; a row that exists keeps its primary key."""
    instance = typed_page(KINDS[page.kind], page, facts, known)
    if instance is not None:
        instance.save()


def write_rows(page, facts, known, before=None):
    """Save the rows of facts that repeat, and all citations. A row id keeps its primary key.

    `before` are the facts whose rows are there, if that is known: what has none, then or now, is let be.
    """
    kind = KINDS[page.kind]
    for rows in kind.rows:
        if before is not None and not (before.get(rows.name) or facts.get(rows.name)):
            continue
        owner = page if rows.owner == "page" else kind.model.objects.get(page=page)
        made = rows_of(rows, owner, facts.get(rows.name, []), known)
        owned = rows.model.objects.filter(**{rows.owner: owner})
        owned.exclude(row__in=[row.row for row in made]).delete()
        fixed = {"id", rows.owner, "row"}
        changing = [field.name for field in rows.model._meta.fields if field.name not in fixed]
        rows.model.objects.bulk_create(
            made, update_conflicts=True, unique_fields=[rows.owner, "row"], update_fields=changing
        )
    Citation.objects.filter(page=page).delete()
    Citation.objects.bulk_create(citations_of(kind, page, facts, known))


def write_links(page, facts, document):
    """Save what the page points at: in its words, in its facts, and outside."""
    PageLink.objects.filter(page=page).delete()
    PageLink.objects.bulk_create(links_of([(page, facts, document)]))


def relink_marked():
    """Write the links of all pages with marks again: marks name shows by key, and one has another key now."""
    marked = PageLink.objects.filter(shown_from__isnull=False).values("page")
    for page in Page.objects.live().filter(pk__in=marked).select_related("current"):
        write_links(page, page.current.facts, document_of(page.current))


def lock_around(page, before, content, *, new_title_key=None):
    """Lock all pages that will look different once `page`, with the facts `before`, says `content`.

    They are `page`, what derives from its facts and words, and what names its new title or its key. All are
    locked at once and in one order, so that two who save pages that name each other never wait for one
    another. Returns their primary keys. Call it first thing inside a transaction.
    """
    naming = Q(kind=LinkKind.CITE, target_key__in=_keys_in(before) ^ _keys_in(content.facts))
    if new_title_key:
        naming |= Q(target_key=new_title_key)
    around = Q(pk__in=PageLink.objects.filter(naming).values("page")) | _listing(page, content.document)
    uids = {page.uid}
    if before != content.facts:
        uids |= uids_in(content.kind, before) | uids_in(content.kind, content.facts)
    if len(uids) > 1 or page.kind in _SURROUNDED:
        around |= _surrounding(uids)
    return _lock(Q(uid__in=uids) | around)


def lock_whole(page, facts, document):
    """Lock `page` and all pages that will look different once it is gone, or back with facts and document.

    Returns their primary keys. Call it first thing inside a transaction.
    """
    uids = {page.uid} | uids_in(KINDS[page.kind], facts)
    cites = PageLink.objects.filter(kind=LinkKind.CITE, target_key__in=_keys_in(facts))
    listed = {link.key for link in document.categories}, {one.source for one in document.citations}
    around = Q(uid__in=uids) | Q(pk__in=cites.values("page")) | _surrounding(uids) | _with_lists(*listed)
    return _lock(around | _naming(page, set(page.titles.values_list("key", flat=True))))


def lock_named(page, keys):
    """Lock `page` and all pages that will look different once the titles with these keys change.

    They are those that link to such a title, and those that derive something from a page whose facts do.
    Returns their primary keys. Call it first thing inside a transaction.
    """
    return _lock(_naming(page, keys))


def _naming(page, keys):
    naming = PageLink.objects.filter(target_key__in=keys).values("page")
    named = PageLink.objects.filter(page__in=naming, kind=LinkKind.FACT).values("target_key")
    deriving = Q(pk__in=Title.objects.filter(key__in=named).values("page")) | _surrounding({page.uid})
    return Q(pk=page.pk) | Q(pk__in=naming) | deriving


def _lock(pages):
    found = Page.objects.filter(pages).select_for_update(no_key=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def _surrounding(uids):
    """Match the pages that derive something from pages with these uids (wiki.queries.pages.surroundings)."""
    return (
        Q(pk__in=Episode.objects.filter(season__page__uid__in=uids).values("page"))
        | Q(pk__in=Season.objects.filter(show__page__uid__in=uids).values("page"))
        | Q(pk__in=Show.objects.filter(seasons__page__uid__in=uids).values("page"))
        | Q(pk__in=Relationship.objects.filter(other__page__uid__in=uids).values("character__page"))
        | Q(pk__in=Relationship.objects.filter(character__page__uid__in=uids).values("other__page"))
    )


def _listing(page, document):
    """Match the categories and sources that begin or cease to list `page`."""
    listing = (LinkKind.CATEGORY, LinkKind.CITE)
    old = PageLink.objects.filter(page=page.pk, kind__in=listing).values_list("kind", "target_key")
    now = {(LinkKind.CATEGORY, link.key) for link in document.categories}
    now |= {(LinkKind.CITE, citation.source) for citation in document.citations}
    changed = set(old) ^ now
    return _with_lists(*({key for one, key in changed if one == kind} for kind in listing))


def _with_lists(categories, cited):
    return Q(pk__in=Title.objects.filter(key__in=categories).values("page")) | Q(
        pk__in=Source.objects.filter(key__in=cited).values("page")
    )


def _keys_in(facts):
    return {facts["key"]["value"]} if "key" in facts else set()

"""Writes what is derived from the current revision of a page: typed rows, citations, links, search entry.

And how far each edit goes (wiki.queries.pages.reach), which depends on the show and the point of its page.
"""

from django.db.models import F, OuterRef, Subquery

from wiki.actions.acts import act, shows_change
from wiki.actions.history.revisions import mark
from wiki.actions.locking import lock_pages, lock_wiki
from wiki.actions.pages.shows import PLACES, pages_placed_by, write_places, write_reveals
from wiki.actions.search.indexing import index_pages, pages_naming, write_title_parts
from wiki.facts.kind import REVEAL
from wiki.facts.kinds import KINDS
from wiki.facts.references import look_up, marked_uids, uids_in
from wiki.facts.state import citations_of, rows_of, typed_page
from wiki.models import Citation, Page, PageKind, PageLink, RevealedText, RevisionMark, SearchEntry, TitlePart
from wiki.queries.pages.documents import document_of, marks_of
from wiki.queries.pages.reach import reach_of
from wiki.queries.titles.page_links import links_of

ABOUT_SHOWS = {PageKind.SHOW, PageKind.SEASON, PageKind.EPISODE}


def write_public_state(page, before=None, *, known=None, typed=None):
    """Bring everything derived from the current revision of `page` up to date; only differences are written.

    `before` is the revision that it is derived from now, None for nothing. `known` and `typed` are those of
    the Content, if there is one.
    """
    facts, old_facts = page.current.facts, before.facts if before else {}
    if page.kind in ABOUT_SHOWS and facts != old_facts:
        shows_change()
    if before is None or facts != old_facts:
        _write_facts(page, old_facts, known, typed)
    is_hidden_or_shown = old_facts.get(REVEAL) != facts.get(REVEAL)
    if before is None or is_hidden_or_shown:
        write_reveals([page])
    if before is None or _differ(PLACES, old_facts, facts):
        _place(page, is_new=before is None)
    if before is None or _points_at(page, before) != _points_at(page, page.current):
        write_links([page])
    if before is None:
        write_title_parts([page])
    index_pages([page, *(pages_naming(page) if before and is_hidden_or_shown else ())])


def clear_public_state(pages, kinds):
    """Delete rows, citations, links and search entries of `pages` of these `kinds`; plain columns stay."""
    if any(kind.name in ABOUT_SHOWS for kind in kinds):
        shows_change()
    models = {rows.model for kind in kinds for rows in kind.rows}
    for model in models | {Citation, PageLink, RevealedText, SearchEntry, TitlePart}:
        path = getattr(model, "owner_path", "page")
        model.objects.filter(**{f"{path}__in": pages}).delete()


@act()
def rebuild_pages(pages):
    """Derive the public state of `pages`, a queryset, from their current revisions; return their number.

    Deleted pages keep only their plain columns, because facts of other pages may name them. Pages whose
    current revision is purged are skipped. Every page of the wiki is touched, because any may show them.
    """
    lock_wiki()
    clear_public_state(pages.exclude(deleted_at=None), KINDS.values())
    unpurged = pages.exclude(current=None).exclude(current__sha256="").select_related("current")
    ready = sorted(unpurged, key=lambda page: list(KINDS).index(page.kind))
    known = look_up(Page.objects.values_list("uid", flat=True))
    typed = {}
    for page in ready:
        typed[page] = typed_page(KINDS[page.kind], page, page.current.facts, known)
        if typed[page] is not None:
            typed[page].save()
        known.update(look_up([page.uid]))
    live = [page for page in ready if not page.deleted_at]
    for page in live:
        _write_rows(page, typed[page], page.current.facts, known)
    write_reveals(ready)
    write_places(Page.objects.all())
    _read_places(live)
    write_links(live)
    index_pages(live)
    write_title_parts(live)
    Page.objects.all().touch()
    return len(ready)


def write_reach(page, before, revision):
    """Write how far an edit goes. `before` is the revision that it changed, None for a creation."""
    show, point = reach_of(page, before, revision)
    if point:
        mark([revision], reach=point, reach_show_id=show)


def write_reaches(pages):
    """Write how far all edits of `pages` go, page by page: this compiles all of their texts."""
    for page in pages:
        with act():
            lock_pages(Page.objects.filter(pk=page.pk))
            page.refresh_from_db(fields=["about", "point"])
            marks = RevisionMark.objects.filter(revision__page=page, revision__old_title="")
            marks.filter(revision__new_title="").update(reach=None, reach_show=None)
            before = None
            for revision in page.revisions.order_by("number").iterator(chunk_size=100):
                write_reach(page, None if "again" in revision.tags else before, revision)
                before = revision


def _read_places(pages):
    """Set on `pages` what write_places has written: what is hidden below a lead depends on it."""
    written = Page.objects.in_bulk([page.pk for page in pages])
    for page in pages:
        page.about_id, page.point = written[page.pk].about_id, written[page.pk].point


def write_links(pages):
    """Write the PageLinks of `pages`: from their texts and facts, to other sites, and of their marks."""
    PageLink.objects.filter(page__in=pages).delete()
    current = [(page, page.current) for page in pages]
    links = links_of([(page, document_of(page, new), marks_of(page, new)) for page, new in current])
    PageLink.objects.bulk_create(links, batch_size=1000)


def empty_typed(page):
    """Blank the plain columns of `page`, except those that facts of other pages need."""
    model = KINDS[page.kind].model
    fields = model._meta.concrete_fields if model else []
    blank = {field.attname: field.get_default() for field in fields if field.blank and not field.primary_key}
    if blank:
        model.objects.filter(page=page).update(**blank)


def _place(page, is_new):
    """Write to which show and point a page belongs. With a season, its episodes change theirs."""
    placed = pages_placed_by(page)
    write_places(placed)
    page.refresh_from_db(fields=["about", "point"])
    if is_new:
        return
    # Edits of what comes later now go there, at least. To find out how far, all texts would be compiled.
    earlier = RevisionMark.objects.filter(revision__page__in=placed, reach__lt=F("revision__page__point"))
    points = Page.objects.filter(revisions=OuterRef("revision")).values("point")
    earlier.filter(reach_show=None).update(reach=Subquery(points))
    if page.kind == PageKind.SEASON:
        episodes = pages_placed_by(page).live().exclude(pk=page.pk).select_related("current")
        write_links(episodes)
        index_pages(episodes)


def _write_facts(page, before, known, typed):
    kind, facts = KINDS[page.kind], page.current.facts
    uids = uids_in(kind, facts)
    known = known or look_up({*uids, page.uid})
    typed = typed or typed_page(kind, page, facts, known)
    # Without `before`, the row may have any values.
    if typed is not None and (not before or _differ(kind.columns, before, facts)):
        typed.page = page  # which may have been unsaved when the row was made
        typed.save()
    # A page may name itself; a new page can be looked up only now.
    known |= look_up(uids & {page.uid})
    _write_rows(page, typed, facts, known, before)
    if kind.name == "show" and before.get("key") != facts.get("key"):
        # Marks name a show by its key: those with the old key no longer belong to it.
        PageLink.objects.filter(show=typed).exclude(show_key__in=["", typed.key, page.uid]).update(show=None)
        PageLink.objects.filter(show_key=typed.key).update(show=typed)


def _write_rows(page, typed, facts, known, before=None):
    """Write the facts that repeat, and all citations. A row keeps its primary key by its id.

    `before` are the facts of the rows as they are now, None if not known.
    """
    kind = KINDS[page.kind]
    for rows in kind.rows:
        listed = facts.get(rows.name, [])
        if before is not None and before.get(rows.name, []) == listed:
            continue
        owner = page if rows.owner == "page" else typed
        made = rows_of(rows, owner, listed, known)
        owned, kept = rows.model.objects.filter(**{rows.owner: owner}), {row.row for row in made}
        if before is None:
            owned.exclude(row__in=kept).delete()
        elif removed := {row["id"] for row in before.get(rows.name, [])} - kept:
            owned.filter(row__in=removed).delete()
        names = {field.name for field in rows.model._meta.fields} - {"id", rows.owner, "row"}
        rows.model.objects.bulk_create(
            made, update_conflicts=True, unique_fields=[rows.owner, "row"], update_fields=names
        )
    if before is None or _cited(kind, before) != _cited(kind, facts):
        Citation.objects.filter(page=page).delete()
        Citation.objects.bulk_create(citations_of(kind, page, facts, known))


def _differ(names, before, after):
    return any(before.get(name) != after.get(name) for name in names)


def _cited(kind, facts):
    """Return the sources of each entry of facts."""
    return [(entry.place, entry.sources) for entry in kind.entries(facts) if entry.sources]


def _points_at(page, revision):
    """Return everything in a revision of `page` that links_of reads."""
    kind, document, facts = KINDS[page.kind], document_of(page, revision), revision.facts
    in_text = document.links, document.categories, document.citations, document.external_links
    return in_text, marked_uids(kind, facts), marks_of(page, revision)

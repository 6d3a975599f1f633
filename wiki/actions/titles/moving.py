"""The titles of a page: the current one, and others that redirect to it. Each change is a revision."""

from django.db.models import Q
from django.utils.translation import gettext as _

from wiki.actions.acts import act
from wiki.actions.history.revisions import append_revision, mark
from wiki.actions.locking import lock_names, lock_pages
from wiki.actions.search.indexing import index_pages, pages_naming, write_title_parts
from wiki.models import LinkKind, Page, PageLink, Title
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.pages.dependents import NOTHING, dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.availability import refuse_deleted, refuse_taken, refuse_wrong_kind
from wiki.queries.titles.lookup import PageTitles, titles_of
from wiki.text.titles import title_key


def move_page(page, *, by, title, keep_old=True, reason=""):
    """Rename `page`, and return the revision that records it.

    The old title redirects to the page if `keep_old`, otherwise it becomes free. The new title may be one
    that redirects to the page. Raises BadTitle, TitleTaken, InputRefused or Refused.
    """
    return _change(page, by, reason, PageTitles.moved_to, title, keep_old)


def add_title(page, *, by, title, until=None, reason=""):
    """Add a title that redirects to `page`, and return the revision that records it; see move_page.

    Readers may know it from the point `until` of the show of the page on, or always.
    """
    return _change(page, by, reason, PageTitles.with_redirect, title, until)


def remove_title(page, *, by, title, reason=""):
    """Remove a title that redirects to `page`, and return the revision that records it; see move_page."""
    return _change(page, by, reason, PageTitles.without_redirect, title)


@act()
def _change(page, by, reason, change, *values):
    refuse(EditRights(by, page).why_not_move)
    lock_names()
    refuse_deleted(Page.objects.get(pk=page.pk))
    return retitle([(page, change, *values)], by=by, reason=reason)


@act()
def retitle(changes, *, by, reason=""):
    """Change titles of pages, and return the revision that records the last change.

    Each of `changes` is a page, the method of PageTitles that returns its new titles, and the values for it,
    in the order in which they are made. Deleted pages are changed too. Raises as move_page.
    """
    lock_names()
    before = {page.pk: titles_of(page) for page, *_change in changes}
    titles, steps = dict(before), []
    for page, change, *values in changes:
        old = titles[page.pk]
        titles[page.pk] = change(old, *values)
        steps.append((page.pk, old, titles[page.pk]))
    revision, around = None, _lock(before, titles)
    # Somebody may have saved a page while this waited for the locks.
    pages = Page.objects.select_related("current").in_bulk(before)
    for pk, old, new in steps:
        revision = _take_step(pages[pk], old, new, by, reason)
    live = [page for page in pages.values() if not page.deleted_at]
    write_title_parts(live)
    renamed = [page for page in live if before[page.pk].text != titles[page.pk].text]
    index_pages(set(live).union(*map(pages_naming, renamed)))
    Page.objects.filter(pk__in=around.keys() - before.keys()).touch()
    return revision


def _lock(before, after):
    """Lock all pages that show titles that differ in two {primary key: PageTitles}; return the locks."""
    shown = Page.objects.none()
    for page in Page.objects.select_related("current").filter(pk__in=before):
        faces = NOTHING, NOTHING
        if not page.deleted_at:
            facts, document = page.current.facts, document_of(page, page.current)
            faces = (face_of(facts, document, titles[page.pk]) for titles in (before, after))
        shown |= dependents(page, *faces)
    return lock_pages(shown)


def _take_step(page, old, new, by, reason):
    """Write new PageTitles of a page, and append the revision that records it."""
    old_title, new_title = old.text, new.text
    if old_title == new_title:
        old_title, new_title = old.first_not_in(new), new.first_not_in(old)
    if new_title:
        key = title_key(new_title)
        refuse(EditRights(by, key=key).why_not_take_title)
        refuse_wrong_kind(key, page.kind)
        if key not in old.texts:
            refuse_taken(key)
    write_titles(page, old, new)
    if old.current != new.current:
        links = PageLink.objects.filter(kind=LinkKind.FACT, target_key=old.current)
        links.update(target_key=new.current, target_title=new.text)
    if old_title and new_title:
        tag, summary = "moved", _("Moved from “%(old)s” to “%(new)s”")
    elif new_title:
        tag, summary = "title-added", _("Added the title “%(new)s”")
    else:
        tag, summary = "title-removed", _("Removed the title “%(old)s”")
    summary = ": ".join(filter(None, (summary % {"old": old_title, "new": new_title}, reason.strip())))
    columns = {"summary": summary, "old_title": old_title, "new_title": new_title}
    revision = append_revision(page, page.current, page.current, author=by, tags=[tag], **columns)
    changed = old.texts.keys() ^ new.texts.keys()
    if points := [point for key, point in (old.hidden | new.hidden).items() if key in changed]:
        # Earlier edits may name the title, which was public then.
        naming = page.revisions.filter(Q(old_title=new_title) | Q(new_title=new_title)) if new_title else ()
        mark({revision, *naming}, reach=max(points))
    return revision


def write_titles(page, old, new):
    """Change the titles of `page` from the PageTitles `old` to `new`, or raise IntegrityError."""
    page.titles.filter(key__in=old.texts.keys() - new.texts.keys()).delete()
    if new.current != old.current:
        page.titles.filter(key=old.current).update(is_current=False)
    for key, text in new.texts.items():
        columns = {"text": text, "is_current": key == new.current}
        if key not in old.texts:
            Title.objects.create(page=page, key=key, shown_from=new.hidden.get(key), **columns)
        elif columns != {"text": old.texts[key], "is_current": key == old.current}:
            page.titles.filter(key=key).update(**columns, shown_from=None)

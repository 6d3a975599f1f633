"""The titles of a page: the current one, and others that redirect to it. Each change is a revision."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wiki.actions.history.revisions import append_revision
from wiki.actions.journal import record
from wiki.actions.locking import lock_names, lock_pages
from wiki.actions.search.indexing import index_pages, pages_naming, write_title_parts
from wiki.models import JournalAction, LinkKind, Page, PageLink, Title
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.pages.dependents import dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.availability import refuse_deleted, refuse_taken, refuse_wrong_kind
from wiki.queries.titles.lookup import PageTitles, titles_of
from wiki.refusals import InputRefused
from wiki.text.titles import MAX_TITLE_BYTES, clean_title, title_key

_MOVED = gettext_noop("Moved from “%(old)s” to “%(new)s”")


def move_page(page, *, by, title, keep_old=True, reason="", vacated=None):
    """Rename `page`, and return the revision that records it.

    The old title redirects to the page if `keep_old`, otherwise it becomes free. The new title may be one
    that redirects to the page, or that of `vacated`, a deleted page, which is renamed. Raises BadTitle,
    TitleTaken, InputRefused or Refused.
    """
    text, key = clean_title(title), title_key(title)
    refuse(EditRights(by, key=key).why_not_take_title)

    def moved(titles):
        if titles.text == text:
            raise InputRefused(_("The page has this title already."))
        return titles.moved_to(text, keep_old=keep_old)

    return _retitle(page, by, key, moved, _(_MOVED), "moved", reason, vacated)


def add_title(page, *, by, title, reason=""):
    """Add a title that redirects to `page`, and return the revision that records it; see move_page."""
    text, key = clean_title(title), title_key(title)
    refuse(EditRights(by, key=key).why_not_take_title)

    def added(titles):
        if key in titles.texts:
            raise InputRefused(_("This title leads to the page already."))
        return PageTitles(titles.texts | {key: text}, titles.current)

    return _retitle(page, by, key, added, _("Added the title “%(new)s”"), "title-added", reason)


def remove_title(page, *, by, title, reason=""):
    """Remove a title that redirects to `page`, and return the revision that records it; see move_page."""
    key = title_key(title)

    def removed(titles):
        if key not in titles.texts or key == titles.current:
            raise InputRefused(_("This title does not redirect to the page, so there is nothing to remove."))
        return titles.without(key)

    return _retitle(page, by, key, removed, _("Removed the title “%(old)s”"), "title-removed", reason)


def write_titles(page, old, new):
    """Change the titles of `page` from the PageTitles `old` to `new`, or raise IntegrityError."""
    page.titles.filter(key__in=old.texts.keys() - new.texts.keys()).delete()
    if new.current != old.current:
        page.titles.filter(key=old.current).update(is_current=False)
    for key, text in new.texts.items():
        columns = {"text": text, "is_current": key == new.current}
        if key not in old.texts:
            Title.objects.create(page=page, key=key, **columns)
        elif columns != {"text": old.texts[key], "is_current": key == old.current}:
            page.titles.filter(key=key).update(**columns)


def _retitle(page, by, key, change, summary, tag, reason, vacated=None):
    """Change the PageTitles of `page` with the function `change`; return the revision that records it."""
    refuse(EditRights(by, page).why_not_move)
    refuse_wrong_kind(key, page.kind)
    try:
        with transaction.atomic():
            lock_names()
            old = titles_of(page)
            new = change(old)
            if key not in old.texts and not vacated:
                refuse_taken(key)
            page, around = _lock(page, old, new, vacated)
            if vacated:
                _vacate(vacated, by, reason)
            write_titles(page, old, new)
            write_title_parts([page])
            revision = _append(page, by, old, new, summary, tag, reason)
            index_pages([page, *pages_naming(page)] if new.text != old.text else [page])
            Page.objects.filter(pk__in=around.keys() - {page.pk}).touch()
            return revision
    except IntegrityError:
        refuse_taken(key)
        raise


def _lock(page, old, new, vacated):
    """Lock `vacated` and all pages that show titles of `page`; return the page, read again, and the locks."""
    page = Page.objects.select_related("current").get(pk=page.pk)
    document = document_of(page.current)
    before, after = (face_of(page.current.facts, document, titles) for titles in (old, new))
    pages = dependents(page, before, after)
    around = lock_pages(pages | Page.objects.filter(pk=vacated.pk) if vacated else pages)
    # Somebody may have saved or deleted the page while this waited for the locks.
    page = Page.objects.select_related("current").get(pk=page.pk)
    refuse_deleted(page)
    return page, around


def _append(page, by, old, new, summary, tag, reason):
    """Append a revision that records a change of titles; text and facts stay the same."""
    old_title, new_title = old.text, new.text
    if old_title == new_title:
        old_title, new_title = old.first_not_in(new), new.first_not_in(old)
    if old.current != new.current:
        links = PageLink.objects.filter(kind=LinkKind.FACT, target_key=old.current)
        links.update(target_key=new.current, target_title=new.text)
    summary %= {"old": old_title, "new": new_title}
    if reason.strip():
        summary += f": {reason.strip()}"
    columns = {"summary": summary, "old_title": old_title, "new_title": new_title}
    return append_revision(page, page.current, page.current, author=by, tags=[tag], **columns)


def _vacate(page, by, reason):
    """Append the uid of a deleted page to its title, so that the title is free again."""
    page = Page.objects.select_related("current").get(pk=page.pk)
    old = titles_of(page)
    suffix = f" ({page.uid})"
    room = MAX_TITLE_BYTES - len(suffix.encode())
    new = old.moved_to(old.text.encode()[:room].decode(errors="ignore").rstrip() + suffix, keep_old=False)
    record(JournalAction.VACATE, by=by, page=page, reason=reason, new_title=new.text)
    write_titles(page, old, new)
    _append(page, by, old, new, _(_MOVED), "moved", reason)

"""What a page is called: its title, and other titles that redirect to it. Each change is a revision."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wiki.actions.history.revisions import append_revision
from wiki.actions.journal import record
from wiki.actions.locking import lock_names, lock_pages, touch_around
from wiki.actions.search.indexing import index_pages, pages_naming
from wiki.actions.titles.writing import write_titles
from wiki.models import Page, PageLink
from wiki.models.moderation import JournalAction
from wiki.models.pages import LinkKind
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.pages.dependents import dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.availability import refuse_deleted, refuse_taken, refuse_wrong_kind
from wiki.queries.titles.lookup import PageTitles, titles_of
from wiki.refusals import InputRefused
from wiki.text.titles import MAX_TITLE_BYTES, clean_title, title_key

_MOVED = gettext_noop("Moved from “%(old)s” to “%(new)s”")


def move_page(page, *, by, title, keep_old=True, reason="", vacated=None):
    """Give `page` another title, and return the revision that says so.

    With `keep_old` the old title redirects to the page, else no page has it any more. A title that redirects
    to the page already may become its own. `vacated` is a deleted page that gives up its title for this
    one. Raises NotAllowed, BadTitle, TitleTaken, InputRefused or Refused; then nothing is written.
    """
    text, key = clean_title(title), title_key(title)
    refuse(EditRights(by, key=key).why_not_take_title)

    def moved(titles):
        if titles.text == text:
            raise InputRefused(_("The page has this title already."))
        return titles.moved_to(text, keep_old=keep_old)

    return _retitle(page, by, key, moved, _(_MOVED), "moved", reason, vacated)


def add_title(page, *, by, title, reason=""):
    """Let another title redirect to `page`, and return the revision that says so.

    Raises as move_page does.
    """
    text, key = clean_title(title), title_key(title)
    refuse(EditRights(by, key=key).why_not_take_title)

    def added(titles):
        if key in titles.texts:
            raise InputRefused(_("This title leads to the page already."))
        return PageTitles(titles.texts | {key: text}, titles.current)

    return _retitle(page, by, key, added, _("Added the title “%(new)s”"), "title-added", reason)


def remove_title(page, *, by, title, reason=""):
    """Stop a title from redirecting to `page`, and return the revision that says so.

    The current title stays. Raises as move_page does.
    """
    key = title_key(title)

    def removed(titles):
        if key not in titles.texts or key == titles.current:
            raise InputRefused(_("This title does not redirect to the page, so there is nothing to remove."))
        return titles.without(key)

    return _retitle(page, by, key, removed, _("Removed the title “%(old)s”"), "title-removed", reason)


def _retitle(page, by, key, change, words, tag, reason, vacated=None):
    """Make the PageTitles of `page` what `change` makes of them, and return the revision that tells it."""
    refuse(EditRights(by, page).why_not_move)
    refuse_wrong_kind(key, page.kind)
    try:
        with transaction.atomic():
            lock_names()
            old = titles_of(page)
            new = change(old)
            if key not in old.texts and not vacated:
                refuse_taken(key)
            page, around = _locked(page, old, new, vacated)
            if vacated:
                _vacate(vacated, by, reason)
            write_titles(page, old, new)
            revision = _append(page, by, old, new, words, tag, reason)
            index_pages([page, *pages_naming(page)] if new.text != old.text else [page])
            touch_around(page, around)
            return revision
    except IntegrityError:
        refuse_taken(key)
        raise


def _locked(page, old, new, vacated):
    """Lock all pages that show the titles of `page`, and `vacated`; return the page and the locked keys."""
    page = Page.objects.select_related("current").get(pk=page.pk)
    document = document_of(page.current)
    before, after = (face_of(page.current.facts, document, titles) for titles in (old, new))
    pages = dependents(page, before, after)
    around = lock_pages(pages | Page.objects.filter(pk=vacated.pk) if vacated else pages)
    # Somebody may have saved or deleted the page while we waited.
    page = Page.objects.select_related("current").get(pk=page.pk)
    refuse_deleted(page)
    return page, around


def _append(page, by, old, new, words, tag, reason):
    """Append a revision that only says what happened to the titles: text and facts stay as they are."""
    old_title, new_title = (
        (old.text, new.text) if old.text != new.text else (old.first_not_in(new), new.first_not_in(old))
    )
    if old.current != new.current:
        named = PageLink.objects.filter(kind=LinkKind.FACT, target_key=old.current)
        named.update(target_key=new.current, target_title=new.text)
    told = [words % {"old": old_title, "new": new_title}, reason.strip()]
    return append_revision(
        page,
        page.current,
        page.current,
        author=by,
        summary=": ".join(filter(None, told)),
        tags=[tag],
        old_title=old_title,
        new_title=new_title,
    )


def _vacate(page, by, reason):
    """Move a deleted page to its title with its uid behind it, so that its title is free again."""
    page = Page.objects.select_related("current").get(pk=page.pk)
    old = titles_of(page)
    new = old.moved_to(_with_uid(old.text, page.uid), keep_old=False)
    record(JournalAction.VACATE, by=by, page=page, reason=reason, new_title=new.text)
    write_titles(page, old, new)
    _append(page, by, old, new, _(_MOVED), "moved", reason)


def _with_uid(title, uid):
    """Return a title with a uid behind it, cut where it would be longer than a title may be."""
    room = MAX_TITLE_BYTES - len(f" ({uid})".encode())
    return f"{title.encode()[:room].decode(errors='ignore').rstrip()} ({uid})"

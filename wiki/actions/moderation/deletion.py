"""Deletes and restores pages. Their history is kept."""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.locking import lock_names, lock_pages
from wiki.actions.pages.public_state import clear_public_state, write_public_state
from wiki.actions.search.indexing import index_pages, pages_naming
from wiki.facts.kinds import KINDS
from wiki.models import MAX_REASON_LENGTH, JournalAction, Page
from wiki.permissions.powers import require_power
from wiki.queries.pages.dependents import NOTHING, dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.lookup import titles_of
from wiki.refusals import Refused


def delete_page(page, *, by, reason, current=None):
    """Delete `page`: its addresses show the reason, and its titles stay taken.

    Its rows, links and search entry are removed, so that other pages derive nothing from it. Raises Refused
    if it is deleted already, or if `current` is given and is no longer its current revision.
    """
    require_power(by, "delete_page", reason)
    with _changing(page, JournalAction.DELETE, by, reason) as page:
        if page.deleted_at:
            raise Refused(_("This page is deleted already."))
        if current and page.current != current:
            raise Refused(_("Somebody else has saved this page in the meantime."))
        page.deleted_at, page.deleted_reason = clock.now(), reason.strip()[:MAX_REASON_LENGTH]


def restore_page(page, *, by, reason):
    """Restore a deleted page as it was. Raises Refused if it is not deleted, or if its text is purged."""
    require_power(by, "delete_page", reason)
    with _changing(page, JournalAction.RESTORE, by, reason) as page:
        if not page.deleted_at:
            raise Refused(_("This page is not deleted."))
        if page.current.is_emptied:
            raise Refused(_("The text of this page was removed for good. Create it again at its title."))
        page.deleted_at, page.deleted_reason = None, ""


@contextmanager
def _changing(page, action, by, reason):
    """Lock all pages that show `page`, yield it as it is then, and write all that follows from the change."""
    with act():
        lock_names()
        page = Page.objects.select_related("current").get(pk=page.pk)
        face = face_of(page.current.facts, document_of(page, page.current), titles_of(page))
        around = lock_pages(dependents(page, face, NOTHING))
        page = Page.objects.select_related("current").get(pk=page.pk)
        yield page
        page.save(update_fields=["deleted_at", "deleted_reason"])
        if page.deleted_at:
            clear_public_state(Page.objects.filter(pk=page.pk), [KINDS[page.kind]])
        else:
            write_public_state(page)
        index_pages(pages_naming(page))
        Page.objects.filter(pk__in=around).touch()
        record(action, by=by, page=page, reason=reason)

"""Pages that are taken off the wiki, brought back, or written again. Nothing of their history goes."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.history.revisions import hide_words
from wiki.actions.journal import record
from wiki.actions.pages.editing import refuse_duplicate, write_content
from wiki.actions.pages.public_state import clear_pages, lock_whole, rebuild_pages
from wiki.actions.search.indexing import index_what_names
from wiki.models import Page
from wiki.models.moderation import MAX_REASON_LENGTH, JournalAction
from wiki.permissions import may_act, refuse, require, why_not_edit
from wiki.queries.pages.documents import document_of
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import refuse_banned_sites, refuse_unreviewed
from wiki.refusals import EditConflict, Refused, refuse_without_reason


def delete_page(page, *, by, reason):
    """Take `page` off the wiki: its addresses say so, with the reason, and its titles stay taken.

    Its rows, links and entry in the search go, so that no other page derives anything from it. Raises
    NotAllowed, and Refused without a reason or when it is deleted already.
    """
    require(may_act(by, "delete_page"))
    refuse_without_reason(reason)
    with _locked(page) as locked:
        if locked.deleted_at:
            raise Refused(_("This page is deleted already."))
        _set_deleted(locked, clock.now(), reason.strip()[:MAX_REASON_LENGTH])
        clear_pages(Page.objects.filter(pk=page.pk))
        index_what_names(page)
        record(JournalAction.DELETE, by=by, page=page, reason=reason)


def restore_page(page, *, by, reason):
    """Bring a deleted page back as it was.

    Raises NotAllowed, and Refused without a reason, when it is not deleted, or when nothing is left of it.
    """
    require(may_act(by, "delete_page"))
    refuse_without_reason(reason)
    with _locked(page) as locked:
        if not locked.deleted_at:
            raise Refused(_("This page is not deleted."))
        if locked.current.is_emptied:
            raise Refused(_("What this page said was removed for good. Write it again at its title."))
        _set_deleted(locked, None)
        rebuild_pages(Page.objects.filter(pk=page.pk))
        index_what_names(page)
        record(JournalAction.RESTORE, by=by, page=page, reason=reason)


def write_again(page, *, by, body, facts, summary="", minor=False):
    """Write a deleted `page` anew: the next revision of its history, which brings it back. Return it.

    It is of the kind that it was. Only who may delete pages brings back what it said before: those revisions
    are hidden. Raises NotAllowed, BodyRefused, FactsInvalid, Refused, EditConflict when somebody was quicker,
    or ReviewNeeded when it has to be proposed; then nothing is written.
    """
    refuse(why_not_edit(by, page))
    content = prepare(page, body, facts)
    refuse_banned_sites(page, content)
    refuse_unreviewed(by, page, content)
    return write_back(page, content, by=by, summary=summary, minor=minor)


def write_back(page, content, *, summary="", tags=(), **said):
    """Save a Content as the next revision of a deleted `page`, and bring it back; see write_again."""
    try:
        with transaction.atomic():
            around = lock_whole(page, content.facts, content.document)
            locked = Page.objects.select_related("current").get(pk=page.pk)
            if not locked.deleted_at:
                words = _(
                    "Somebody else has brought this page back meanwhile. Nothing of yours is saved yet."
                )
                raise EditConflict(words, locked.current)
            _set_deleted(locked, None)
            hide_words(locked.revisions.without_texts())
            said |= {"summary": summary or _("Written again"), "tags": [*tags, "again"]}
            revision = write_content(locked, content, locked.current, around, **said)
            index_what_names(locked)
            return revision
    except IntegrityError:
        refuse_duplicate(content, page)
        raise


@contextmanager
def _locked(page):
    """Give `page` as it is under the lock, and touch whatever looks different afterwards."""
    with transaction.atomic():
        current = Page.objects.select_related("current").get(pk=page.pk).current
        around = lock_whole(page, current.facts, document_of(current))
        yield Page.objects.select_related("current").get(pk=page.pk)
        Page.objects.filter(pk__in=around).touch()


def _set_deleted(page, moment, reason=""):
    page.deleted_at, page.deleted_reason = moment, reason
    page.save(update_fields=["deleted_at", "deleted_reason"])

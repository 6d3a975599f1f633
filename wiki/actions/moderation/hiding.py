"""Hiding what nobody should read in a history: the text of a revision, its summary, its author."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.journal import record
from wiki.actions.locking import lock_pages
from wiki.models import Page, RevisionMark
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import may_act, require
from wiki.refusals import Refused

PARTS = ("text", "summary", "author")


def hide_revision(revision, *, by, parts, reason):
    """Hide just those `parts` of a revision, names of PARTS, and show the others again.

    Only moderators see what is hidden, and the entries of the journal. Raises NotAllowed, and Refused
    without a reason, when nothing would change, or when readers see this text now.
    """
    require(may_act(by, "hide_revision"))
    if not reason.strip():
        raise Refused(_("Give a reason. Only moderators can read it."))
    with transaction.atomic():
        pages = Page.objects.filter(pk=revision.page_id)
        lock_pages(pages)
        page = pages.select_related("current").get()
        # A change of title is a revision too, and says the same as the one before.
        if "text" in parts and page.current.sha256 == revision.sha256:
            words = _("This is the current text of the page. Roll it back or change it first, then hide it.")
            raise Refused(words)
        mark, _created = RevisionMark.objects.get_or_create(revision=revision)
        before = {part for part in PARTS if getattr(mark, f"{part}_hidden")}
        if before == set(parts):
            raise Refused(_("Nothing would change. Choose what to hide or to show again."))
        for part in PARTS:
            setattr(mark, f"{part}_hidden", part in parts)
        mark.save(update_fields=[f"{part}_hidden" for part in PARTS])
        if page.current == revision:
            pages.touch()  # its foot names the author
        _tell(JournalAction.HIDE, set(parts) - before, revision, by, reason)
        _tell(JournalAction.SHOW, before - set(parts), revision, by, reason)


def _tell(action, parts, revision, by, reason):
    if parts:
        record(action, by=by, revision=revision, reason=reason, private=True, parts=sorted(parts))

"""Patrols revisions, and hides their text, summary or author."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.history.revisions import mark_patrolled
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages
from wiki.models import JournalAction, Page, RevisionMark
from wiki.permissions.powers import may_act, may_patrol, require
from wiki.refusals import Refused

PARTS = ("text", "summary", "author")


def patrol(revision, *, by):
    """Mark a revision as patrolled. Raises NotAllowed for one's own, and Refused if it is patrolled."""
    require(may_patrol(by, revision), _("Somebody else has to patrol this edit."))
    with transaction.atomic():
        lock_pages(Page.objects.filter(pk=revision.page_id))
        if RevisionMark.objects.filter(revision=revision).exclude(patrolled_at=None).exists():
            raise Refused(_("Somebody has patrolled this edit already."))
        mark_patrolled([revision], by)
        record(JournalAction.PATROL, by=by, revision=revision)


def hide_revision(revision, *, by, parts, reason):
    """Hide exactly these `parts` of a revision, from PARTS, and show the others.

    Only moderators see hidden parts and their journal entries. Raises Refused if nothing would change, or
    for the text that readers see now.
    """
    require(may_act(by, "hide_revision"))
    if not reason.strip():
        raise Refused(_("Give a reason. Only moderators can read it."))
    with transaction.atomic():
        pages = Page.objects.filter(pk=revision.page_id)
        lock_pages(pages)
        page = pages.select_related("current").get()
        # A newer revision may have the same text: a change of title has.
        if "text" in parts and page.current.sha256 == revision.sha256:
            words = _("This is the current text of the page. Roll it back or change it first, then hide it.")
            raise Refused(words)
        mark, _created = RevisionMark.objects.get_or_create(revision=revision)
        before, after = {part for part in PARTS if getattr(mark, f"{part}_hidden")}, set(parts)
        if before == after:
            raise Refused(_("Nothing would change. Choose what to hide or to show again."))
        for part in PARTS:
            setattr(mark, f"{part}_hidden", part in after)
        mark.save(update_fields=[f"{part}_hidden" for part in PARTS])
        if page.current == revision:
            pages.touch()  # it shows the author
        for action, changed in ((JournalAction.HIDE, after - before), (JournalAction.SHOW, before - after)):
            if changed:
                record(action, by=by, revision=revision, reason=reason, private=True, parts=sorted(changed))

"""Hiding what nobody should read in a history: the text of a revision, its summary, its author."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.journal import record
from wiki.models import Page, RevisionMark
from wiki.models.moderation import JournalAction
from wiki.permissions import may_act, require
from wiki.refusals import Refused

PARTS = ("text", "summary", "author")


def hide_revision(revision, *, by, parts, reason):
    """Hide just those `parts` of a revision, names of PARTS, and show the others again.

    Only moderators see what is hidden; the entries of the journal are for them too. Raises NotAllowed, and
    Refused without a reason, when nothing would change, or when the text is what readers see now.
    """
    require(may_act(by, "hide_revision"))
    if not reason.strip():
        raise Refused(_("Say why. Only moderators can read it."))
    with transaction.atomic():
        page = Page.objects.select_for_update(no_key=True).get(pk=revision.page_id)
        # A change of title is a revision too, and says the same as the one before.
        if "text" in parts and page.current.sha256 == revision.sha256:
            raise Refused(
                _("This is the newest text of the page. Roll it back or change it first, then hide it.")
            )
        mark, _made = RevisionMark.objects.get_or_create(revision=revision)
        before = {part for part in PARTS if getattr(mark, f"{part}_hidden")}
        if before == set(parts):
            raise Refused(_("Nothing changes. Choose what to hide, or what to show again."))
        for part in PARTS:
            setattr(mark, f"{part}_hidden", part in parts)
        mark.save(update_fields=[f"{part}_hidden" for part in PARTS])
        # The foot of a page names the author of its newest revision.
        Page.objects.filter(pk=page.pk).touch()
        _record(JournalAction.HIDE, set(parts) - before, revision, by, reason)
        _record(JournalAction.SHOW, before - set(parts), revision, by, reason)


def _record(action, parts, revision, by, reason):
    if parts:
        record(action, by=by, revision=revision, reason=reason, private=True, parts=sorted(parts))

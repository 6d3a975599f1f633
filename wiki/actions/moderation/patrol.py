"""Patrol: a moderator marks an edit as looked at."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.history.marks import mark_patrolled
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages
from wiki.models import Page, RevisionMark
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import may_patrol, require
from wiki.refusals import Refused


def patrol(revision, *, by):
    """Mark a revision as patrolled.

    Raises NotAllowed, for one's own edits too, and Refused when somebody has patrolled it.
    """
    require(may_patrol(by, revision), _("Somebody else has to patrol this edit."))
    with transaction.atomic():
        lock_pages(Page.objects.filter(pk=revision.page_id))
        if RevisionMark.objects.filter(revision=revision).exclude(patrolled_at=None).exists():
            raise Refused(_("Somebody has patrolled this edit already."))
        mark_patrolled([revision], by)
        record(JournalAction.PATROL, by=by, revision=revision)

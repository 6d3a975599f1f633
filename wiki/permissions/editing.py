"""Who may edit, move or create a page, and whose edits are reviewed first."""

from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.models import Proposal
from wiki.models.moderation import Level, Protected
from wiki.permissions.blocks import why_blocked
from wiki.permissions.powers import is_newcomer
from wiki.permissions.protection import protection_in_words, protections_of
from wiki.refusals import NotAllowed

_NEEDED = {
    Level.TRUSTED: "wiki.edit_trusted_page",
    Level.MODERATORS: "wiki.edit_protected_page",
}


def may_write(user):
    """Return whether to offer editing to `user`; a block or protection is reported when they try to edit."""
    return user.is_authenticated and user.is_active


def refuse(reason):
    """Raise NotAllowed when there is a reason."""
    if reason:
        raise NotAllowed(reason)


class EditRights:
    """What `user` may do to `page`, or to a title with that `key` that no page has.

    Each `why_not_...` is the reason in words for the person it stops, or None. The database is asked once
    for blocks and once for protections, whatever is asked here.
    """

    def __init__(self, user, page=None, key=""):
        self.user = user
        self.page = page
        self._key = key

    @cached_property
    def why_not_edit(self):
        """Why `user` may not edit the page, or create one with the title."""
        if not may_write(self.user):
            return self._log_in
        return why_blocked(self.user, self.page) or self._why_protected(self._what)

    @property
    def why_not_move(self):
        """Why `user` may not change the titles of the page: these changes can't be reviewed first."""
        return self.why_not_edit or self._why_protected(Protected.MOVE) or self._why_reviewed()

    @property
    def why_not_take_title(self):
        """Why `user` may not give the title to a page that exists."""
        if not may_write(self.user):
            return self._log_in
        return self._why_protected(Protected.CREATE) or self._why_reviewed()

    @property
    def cause_of_review(self):
        """Why every edit of `user`, who is logged in, is reviewed first here: a Proposal.Cause, or None."""
        protection = self._protections.get(self._what)
        if protection and protection.level == Level.REVIEW and is_newcomer(self.user):
            return Proposal.Cause.PROTECTED
        return Proposal.Cause.FIRST if self._first_edits_wait() else None

    @property
    def _log_in(self):
        return _("Log in to edit this page.") if self.page else _("Log in to create a page.")

    @property
    def _what(self):
        return Protected.EDIT if self.page else Protected.CREATE

    @cached_property
    def _protections(self):
        return protections_of(self.page, self._key)

    def _why_protected(self, what):
        protection = self._protections.get(what)
        needed = protection and _NEEDED.get(protection.level)
        return protection_in_words(protection) if needed and not self.user.has_perm(needed) else None

    def _why_reviewed(self):
        cause = self.cause_of_review
        if cause == Proposal.Cause.FIRST:
            return _("Your first edits are reviewed by a moderator. Until then you can't rename pages.")
        if cause is None:
            return None
        protection = protection_in_words(self._protections[self._what])
        return protection + " " + _("Only trusted members can change titles here.")

    def _first_edits_wait(self):
        first = settings.WIKI_REVIEW_FIRST_EDITS
        return bool(first) and is_newcomer(self.user) and self.user.revisions.count() < first

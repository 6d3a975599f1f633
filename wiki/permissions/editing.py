"""Who may edit, move or create a page, and whose edits are reviewed first."""

from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.models import Level, Proposal, Protected
from wiki.permissions.blocks import why_blocked
from wiki.permissions.powers import is_newcomer
from wiki.permissions.protection import protection_in_words, protections_of
from wiki.refusals import NotAllowed

_NEEDED = {
    Level.TRUSTED: "wiki.edit_trusted_page",
    Level.MODERATORS: "wiki.edit_protected_page",
}


def may_write(user):
    """Return whether to offer editing to `user`. Blocks and protections are reported when they try."""
    return user.is_authenticated and user.is_active


def refuse(reason):
    """Raise NotAllowed when there is a reason."""
    if reason:
        raise NotAllowed(reason)


class EditRights:
    """What `user` may do to `page`, or to the `key` of a title without a page.

    Each `why_not_...` is the reason in words, or None if it is allowed. Together they query the database once
    for blocks and once for protections.
    """

    def __init__(self, user, page=None, key=""):
        self.user, self.page, self._key = user, page, key
        self._what = Protected.EDIT if page else Protected.CREATE
        self._log_in = _("Log in to edit this page.") if page else _("Log in to create a page.")

    @cached_property
    def why_not_edit(self):
        """Why `user` may not edit the page, or create it."""
        if not may_write(self.user):
            return self._log_in
        return why_blocked(self.user, self.page) or self._why_protected(self._what)

    @property
    def why_not_move(self):
        """Why `user` may not change the titles of the page. These changes can't be reviewed first."""
        return self.why_not_edit or self._why_protected(Protected.MOVE) or self._why_reviewed()

    @property
    def why_not_take_title(self):
        """Why `user` may not give the title to an existing page."""
        if not may_write(self.user):
            return self._log_in
        return self._why_protected(Protected.CREATE) or self._why_reviewed()

    @property
    def cause_of_review(self):
        """The Proposal.Cause why edits of `user`, who is logged in, are reviewed first here, or None."""
        protection = self._protections.get(self._what)
        if protection and protection.level == Level.REVIEW and is_newcomer(self.user):
            return Proposal.Cause.PROTECTED
        first = settings.WIKI_REVIEW_FIRST_EDITS
        is_first = first and is_newcomer(self.user) and self.user.revisions.count() < first
        return Proposal.Cause.FIRST if is_first else None

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

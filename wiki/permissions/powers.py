"""The powers of moderators and administrators, and who is still a newcomer."""

from django.utils.translation import gettext as _

from wiki.refusals import NotAllowed, Refused


def require(allowed, reason=None):
    """Raise NotAllowed with the reason, unless `allowed`."""
    if not allowed:
        raise NotAllowed(reason or _("Only moderators can do this."))


def require_power(user, permission, reason):
    """Raise NotAllowed unless `user` has the permission, and Refused for an empty reason."""
    require(may_act(user, permission))
    require_reason(reason)


def require_reason(reason):
    """Raise Refused for an empty reason: the journal shows it to everyone."""
    if not reason.strip():
        raise Refused(_("Give a reason. Everyone can read it."))


def may_act(user, permission):
    """Return whether `user` is active and has a permission of the wiki app, such as `block_member`."""
    return user.is_active and user.has_perm(f"wiki.{permission}")


def is_newcomer(user):
    """Return whether `user` is neither a trusted member nor a moderator or administrator."""
    return not user.has_perm("wiki.edit_trusted_page")


def may_roll_back_member(user, member):
    """Return whether `user` may roll back all edits of `member`, which deletes pages that nobody else edited.

    Only administrators may roll back the edits of a moderator.
    """
    may = may_act(user, "roll_back_page") and may_act(user, "delete_page")
    return may and (not may_act(member, "roll_back_page") or may_change_groups(user))


def may_patrol(user, revision=None):
    """Return whether `user` may mark a revision as patrolled; nobody may patrol their own."""
    own = revision is not None and revision.author_id == user.pk
    return may_act(user, "patrol_revision") and not own


def may_change_groups(user):
    """Return whether `user` may change the groups of members."""
    return may_act(user, "change_user")

"""Who may do what. Every action asks here; screens ask here before they offer anything."""

from django.utils.translation import gettext as _


class NotAllowed(Exception):
    """This person may not do this; the message says why."""


def may_edit(user, page=None):
    """Whether `user` may change `page`, or write a new one."""
    return user.is_authenticated and user.is_active


def may_move(user, page):
    """Whether `user` may change what `page` is called."""
    return may_edit(user, page)


def may_roll_back(user):
    return user.is_active and user.has_perm("wiki.roll_back_page")


def may_patrol(user, revision=None):
    """Whether `user` may mark revisions as patrolled; nobody may mark their own."""
    own = revision is not None and revision.author_id == user.pk
    return user.is_active and user.has_perm("wiki.patrol_revision") and not own


def may_change_groups(user):
    return user.is_active and user.has_perm("wiki.change_user")


def may_close_account(by, user):
    """Whether `by` may close the account of `user`: everybody their own."""
    return by.is_active and by.pk == user.pk


def require(allowed, reason=None):
    """Raise NotAllowed, with the reason when there is one, unless `allowed`."""
    if not allowed:
        raise NotAllowed(reason or _("You may not do this. A moderator can."))

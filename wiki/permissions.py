"""Who may do what. Every action asks here; screens ask here before they offer anything.

`why_not_...` returns the reason in words, for the person whom it stops, or None when nothing does.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.models import Block, Protection
from wiki.models.moderation import Level, Protected

_NEEDED = {
    Level.TRUSTED: "wiki.edit_trusted_page",
    Level.MODERATORS: "wiki.edit_protected_page",
}

_PROTECTED = {
    Protected.EDIT: gettext_lazy("Only %(who)s may change this page%(until)s. The reason: %(reason)s"),
    Protected.MOVE: gettext_lazy("Only %(who)s may move this page%(until)s. The reason: %(reason)s"),
    Protected.CREATE: gettext_lazy(
        "Only %(who)s may write a page with this title%(until)s. The reason: %(reason)s"
    ),
}
_UNDER_REVIEW = {
    Protected.EDIT: gettext_lazy(
        "New members' edits of this page wait for a review%(until)s. The reason: %(reason)s"
    ),
    Protected.CREATE: gettext_lazy(
        "What new members write with this title waits for a review%(until)s. The reason: %(reason)s"
    ),
}


class NotAllowed(Exception):
    """This person may not do this; the message says why."""


def require(allowed, reason=None):
    """Raise NotAllowed, with the reason when there is one, unless `allowed`."""
    if not allowed:
        raise NotAllowed(reason or _("You may not do this. A moderator can."))


def refuse(reason):
    """Raise NotAllowed when there is a reason."""
    if reason:
        raise NotAllowed(reason)


def may_write(user):
    """Whether to offer `user` to write. A block or a protection is told where they try to (why_not_edit)."""
    return user.is_authenticated and user.is_active


def why_not_edit(user, page=None, key=""):
    """Say why `user` may not change `page`; without one, write a page whose title has that `key`."""
    if not may_write(user):
        return _("Log in to change this page.") if page else _("Log in to write a page.")
    what = Protected.EDIT if page else Protected.CREATE
    return _why_blocked(user, page) or _why_protected(user, _protection(page, key, what))


def why_not_move(user, page):
    """Say why `user` may not change what `page` is called; nobody may whose edits have to be reviewed."""
    protected = _protection(page, "", Protected.MOVE)
    reason = why_not_edit(user, page) or _why_protected(user, protected)
    return reason or _why_reviewed(user, page)


def why_not_call(user, key):
    """Say why `user` may not give a page a title with that `key`."""
    return _why_protected(user, _protection(None, key, Protected.CREATE)) or _why_reviewed(user, key=key)


def needs_review(user, page=None, key=""):
    """Whether what `user` writes on `page`, or under a new title with that `key`, is looked at first."""
    protection = _protection(page, key, Protected.EDIT if page else Protected.CREATE)
    under_review = protection is not None and protection.level == Level.REVIEW
    return under_review and not user.has_perm(_NEEDED[Level.TRUSTED])


def first_edits_wait(user):
    """Whether all that `user` writes is looked at first: a newcomer with few edits (the settings say)."""
    first = settings.WIKI_REVIEW_FIRST_EDITS
    return bool(first) and is_newcomer(user) and user.revisions.count() < first


def is_newcomer(user):
    """Whether `user` is not a Trusted member yet, nor anything above."""
    return not user.has_perm(_NEEDED[Level.TRUSTED])


def block_of(user, page=None):
    """Return the Block that keeps `user` from writing on `page`, or anywhere, or None."""
    held = Block.objects.in_force().filter(member=user).select_related("by").prefetch_related("pages")
    for block in held:
        pages = block.pages.all()
        if not pages or page in pages:
            return block
    return None


def may_act(user, permission):
    """Whether an active `user` has a permission of ours, as `block_member`."""
    return user.is_active and user.has_perm(f"wiki.{permission}")


def may_roll_back(user):
    return may_act(user, "roll_back_page")


def may_roll_back_member(user, member):
    """Whether `user` may take back all that `member` wrote: pages that nobody else wrote are deleted.

    What moderators wrote is for administrators to take back.
    """
    may = may_roll_back(user) and may_act(user, "delete_page")
    return may and (not may_roll_back(member) or may_change_groups(user))


def may_patrol(user, revision=None):
    """Whether `user` may mark revisions as patrolled; nobody may mark their own."""
    own = revision is not None and revision.author_id == user.pk
    return may_act(user, "patrol_revision") and not own


def may_change_groups(user):
    return may_act(user, "change_user")


def may_close_account(by, user):
    """Whether `by` may close the account of `user`: everybody their own."""
    return by.is_active and by.pk == user.pk


def in_words(moment):
    """Return a moment for a sentence; None is for ever."""
    return date_format(timezone.localtime(moment), "j F Y, H:i e") if moment else _("for ever")


def _why_blocked(user, page):
    block = block_of(user, page)
    if block is None:
        return None
    words = _(
        "%(by)s has blocked you from writing here. The reason: %(reason)s Until: %(until)s. "
        "If you think that this is wrong, %(ask)s"
    )
    reason = sentence(block.reason)
    told = {"by": block.by, "reason": reason, "until": in_words(block.expires_at), "ask": _whom_to_ask()}
    return words % told


def _whom_to_ask():
    if settings.WIKI_CONTACT:
        return _("write to %(contact)s.") % {"contact": settings.WIKI_CONTACT}
    return _("say so with “Report a problem” at the foot of any page: another moderator will answer.")


def _protection(page, key, what):
    held = Protection.objects.in_force().filter(what=what)
    if page is None:
        return held.filter(key=key).first() if key else None
    return held.filter(page=page).first()


def _why_protected(user, protection):
    needed = protection and _NEEDED.get(protection.level)
    return protection_in_words(protection) if needed and not user.has_perm(needed) else None


def _why_reviewed(user, page=None, key=""):
    """Say why `user` may not do what can't be proposed."""
    if first_edits_wait(user):
        return _(
            "A moderator looks at your first edits before they are seen. Until then you can't change titles."
        )
    if not needs_review(user, page, key):
        return None
    protection = _protection(page, key, Protected.EDIT if page else Protected.CREATE)
    return protection_in_words(protection) + " " + _("Only trusted members may change titles here.")


def protections_in_words(page, key=""):
    """Say how `page`, or a title with that `key` that nothing has, is protected: one sentence for each."""
    held = Protection.objects.in_force()
    found = held.filter(page=page) if page else held.filter(key=key)
    return [protection_in_words(one) for one in found.order_by("what")]


def protection_in_words(protection):
    """Say who may still do what is protected, until when and why."""
    words = _UNDER_REVIEW if protection.level == Level.REVIEW else _PROTECTED
    end = protection.expires_at
    until = _(", until %(moment)s") % {"moment": in_words(end)} if end else ""
    told = {"who": protection.get_level_display(), "until": until, "reason": sentence(protection.reason)}
    return words[protection.what] % told


def sentence(reason):
    """Return a reason with an end, so that another sentence can follow."""
    return reason if reason.endswith((".", "?", "!")) else f"{reason}."

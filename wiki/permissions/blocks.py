"""Where a block is refused: which block keeps a member from writing, and what it tells them."""

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.models import Block
from wiki.permissions.protection import as_sentence, moment_in_words


def block_of(user, page=None):
    """Return the Block that keeps `user` from writing on `page`, or anywhere, or None."""
    held = Block.objects.in_force().filter(member=user).select_related("by").prefetch_related("pages")
    for block in held:
        pages = block.pages.all()
        if not pages or page in pages:
            return block
    return None


def why_blocked(user, page=None):
    """Return in words why a block keeps `user` from writing on `page`, or None."""
    block = block_of(user, page)
    if block is None:
        return None
    words = _(
        "%(by)s has blocked you from editing here. Reason: %(reason)s The block ends: %(until)s. "
        "If you think this is wrong, %(ask)s"
    )
    return words % {
        "by": block.by,
        "reason": as_sentence(block.reason),
        "until": moment_in_words(block.expires_at),
        "ask": _whom_to_ask(),
    }


def _whom_to_ask():
    if settings.WIKI_CONTACT:
        return _("write to %(contact)s.") % {"contact": settings.WIKI_CONTACT}
    return _("use “Report a problem” at the foot of any page, and another moderator will answer.")

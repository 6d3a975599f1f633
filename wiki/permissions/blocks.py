"""Which block stops a member from editing a page, and what they are told. EditRights refuses the edit."""

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.models import Block
from wiki.permissions.protection import as_sentence, moment_in_words


def why_blocked(user, page=None):
    """Return in words why a block stops `user` from editing `page`, or None."""
    blocks = Block.objects.in_force().filter(member=user).select_related("by").prefetch_related("pages")
    block = next((block for block in blocks if not block.pages.all() or page in block.pages.all()), None)
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
        "ask": _("write to %(contact)s.") % {"contact": settings.WIKI_CONTACT}
        if settings.WIKI_CONTACT
        else _("use “Report a problem” at the foot of any page, and another moderator will answer."),
    }

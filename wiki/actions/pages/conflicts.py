"""The words of edit conflicts, and the check that an edit began from a revision of its page."""

from django.utils.translation import gettext_lazy as _

from wiki.refusals import EditConflict

MOVED_ON = _("Somebody else saved this page first, so nothing was changed. Look at it, then try again.")
NOT_THE_NEWEST = _("The newest edit is by somebody else now. Look at the history.")
RESTORED = _("Somebody else has restored this page. Save again.")
SAVED_MEANWHILE = _("Somebody else saved changes in the same places. Your edit is not saved yet.")
TOGETHER = _("Your edit can't be saved together with what somebody else saved in the meantime.")
TRY_AGAIN = _("Several people are saving this page at the moment. Your text is kept: save again.")
_UNKNOWN_BASE = _("We can't tell which revision you edited. Compare both texts, then save again.")


def refuse_unknown_base(page, base):
    """Raise EditConflict if `base` is no revision of `page`, or is purged."""
    if base is None or base.page_id != page.pk or base.is_emptied:
        raise EditConflict(_UNKNOWN_BASE, page.current)

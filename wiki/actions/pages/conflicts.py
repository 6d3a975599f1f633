"""What an editor is told when somebody else was faster: the words of a conflict."""

from django.utils.translation import gettext_lazy

from wiki.refusals import EditConflict

SAVED_MEANWHILE = gettext_lazy(
    "Somebody else saved this page while you were editing, and you both changed the same places. "
    "Your edit is not saved yet. Your text is in the form below."
)
MOVED_ON = gettext_lazy(
    "Somebody else saved this page in the meantime, so nothing was changed. "
    "Look at the page as it is now, then try again."
)
_UNKNOWN_BASE = gettext_lazy(
    "We can't tell which revision of this page you edited. Your edit is not saved yet. "
    "Compare your text with the page as it is now, then save again."
)
RESTORED = gettext_lazy("Somebody else restored this page in the meantime. Your edit is not saved yet.")
TOGETHER = gettext_lazy("Your edit can't be saved together with what somebody else saved in the meantime.")
TRY_AGAIN = gettext_lazy("Several people are saving this page at the moment. Your text is kept: save again.")


def refuse_unknown_base(page, base, current):
    """Raise EditConflict when `base` is no revision of `page`, or is purged."""
    if base is None or base.page_id != page.pk or base.is_emptied:
        raise EditConflict(_UNKNOWN_BASE, current)

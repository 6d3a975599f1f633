"""What a protection says: who may still edit, move or create, until when and why."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.models import Protection
from wiki.models.moderation import Level, Protected

_PROTECTED = {
    Protected.EDIT: gettext_lazy("Only %(who)s can edit this page%(until)s. Reason: %(reason)s"),
    Protected.MOVE: gettext_lazy("Only %(who)s can rename this page%(until)s. Reason: %(reason)s"),
    Protected.CREATE: gettext_lazy(
        "Only %(who)s can create a page with this title%(until)s. Reason: %(reason)s"
    ),
}
_UNDER_REVIEW = {
    Protected.EDIT: gettext_lazy(
        "Edits of this page by new members are reviewed first%(until)s. Reason: %(reason)s"
    ),
    Protected.CREATE: gettext_lazy(
        "New pages with this title by new members are reviewed first%(until)s. Reason: %(reason)s"
    ),
}


def protections_of(page=None, key=""):
    """Return {Protected: Protection} in force for `page`, or for the `key` of a title that no page has."""
    if page is None and not key:
        return {}
    held = Protection.objects.in_force()
    found = held.filter(page=page) if page else held.filter(key=key)
    return {protection.what: protection for protection in found.order_by("what")}


def protections_in_words(page, key=""):
    """Return a sentence for each protection of `page`, or of a title with that `key` that no page has."""
    return [protection_in_words(protection) for protection in protections_of(page, key).values()]


def protection_in_words(protection):
    """Return one sentence: who may still do what is protected, until when and why."""
    words = _UNDER_REVIEW if protection.level == Level.REVIEW else _PROTECTED
    end = protection.expires_at
    until = _(" until %(moment)s") % {"moment": moment_in_words(end)} if end else ""
    return words[protection.what] % {
        "who": protection.get_level_display(),
        "until": until,
        "reason": as_sentence(protection.reason),
    }


def moment_in_words(moment):
    """Return a moment for a sentence; None means for ever."""
    return date_format(timezone.localtime(moment), "j F Y, H:i e") if moment else _("for ever")


def as_sentence(reason):
    """Return a reason with a full stop, so that another sentence can follow."""
    return reason if reason.endswith((".", "?", "!")) else f"{reason}."

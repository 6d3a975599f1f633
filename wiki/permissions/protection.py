"""The protection of a page or title: what it restricts, in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from wiki.models import Level, Protected, Protection

_PROTECTED = {
    Protected.EDIT: _("Only %(who)s can edit this page%(until)s. Reason: %(reason)s"),
    Protected.MOVE: _("Only %(who)s can rename this page%(until)s. Reason: %(reason)s"),
    Protected.CREATE: _("Only %(who)s can create a page with this title%(until)s. Reason: %(reason)s"),
}
_UNDER_REVIEW = {
    Protected.EDIT: _("Edits of this page by new members are reviewed first%(until)s. Reason: %(reason)s"),
    Protected.CREATE: _("New members need a review to create this page%(until)s. Reason: %(reason)s"),
}


def protections_of(page=None, key=""):
    """Return {Protected: Protection} in force for `page`, or for the `key` of a title without a page."""
    if page is None and not key:
        return {}
    in_force = Protection.objects.in_force()
    protections = in_force.filter(page=page) if page else in_force.filter(key=key)
    return {protection.what: protection for protection in protections.order_by("what")}


def protections_in_words(page, key=""):
    """Return a sentence for each protection of `page`, or of the `key` of a title without a page."""
    return [protection_in_words(protection) for protection in protections_of(page, key).values()]


def protection_in_words(protection):
    """Return a sentence: who can still edit, move or create, until when and why."""
    end = protection.expires_at
    words = _UNDER_REVIEW if protection.level == Level.REVIEW else _PROTECTED
    return words[protection.what] % {
        "who": protection.get_level_display(),
        "until": gettext(" until %(moment)s") % {"moment": moment_in_words(end)} if end else "",
        "reason": as_sentence(protection.reason),
    }


def moment_in_words(moment):
    """Return a moment as part of a sentence; None means for ever."""
    return date_format(timezone.localtime(moment), "j F Y, H:i e") if moment else gettext("for ever")


def as_sentence(reason):
    """Return a reason with a full stop, so that another sentence can follow."""
    return reason if reason.endswith((".", "?", "!")) else f"{reason}."

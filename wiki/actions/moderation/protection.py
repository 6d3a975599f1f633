"""Pages that only some may edit or move, and titles that only some may write a page with."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.models import Protection, Title
from wiki.models.moderation import JournalAction, Level, Protected
from wiki.permissions.powers import require_power
from wiki.refusals import Refused
from wiki.text.titles import clean_title, title_key


def protect_page(page, *, by, what, level, reason, expires_at=None, replacing=()):
    """Restrict who may edit or move `page` to a Level, for ever or until `expires_at`; return the Protection.

    `what` is Protected.EDIT or MOVE. A protection in force ends if it is in `replacing`. Raises NotAllowed,
    and Refused without a reason, for a level or an end that makes no sense, and if a protection is in force
    that is not in `replacing`.
    """
    require_power(by, "protect_page", reason)
    if what not in (Protected.EDIT, Protected.MOVE):
        raise Refused(_("The page is there already. Choose who may edit or move it."))
    if what == Protected.MOVE and level == Level.REVIEW:
        raise Refused(_("Only edits can wait for a review. Choose who may move the page."))
    with transaction.atomic():
        asked = Protection(page=page, what=what, level=level)
        return _put(asked, by, reason, expires_at, replacing=replacing)


def protect_title(title, *, by, level, reason, expires_at=None, replacing=()):
    """Restrict who may create a page with a title that no page has; return the Protection. See protect_page.

    Raises NotAllowed, BadTitle, and Refused without a reason or when a page has the title.
    """
    require_power(by, "protect_page", reason)
    text, key = clean_title(title), title_key(title)
    if Title.objects.filter(key=key).exists():
        raise Refused(_("There is a page with this title: protect the page."))
    with transaction.atomic():
        asked = Protection(key=key, title=text, what=Protected.CREATE, level=level)
        return _put(asked, by, reason, expires_at, replacing=replacing)


def end_protection(protection, *, by, reason):
    """Let all members do again what was protected.

    Raises NotAllowed, and Refused without a reason or when that is so already.
    """
    require_power(by, "protect_page", reason)
    with transaction.atomic():
        if not Protection.objects.filter(pk=protection.pk).delete()[0]:
            raise Refused(_("This protection has ended already."))
        _record(JournalAction.UNPROTECT, protection, by, reason)


def _put(protection, by, reason, expires_at, *, replacing):
    """Insert a Protection and its journal entry, and remove the one that it replaces; return it."""
    if protection.level == Level.MEMBERS:
        raise Refused(_("Choose who may still do it. To let everybody do it, end the protection."))
    if expires_at and expires_at <= clock.now():
        raise Refused(_("The protection would be over already. Choose a later end."))
    protection.by, protection.reason = by, reason.strip()
    protection.created_at, protection.expires_at = clock.now(), expires_at
    same = {"page": protection.page, "key": protection.key, "what": protection.what}
    _replace(Protection.objects.filter(**same), replacing, by, reason)
    try:
        with transaction.atomic():
            protection.save(force_insert=True)
    except IntegrityError as problem:
        raise Refused(_("Somebody else has just protected this. Look at it again.")) from problem
    _record(JournalAction.PROTECT, protection, by, reason)
    return protection


def _replace(protections, replacing, by, reason):
    """Delete `protections`. Raises Refused if one is in force and not in `replacing`."""
    for protection in protections.in_force():
        if protection not in replacing:
            raise Refused(_("This is protected already. To replace that protection, tick it below."))
        _record(JournalAction.UNPROTECT, protection, by, reason, replaced=True)
        Protection.objects.filter(pk=protection.pk).delete()
    protections.filter(expires_at__lte=clock.now()).delete()


def _record(action, protection, by, reason, **details):
    about = {"page": protection.page} if protection.page else {"title": protection.title}
    record(action, by=by, reason=reason, **about, **_details(protection), **details)


def _details(protection):
    until = protection.expires_at.isoformat() if protection.expires_at else ""
    return {"what": str(protection.what), "level": str(protection.level), "until": until}

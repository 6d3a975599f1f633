"""Protects pages from being edited or moved, and titles from being created."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.models import JournalAction, Level, Protected, Protection, Title
from wiki.permissions.powers import require_power
from wiki.refusals import Refused
from wiki.text.titles import clean_title, title_key


def protect_page(page, *, by, what, level, reason, expires_at=None, replacing=()):
    """Restrict who may edit or move `page` to a Level, for ever or until `expires_at`; return the Protection.

    `what` is Protected.EDIT or MOVE. A protection in force ends if it is in `replacing`. Raises Refused for a
    level that `what` can't have, for an end in the past, or if another protection is in force.
    """
    require_power(by, "protect_page", reason)
    if what not in (Protected.EDIT, Protected.MOVE):
        raise Refused(_("This page exists already. Choose who may edit or move it."))
    if what == Protected.MOVE and level == Level.REVIEW:
        raise Refused(_("Only edits can be reviewed. Choose who may move the page."))
    return _protect(Protection(page=page, what=what, level=level), by, reason, expires_at, replacing)


def protect_title(title, *, by, level, reason, expires_at=None, replacing=()):
    """Restrict who may create a page with a free title, as protect_page does. Raises BadTitle or Refused."""
    require_power(by, "protect_page", reason)
    text, key = clean_title(title), title_key(title)
    if Title.objects.filter(key=key).exists():
        raise Refused(_("A page with this title exists: protect the page."))
    protection = Protection(key=key, title=text, what=Protected.CREATE, level=level)
    return _protect(protection, by, reason, expires_at, replacing)


def end_protection(protection, *, by, reason):
    """End a protection. Raises Refused if it has ended."""
    require_power(by, "protect_page", reason)
    with act():
        if not Protection.objects.filter(pk=protection.pk).delete()[0]:
            raise Refused(_("This protection has ended already."))
        _record(JournalAction.UNPROTECT, protection, by, reason)


@act()
def _protect(protection, by, reason, expires_at, replacing):
    """Insert a Protection and its journal entry, delete the one that it replaces, and return it."""
    if protection.level == Level.MEMBERS:
        raise Refused(_("Choose a group. To let every member do it, end the protection instead."))
    if expires_at and expires_at <= clock.now():
        raise Refused(_("The end is in the past. Choose a later end."))
    protection.by, protection.reason = by, reason.strip()
    protection.created_at, protection.expires_at = clock.now(), expires_at
    same = Protection.objects.filter(page=protection.page, key=protection.key, what=protection.what)
    for old in same.in_force():
        if old not in replacing:
            raise Refused(_("This is protected already. To replace that protection, tick it below."))
        _record(JournalAction.UNPROTECT, old, by, reason, replaced=True)
        Protection.objects.filter(pk=old.pk).delete()
    same.filter(expires_at__lte=clock.now()).delete()
    try:
        with act():
            protection.save(force_insert=True)
    except IntegrityError as problem:
        raise Refused(_("Somebody else has just protected this. Look at it again.")) from problem
    _record(JournalAction.PROTECT, protection, by, reason)
    return protection


def _record(action, protection, by, reason, **details):
    details |= {"what": str(protection.what), "level": str(protection.level)}
    details["until"] = protection.expires_at.isoformat() if protection.expires_at else ""
    record(action, by=by, page=protection.page, title=protection.title, reason=reason, **details)

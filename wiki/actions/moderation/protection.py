"""Pages that only some may edit or move, and titles that only some may write a page with."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.models import Protection, Title
from wiki.models.moderation import JournalAction, Level, Protected
from wiki.permissions.powers import require_power
from wiki.refusals import Refused
from wiki.text.titles import clean_title, title_key


def protect_page(page, *, by, what, level, reason, expires_at=None):
    """Say who may edit or move `page`, for ever or until then; return the Protection.

    `what` is Protected.EDIT or MOVE, `level` a Level above all members. What was said before ends. Raises
    NotAllowed, and Refused without a reason and for what can't be.
    """
    require_power(by, "protect_page", reason)
    if what not in (Protected.EDIT, Protected.MOVE):
        raise Refused(_("The page is there already. Choose who may edit or move it."))
    if what == Protected.MOVE and level == Level.REVIEW:
        raise Refused(_("Only edits can wait for a review. Choose who may move the page."))
    with transaction.atomic():
        made = _put({"page": page, "what": what}, level, by, reason, expires_at)
        record(JournalAction.PROTECT, by=by, page=page, reason=reason, **_details(made))
    return made


def protect_title(title, *, by, level, reason, expires_at=None):
    """Say who may write a page with a title that nothing has, and return the Protection; see protect_page.

    Raises NotAllowed, BadTitle, and Refused without a reason or when a page has the title.
    """
    require_power(by, "protect_page", reason)
    text, key = clean_title(title), title_key(title)
    if Title.objects.filter(key=key).exists():
        raise Refused(_("There is a page with this title: protect the page."))
    with transaction.atomic():
        made = _put({"key": key, "what": Protected.CREATE}, level, by, reason, expires_at, title=text)
        record(JournalAction.PROTECT, by=by, title=text, reason=reason, **_details(made))
    return made


def end_protection(protection, *, by, reason):
    """Let all members do again what was protected.

    Raises NotAllowed, and Refused without a reason or when that is so already.
    """
    require_power(by, "protect_page", reason)
    about = {"page": protection.page} if protection.page else {"title": protection.title}
    with transaction.atomic():
        if not Protection.objects.filter(pk=protection.pk).delete()[0]:
            raise Refused(_("This protection has ended already."))
        record(JournalAction.UNPROTECT, by=by, reason=reason, **about, **_details(protection))


def _put(on, level, by, reason, expires_at, **said):
    if level == Level.MEMBERS:
        raise Refused(_("Choose who may still do it. To let everybody do it, end the protection."))
    if expires_at and expires_at <= clock.now():
        raise Refused(_("The protection would be over already. Choose a later end."))
    said |= {"level": level, "by": by, "reason": reason.strip(), "expires_at": expires_at}
    made, _new = Protection.objects.update_or_create(**on, defaults=said | {"created_at": clock.now()})
    return made


def _details(protection):
    until = protection.expires_at.isoformat() if protection.expires_at else ""
    return {"what": str(protection.what), "level": str(protection.level), "until": until}

"""Members who may not write for a while, and sites that may not be linked to."""

from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.models import BannedSite, Block, User
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import may_act, require_power
from wiki.refusals import Refused
from wiki.text.hosts import clean_host


def block_member(member, *, by, reason, expires_at=None, pages=(), replacing=()):
    """Block `member` from editing `pages`, or everything, until `expires_at`, or for ever; return the Block.

    A member has at most one block in force. It is lifted if it is in `replacing`. Raises NotAllowed, and
    Refused without a reason, for oneself, for a moderator, for an end in the past, and if a block is in force
    that is not in `replacing`.
    """
    require_power(by, "block_member", reason)
    if member == by or may_act(member, "block_member"):
        raise Refused(_("A moderator can't be blocked. An administrator can change their groups first."))
    if expires_at and expires_at <= clock.now():
        raise Refused(_("The block would be over already. Choose a later end."))
    with transaction.atomic():
        _lock(member)
        _replace(member, replacing, by=by, reason=reason)
        made = Block.objects.create(
            member=member, by=by, reason=reason.strip(), created_at=clock.now(), expires_at=expires_at
        )
        made.pages.set(pages)
        until = expires_at.isoformat() if expires_at else ""
        titles = [str(page) for page in pages]
        record(JournalAction.BLOCK, by=by, member=member, reason=reason, until=until, pages=titles)
    return made


def lift_block(block, *, by, reason):
    """End a block before its time. Raises NotAllowed, and Refused without a reason or when it is over."""
    require_power(by, "block_member", reason)
    with transaction.atomic():
        _lock(block.member)
        if not Block.objects.in_force().filter(pk=block.pk).exists():
            raise Refused(_("This block is over already."))
        _lift(block, by=by, reason=reason)


def _replace(member, replacing, *, by, reason):
    """Lift the blocks in force of `member`. Raises Refused if one is not in `replacing`."""
    in_force = list(Block.objects.in_force().filter(member=member))
    if set(in_force) - set(replacing):
        words = _("%(member)s is blocked already. To replace that block, tick it below.")
        raise Refused(words % {"member": member})
    for block in in_force:
        _lift(block, by=by, reason=reason, replaced=True)


def _lift(block, *, by, reason, **details):
    Block.objects.filter(pk=block.pk).update(lifted_at=clock.now())
    record(JournalAction.UNBLOCK, by=by, member=block.member, reason=reason, **details)


def _lock(member):
    """Let nobody else block or unblock `member` meanwhile: two who do it at once leave one block."""
    User.objects.select_for_update(no_key=True).get(pk=member.pk)


def ban_site(host, *, by, reason):
    """Let no new link lead to a site or to what stands under its name; return the BannedSite.

    `host` may be an address too. Raises NotAllowed, and Refused without a reason or when it is no name of a
    site.
    """
    require_power(by, "ban_site", reason)
    name = clean_host(host)
    if name is None:
        raise Refused(_("Write the name of a site, such as example.org."))
    with transaction.atomic():
        values = {"by": by, "reason": reason.strip(), "created_at": clock.now()}
        banned, _made = BannedSite.objects.update_or_create(host=name, defaults=values)
        record(JournalAction.BAN_SITE, by=by, title=name, reason=reason)
    return banned


def allow_site(banned, *, by, reason):
    """Let links lead to a BannedSite again. Raises NotAllowed, or Refused as ban_site does."""
    require_power(by, "ban_site", reason)
    with transaction.atomic():
        if not BannedSite.objects.filter(pk=banned.pk).delete()[0]:
            raise Refused(_("Links may lead there already."))
        record(JournalAction.ALLOW_SITE, by=by, title=banned.host, reason=reason)

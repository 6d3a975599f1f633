"""Blocks of members, and bans of sites that nobody may link to."""

from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.locking import lock_rows
from wiki.models import BannedSite, Block, JournalAction, User
from wiki.permissions.powers import may_act, require_power
from wiki.refusals import Refused
from wiki.text.hosts import clean_host


def block_member(member, *, by, reason, expires_at=None, pages=(), replacing=()):
    """Block `member` from editing `pages`, or everything, until `expires_at`, or for ever; return the Block.

    A member has at most one block in force; it is lifted if it is in `replacing`. Raises Refused for oneself,
    for a moderator, for an end in the past, or if another block is in force.
    """
    require_power(by, "block_member", reason)
    if member == by or may_act(member, "block_member"):
        raise Refused(_("A moderator can't be blocked. An administrator can change their groups first."))
    if expires_at and expires_at <= clock.now():
        raise Refused(_("The end is in the past. Choose a later end."))
    with act():
        lock_rows(User.objects.filter(pk=member.pk))
        for old in member.blocks.in_force():
            if old not in replacing:
                words = _("%(member)s is blocked already. To replace that block, tick it below.")
                raise Refused(words % {"member": member})
            _lift(old, by=by, reason=reason, replaced=True)
        block = Block.objects.create(
            member=member, by=by, reason=reason.strip(), created_at=clock.now(), expires_at=expires_at
        )
        block.pages.set(pages)
        until = expires_at.isoformat() if expires_at else ""
        titles = [str(page) for page in pages]
        record(JournalAction.BLOCK, by=by, member=member, reason=reason, until=until, pages=titles)
    return block


@act()
def lift_block(block, *, by, reason):
    """End a block early. Raises Refused if it has ended."""
    require_power(by, "block_member", reason)
    lock_rows(User.objects.filter(pk=block.member_id))
    if not Block.objects.in_force().filter(pk=block.pk).exists():
        raise Refused(_("This block has ended already."))
    _lift(block, by=by, reason=reason)


def _lift(block, *, by, reason, **details):
    Block.objects.filter(pk=block.pk).update(lifted_at=clock.now())
    record(JournalAction.UNBLOCK, by=by, member=block.member, reason=reason, **details)


def ban_site(host, *, by, reason):
    """Refuse new links to a site; return the BannedSite. Raises Refused unless `host` is a name or URL."""
    require_power(by, "ban_site", reason)
    name = clean_host(host)
    if name is None:
        raise Refused(_("Enter the name of a site, such as example.org."))
    with act():
        columns = {"by": by, "reason": reason.strip(), "created_at": clock.now()}
        banned, _created = BannedSite.objects.update_or_create(host=name, defaults=columns)
        record(JournalAction.BAN_SITE, by=by, title=name, reason=reason)
    return banned


@act()
def allow_site(banned, *, by, reason):
    """Delete a BannedSite. Raises Refused if it is deleted already."""
    require_power(by, "ban_site", reason)
    if not BannedSite.objects.filter(pk=banned.pk).delete()[0]:
        raise Refused(_("This site is no longer banned."))
    record(JournalAction.ALLOW_SITE, by=by, title=banned.host, reason=reason)

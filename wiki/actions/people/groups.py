"""The groups of a member: changed by an administrator, and Trusted for newcomers whose edits stand."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.actions.locking import lock_members
from wiki.models import Block, JournalEntry, User
from wiki.models.moderation import JournalAction
from wiki.permissions.powers import is_newcomer, may_change_groups, require
from wiki.queries.people.members import administrators, standing_edits, trusted_on
from wiki.refusals import Refused

STAFF_GROUPS = ("Moderators", "Administrators")


def change_groups(user, groups, *, by):
    """Make `groups`, a list of names, the groups of `user`; moderators and above may open the admin.

    Raises NotAllowed, and Refused where no administrator would be left.
    """
    require(may_change_groups(by), _("Only an administrator can change groups."))
    with transaction.atomic():
        lock_members(administrators() | User.objects.filter(pk=user.pk))
        is_last = list(administrators()) == [user]
        if is_last and not user.is_superuser and "Administrators" not in groups:
            raise Refused(_("This is the last administrator. Make somebody else an administrator first."))
        if set(groups) == set(user.groups.values_list("name", flat=True)):
            return
        user.groups.set(Group.objects.filter(name__in=groups))
        record(JournalAction.GROUPS, by=by, member=user, groups=sorted(groups))
        user.is_staff = user.is_superuser or any(name in STAFF_GROUPS for name in groups)
        user.save(update_fields=["is_staff"])


def promote_if_ready(user):
    """Make a newcomer Trusted after enough days and edits that stand (WIKI_TRUSTED_AFTER_...).

    Blocked members are not promoted, nor those whose groups an administrator has changed.
    """
    if not is_newcomer(user) or clock.now() < trusted_on(user):
        return
    if standing_edits(user) < settings.WIKI_TRUSTED_AFTER_EDITS:
        return
    with transaction.atomic():
        # An administrator or moderator who decides about this member at this moment comes first or last.
        lock_members(User.objects.filter(pk=user.pk))
        decided = JournalEntry.objects.filter(action=JournalAction.GROUPS, member=user)
        if not decided.exists() and not Block.objects.in_force().filter(member=user).exists():
            user.groups.add(Group.objects.get(name="Trusted"))

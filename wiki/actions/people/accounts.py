"""What is decided about people with an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.models import Block, JournalEntry, Report, User
from wiki.models.moderation import JournalAction
from wiki.models.people import new_name_validators
from wiki.models.requests import ProposalState
from wiki.permissions import (
    is_newcomer,
    may_act,
    may_change_groups,
    may_close_account,
    require,
)
from wiki.queries.people.members import administrators, member_named, standing_edits, trusted_on
from wiki.refusals import Refused, refuse_without_reason

STAFF_GROUPS = ("Moderators", "Administrators")


def change_groups(user, groups, *, by):
    """Make `groups`, names of groups, all that `user` is in; moderators and above may open the admin.

    Raises NotAllowed, and Refused where nobody would be left who may.
    """
    require(may_change_groups(by), _("Only an administrator may change groups."))
    with transaction.atomic():
        left = list(administrators().select_for_update())
        if left == [user] and not user.is_superuser and "Administrators" not in groups:
            raise Refused(_("This is the last administrator. Make somebody else one first."))
        if set(groups) == set(user.groups.values_list("name", flat=True)):
            return
        user.groups.set(Group.objects.filter(name__in=groups))
        record(JournalAction.GROUPS, by=by, member=user, groups=sorted(groups))
        user.is_staff = user.is_superuser or any(name in STAFF_GROUPS for name in groups)
        user.save(update_fields=["is_staff"])


def welcome_member(name, password, *, groups=(), joined=None):
    """Make an account for whoever plays a part (wiki.exchange.weeks), in those `groups`; return the User."""
    user = User.objects.create_user(name, "", password, date_joined=joined or clock.now())
    user.groups.set(Group.objects.filter(name__in=groups))
    user.is_staff = any(group in STAFF_GROUPS for group in groups)
    user.save(update_fields=["is_staff"])
    return user


def end_sessions(user, *, but=None):
    """Log `user` out everywhere, except in the session with the key `but`."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def forget_session(key):
    """Forget when and from where the session with that key began."""
    UserSession.objects.filter(session_key=key).delete()


@transaction.atomic
def close_account(user, *, by):
    """Take away all that says who `user` is; what they wrote stays, by "Former member <number>".

    What waits for a review is withdrawn. Raises NotAllowed, and Refused for the last administrator.
    """
    require(may_close_account(by, user), _("An account is closed by whom it belongs to."))
    if list(administrators().select_for_update()) == [user]:
        raise Refused(_("You are the last administrator. Make somebody else one first."))
    end_sessions(user)
    waiting = user.proposals.filter(state=ProposalState.WAITING)
    waiting.update(state=ProposalState.WITHDRAWN, decided_by=user, decided_at=clock.now())
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
    Report.objects.filter(by=user).update(by=None)
    user.groups.clear()
    user.user_permissions.clear()
    _forget(user)


def _forget(user):
    user.username = _("Former member %(number)s") % {"number": user.pk}
    user.email = user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    _rename_in_admin(user)


def _rename_in_admin(user):
    """The journal of the admin remembers names."""
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(user), object_id=user.pk)
    about.update(object_repr=user.username)


def rename_member(member, *, by, name, reason):
    """Give `member` another name, everywhere. The journal does not repeat the old one.

    Raises NotAllowed, and Refused for a name that is taken or can't be one, for whoever has the same powers,
    for a closed account, and without a reason.
    """
    require(may_act(by, "rename_member"))
    refuse_without_reason(reason)
    if not member.is_active:
        raise Refused(_("This account is closed, and keeps the name that says so."))
    if may_act(member, "rename_member") and not may_change_groups(by):
        raise Refused(_("Only an administrator may rename a moderator."))
    _refuse_bad_name(name, member)
    with transaction.atomic():
        member.username = name
        member.save(update_fields=["username"])
        _rename_in_admin(member)
        record(JournalAction.RENAME, by=by, member=member, reason=reason)


def _refuse_bad_name(name, member):
    try:
        for check in new_name_validators:
            check(name)
        User._meta.get_field("username").clean(name, member)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    found = member_named(name)
    if name.lower() in settings.ACCOUNT_USERNAME_BLACKLIST or (found and found != member):
        raise Refused(_("This name can't be used. Choose another."))
    if name == member.username:
        raise Refused(_("This is the name already."))


def promote_if_ready(user):
    """Make a newcomer Trusted who is here long enough and whose edits stand (WIKI_TRUSTED_AFTER_...).

    Not whoever is blocked, on some pages or anywhere, nor whose groups an administrator has changed.
    """
    if not is_newcomer(user) or clock.now() < trusted_on(user):
        return
    if standing_edits(user) < settings.WIKI_TRUSTED_AFTER_EDITS:
        return
    decided = JournalEntry.objects.filter(action=JournalAction.GROUPS, member=user)
    if not decided.exists() and not Block.objects.in_force().filter(member=user).exists():
        user.groups.add(Group.objects.get(name="Trusted"))

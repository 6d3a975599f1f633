"""Accounts: welcomed, renamed, closed, logged out."""

from contextlib import contextmanager

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions import clock
from wiki.actions.journal import record
from wiki.actions.locking import lock_members, lock_pages
from wiki.actions.people.groups import STAFF_GROUPS
from wiki.models import Page, Report, User
from wiki.models.moderation import JournalAction
from wiki.models.people import new_name_validators
from wiki.models.requests import ProposalState
from wiki.permissions.powers import may_act, may_change_groups, may_close_account, require, require_power
from wiki.queries.pages.dependents import pages_signed_by
from wiki.queries.people.members import administrators, member_named
from wiki.refusals import Refused

_NAME_NOT_FREE = gettext_lazy("This name can't be used. Choose another one.")


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
    """Remove everything that says who `user` is; their edits stay, by "Former member <number>".

    Their waiting proposals are withdrawn. Raises NotAllowed, and Refused for the last administrator.
    """
    require(may_close_account(by, user), _("Only its owner can close an account."))
    waiting = user.proposals.filter(state=ProposalState.WAITING)
    waiting.update(state=ProposalState.WITHDRAWN, decided_by=user, decided_at=clock.now())
    Report.objects.filter(by=user).update(by=None)
    with _renaming(user):
        if list(administrators()) == [user]:
            raise Refused(_("You are the last administrator. Make somebody else an administrator first."))
        end_sessions(user)
        for model in (EmailAddress, Authenticator):
            model.objects.filter(user=user).delete()
        user.groups.clear()
        user.user_permissions.clear()
        user.username = _("Former member %(number)s") % {"number": user.pk}
        user.email = user.first_name = user.last_name = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.last_login = None
        user.set_unusable_password()
        user.save()


def rename_member(member, *, by, name, reason):
    """Give `member` another name, everywhere. The journal does not repeat the old one.

    Raises NotAllowed, and Refused for a name that is taken or not allowed, for a member with the same
    powers, for a closed account, and without a reason.
    """
    require_power(by, "rename_member", reason)
    if not member.is_active:
        raise Refused(_("This account is closed. Its name says so and stays."))
    if may_act(member, "rename_member") and not may_change_groups(by):
        raise Refused(_("Only an administrator can rename a moderator."))
    _refuse_bad_name(name, member)
    try:
        with _renaming(member):
            member.username = name
            member.save(update_fields=["username"])
            record(JournalAction.RENAME, by=by, member=member, reason=reason)
    except IntegrityError as taken:  # by somebody who has just signed up
        raise Refused(_NAME_NOT_FREE) from taken


@contextmanager
def _renaming(member):
    """Lock what shows the name of `member` while the body changes it, and touch it afterwards."""
    with transaction.atomic():
        around = lock_pages(pages_signed_by(member))
        lock_members(administrators() | User.objects.filter(pk=member.pk))
        yield
        # The admin's own log repeats names.
        of_members = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(member))
        of_members.filter(object_id=member.pk).update(object_repr=member.username)
        Page.objects.filter(pk__in=around).touch()


def _refuse_bad_name(name, member):
    try:
        for check in new_name_validators:
            check(name)
        User._meta.get_field("username").clean(name, member)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    found = member_named(name)
    if name.lower() in settings.ACCOUNT_USERNAME_BLACKLIST or (found and found != member):
        raise Refused(_NAME_NOT_FREE)
    if name == member.username:
        raise Refused(_("The member has this name already."))

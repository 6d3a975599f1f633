"""Accounts of members: created, renamed, closed, logged out, put into groups."""

from contextlib import contextmanager
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.journal import record
from wiki.actions.locking import lock_pages, lock_rows
from wiki.models import (
    JournalAction,
    JournalEntry,
    Page,
    ProposalState,
    Report,
    User,
    WatchedTo,
    new_name_validators,
)
from wiki.permissions.powers import is_newcomer, may_act, may_change_groups, require, require_power
from wiki.queries.pages.dependents import pages_signed_by
from wiki.queries.people.members import administrators, member_named
from wiki.refusals import Refused

_STAFF_GROUPS = ("Moderators", "Administrators")


@act()
def welcome_member(name, password, *, groups=(), joined=None):
    """Create an account for an invented member (wiki.exchange.weeks) in these `groups`; return the User."""
    is_staff = any(group in _STAFF_GROUPS for group in groups)
    joined = joined or clock.now()
    user = User.objects.create_user(name, "", password, date_joined=joined, is_staff=is_staff)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def end_sessions(user, *, but=None):
    """Log `user` out everywhere, except in the session with the key `but`."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def forget_session(key):
    """Delete the record of when and from where the session with that key began."""
    UserSession.objects.filter(session_key=key).delete()


@act()
def close_account(user, *, by):
    """Delete everything that identifies `user`; their edits stay, by "Former member <number>".

    Their waiting proposals are withdrawn. Raises Refused for the last administrator.
    """
    require(by.is_active and by.pk == user.pk, _("Only its owner can close an account."))
    waiting, reports = user.proposals.filter(state=ProposalState.WAITING), Report.objects.filter(by=user)
    lock_rows(waiting)
    lock_rows(reports)
    waiting.update(state=ProposalState.WITHDRAWN, decided_by=user, decided_at=clock.now())
    reports.update(by=None)
    with _renaming(user):
        if list(administrators()) == [user]:
            raise Refused(_("You are the last administrator. Make somebody else an administrator first."))
        end_sessions(user)
        for model in (EmailAddress, Authenticator, WatchedTo):
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

    Raises Refused for a name that is taken or not allowed, for a closed account, and for a moderator unless
    `by` is an administrator.
    """
    require_power(by, "rename_member", reason)
    if not member.is_active:
        raise Refused(_("This account is closed, so its name can't be changed."))
    if may_act(member, "rename_member") and not may_change_groups(by):
        raise Refused(_("Only an administrator can rename a moderator."))
    not_free = Refused(_("This name can't be used. Choose another one."))
    try:
        for check in new_name_validators:
            check(name)
        User._meta.get_field("username").clean(name, member)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    if name.lower() in settings.ACCOUNT_USERNAME_BLACKLIST or member_named(name) not in (None, member):
        raise not_free
    if name == member.username:
        raise Refused(_("The member has this name already."))
    try:
        with _renaming(member):
            member.username = name
            member.save(update_fields=["username"])
            record(JournalAction.RENAME, by=by, member=member, reason=reason)
    except IntegrityError as taken:  # by somebody who has just signed up
        raise not_free from taken


@contextmanager
def _renaming(member):
    """Lock the pages that show the name of `member` while the block changes it, then touch them."""
    with act():
        around = lock_pages(pages_signed_by(member))
        lock_rows(administrators() | User.objects.filter(pk=member.pk))
        yield
        # The admin's own log repeats names.
        of_members = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(member))
        of_members.filter(object_id=member.pk).update(object_repr=member.username)
        Page.objects.filter(pk__in=around).touch()


def change_groups(user, groups, *, by):
    """Put `user` into exactly these `groups`, a list of names. Raises Refused for the last administrator."""
    require(may_change_groups(by), _("Only an administrator can change groups."))
    with act():
        lock_rows(administrators() | User.objects.filter(pk=user.pk))
        is_last = list(administrators()) == [user]
        if is_last and not user.is_superuser and "Administrators" not in groups:
            raise Refused(_("This is the last administrator. Make somebody else an administrator first."))
        if set(groups) == set(user.groups.values_list("name", flat=True)):
            return
        user.groups.set(Group.objects.filter(name__in=groups))
        record(JournalAction.GROUPS, by=by, member=user, groups=sorted(groups))
        user.is_staff = user.is_superuser or any(name in _STAFF_GROUPS for name in groups)
        user.save(update_fields=["is_staff"])


def promote_if_ready(user):
    """Make a newcomer Trusted after WIKI_TRUSTED_AFTER_DAYS and WIKI_TRUSTED_AFTER_EDITS that still stand.

    Blocked members are not promoted, nor those whose groups an administrator has changed.
    """
    trusted_on = user.date_joined + timedelta(days=settings.WIKI_TRUSTED_AFTER_DAYS)
    if not is_newcomer(user) or clock.now() < trusted_on:
        return
    standing = user.revisions.filter(page__deleted_at=None).exclude(mark__reverted=True)
    if standing.count() < settings.WIKI_TRUSTED_AFTER_EDITS:
        return
    with act():
        # Wait for administrators and moderators who are changing groups or blocks of this member.
        lock_rows(User.objects.filter(pk=user.pk))
        changed = JournalEntry.objects.filter(action=JournalAction.GROUPS, member=user)
        if not changed.exists() and not user.blocks.in_force().exists():
            user.groups.add(Group.objects.get(name="Trusted"))

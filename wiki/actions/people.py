"""What is decided about people with an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from wiki.actions.refusals import Refused
from wiki.permissions import may_change_groups, may_close_account, require
from wiki.queries.people import administrators

STAFF_GROUPS = ("Moderators", "Administrators")


def change_groups(user, groups, *, by):
    """Make `groups`, names of groups, all that `user` is in; moderators and above may open the admin.

    Raises NotAllowed.
    """
    require(may_change_groups(by), _("Only an administrator may change groups."))
    with transaction.atomic():
        user.groups.set(Group.objects.filter(name__in=groups))
        user.is_staff = user.is_superuser or any(name in STAFF_GROUPS for name in groups)
        user.save(update_fields=["is_staff"])


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

    Raises NotAllowed, and Refused for the last administrator.
    """
    require(may_close_account(by, user), _("An account is closed by whom it belongs to."))
    if list(administrators().select_for_update()) == [user]:
        raise Refused(_("You are the last administrator. Make somebody else one first."))
    end_sessions(user)
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
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
    # The journal of the admin remembers names.
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(user), object_id=user.pk)
    about.update(object_repr=user.username)

"""People with an account: who has a name, and what stands beside it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.internal.userkit import filter_users_by_email
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.models import User

# What somebody in a group is called; every member is in the others.
ROLES = {"Trusted": _("trusted member"), "Moderators": _("moderator"), "Administrators": _("administrator")}


@dataclass(frozen=True)
class Standing:
    """What everybody may know of a member: since when, how many edits of live pages, which roles in words."""

    joined: datetime
    edits: int
    roles: list[str]


def member_named(name):
    """Return the person of that name, in any case, with spaces or `_`, or None; it may be anything typed."""
    if "\0" in name:
        return None
    keys = [Lower(Value(spelling)) for spelling in {name, name.replace("_", " ")}]
    return User.objects.annotate(key=Lower("username")).filter(key__in=keys).first()


def members_meant(typed):
    """Return the members that a log-in may be for: by username, or by any of their addresses."""
    text = unicodedata.normalize("NFKC", typed).strip()
    named = member_named(text)
    return {*filter_users_by_email(text), *([named] if named else [])}


def normal_name(typed):
    """Return a username or address normalised in case, Unicode form and spaces, also written as `_`."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().replace("_", " ").split())


def standing_of(user):
    """Return the Standing of a member."""
    edits = user.revisions.filter(page__deleted_at=None).exclude(mark__author_hidden=True).count()
    groups = set(user.groups.values_list("name", flat=True))
    return Standing(user.date_joined, edits, [role for group, role in ROLES.items() if group in groups])


def standing_edits(user):
    """Return how many edits of `user` on live pages nobody has taken back."""
    return user.revisions.filter(page__deleted_at=None).exclude(mark__reverted=True).count()


def trusted_on(user):
    """Return the moment from which `user` has been here long enough to become Trusted."""
    return user.date_joined + timedelta(days=settings.WIKI_TRUSTED_AFTER_DAYS)


def administrators():
    """Return everybody who can still log in and change the groups of people."""
    named = User.groups.through.objects.filter(group__name="Administrators")
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=named.values("user_id")), is_active=True)


def sessions_of(user):
    """Return the log-ins of `user` that still hold, newest first. (allauth's own list deletes the others.)"""
    begun = UserSession.objects.filter(user=user).order_by("-created_at")
    alive = Session.objects.filter(
        expire_date__gt=timezone.now(), session_key__in=[one.session_key for one in begun]
    )
    # After a new password the others are void, though their time is not up.
    fingerprint = user.get_session_auth_hash()
    held = {one.session_key for one in alive if one.get_decoded().get(HASH_SESSION_KEY) == fingerprint}
    return [one for one in begun if one.session_key in held]

"""Members: by name, what everybody may know of them, and their record for moderators."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.userkit import filter_users_by_email
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.models import Block, RevisionMark, User
from wiki.queries.visibility import shown_page

# Labels for members of these groups; every member is in the others.
ROLES = {"Trusted": _("trusted member"), "Moderators": _("moderator"), "Administrators": _("administrator")}


def member_named(name):
    """Return the member with that name, in any case, with spaces or `_`, or None. Any input is safe."""
    if "\0" in name:
        return None
    keys = [Lower(Value(spelling)) for spelling in {name, name.replace("_", " ")}]
    return User.objects.annotate(key=Lower("username")).filter(key__in=keys).first()


def members_meant(typed):
    """Return the members that a log-in may be for: by username, or by any of their email addresses."""
    text = unicodedata.normalize("NFKC", typed).strip()
    named = member_named(text)
    return {*filter_users_by_email(text), *([named] if named else [])}


def normal_name(typed):
    """Return a username or address normalised in case, Unicode form and spaces, also written as `_`."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().replace("_", " ").split())


def public_record(sight, user):
    """Return {edits: how many on pages that a reader may know of, roles: list of labels} of `user`."""
    edits = user.revisions.filter(shown_page(sight, "page")).exclude(mark__author_hidden=True).count()
    groups = set(user.groups.values_list("name", flat=True))
    return {"edits": edits, "roles": [role for group, role in ROLES.items() if group in groups]}


@dataclass(frozen=True)
class Record:
    """Since when somebody is a member, their edits, how many were reverted, and whether they are blocked."""

    joined: datetime
    edits: int
    reverted: int
    is_blocked: bool

    @property
    def share(self):
        """The share of reverted edits, in percent."""
        return round(100 * self.reverted / self.edits) if self.edits else 0


def records_of(users):
    """Map the primary key of each user to their Record, in one query that two indexes answer."""
    reverted = RevisionMark.objects.filter(reverted=True).values("revision")
    counted = User.objects.filter(pk__in=users).annotate(
        edit_count=Count("revisions"),
        reverted_count=Count("revisions", filter=Q(revisions__in=reverted)),
        is_blocked=Exists(Block.objects.in_force().filter(member=OuterRef("pk"))),
    )
    return {
        user.pk: Record(user.date_joined, user.edit_count, user.reverted_count, user.is_blocked)
        for user in counted
    }


def administrators():
    """Return the active users who may change the groups of members."""
    named = User.groups.through.objects.filter(group__name="Administrators")
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=named.values("user_id")), is_active=True)


def sessions_of(user):
    """Return the valid sessions of `user`, newest first. (allauth's own list deletes the others.)"""
    sessions = UserSession.objects.filter(user=user).order_by("-created_at")
    keys = [session.session_key for session in sessions]
    unexpired = Session.objects.filter(expire_date__gt=timezone.now(), session_key__in=keys)
    # A new password makes other sessions invalid before they expire.
    hash_ = user.get_session_auth_hash()
    valid = {row.session_key for row in unexpired if row.get_decoded().get(HASH_SESSION_KEY) == hash_}
    return [session for session in sessions if session.session_key in valid]

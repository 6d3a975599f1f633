"""All that the wiki keeps about a member, as a file for them to take away."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder

from wiki.models import RevisionMark
from wiki.queries.moderation.reports import reports_of

_AT_ONCE = 100  # revisions or proposals in memory


def account_as_json(user, preferences):
    """Yield, in pieces, a JSON object: the account of `user`, `preferences`, all that they did and wrote."""
    about = {
        "account": _account(user),
        "preferences": preferences,
        "sessions": _rows(UserSession, user, "created_at", "ip", "user_agent"),
        "patrols": _patrols(user),
        "reports": _reports(user),
        "journal": _rows(LogEntry, user, "action_time", "object_repr", "action_flag", "change_message"),
    }
    yield _written(about).removesuffix("}")
    yield from _texts("revisions", user.revisions, _revision)
    yield from _texts("proposals", user.proposals, _proposal)
    yield "}\n"


def _texts(name, rows, written):
    """Yield one more part of the object: a list of what `written` makes of each row."""
    yield f', "{name}": ['
    found = rows.select_related("page").prefetch_related("page__titles").order_by("pk")
    for place, one in enumerate(found.iterator(chunk_size=_AT_ONCE)):
        yield (",\n" if place else "\n") + _written(written(one))
    yield "\n]"


def _account(user):
    return {
        "name": user.username,
        "emails": _rows(EmailAddress, user, "email", "verified", "primary"),
        "joined": user.date_joined,
        "last_log_in": user.last_login,
        "groups": list(user.groups.order_by("name").values_list("name", flat=True)),
        "second_step": _rows(Authenticator, user, "type", "created_at", "last_used_at"),
    }


def _patrols(user):
    patrolled = RevisionMark.objects.filter(patrolled_by=user).order_by("pk")
    return list(patrolled.values("revision_id", "patrolled_at"))


def _reports(user):
    columns = ("created_at", "kind", "title", "words", "outcome", "answer", "answered_at")
    return list(reports_of(user).order_by("pk").values(*columns))


def _rows(model, user, *columns):
    return list(model.objects.filter(user=user).order_by("pk").values(*columns))


def _revision(revision):
    columns = ("number", "created_at", "summary", "minor", "tags", "body", "facts")
    return {"page": str(revision.page)} | {name: getattr(revision, name) for name in columns}


def _proposal(proposal):
    columns = ("kind", "created_at", "changed_at", "summary", "minor", "cause", "body", "facts")
    came_of_it = ("state", "reason", "decided_at")
    return {"page": str(proposal)} | {name: getattr(proposal, name) for name in (*columns, *came_of_it)}


def _written(content):
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False)

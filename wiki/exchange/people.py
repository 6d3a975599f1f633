"""Everything that the wiki stores about a member, as a file to download."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder

from wiki.models import RevisionMark
from wiki.queries.moderation.reports import reports_of
from wiki.text.progress import progress_label

_CHUNK = 100  # revisions or proposals in memory at once
_REVISION = ("number", "created_at", "summary", "minor", "tags", "body", "facts")
_PROPOSAL = ("kind", "created_at", "changed_at", "summary", "minor", "cause", "body", "facts")
_PROPOSAL += ("state", "reason", "decided_at")
_REPORT = ("created_at", "kind", "title", "section", "progress", "words", "outcome", "answer", "answered_at")


def account_as_json(user, preferences):
    """Yield, in pieces, a JSON object with the account, `preferences` and all activity of `user`."""
    patrols = RevisionMark.objects.filter(patrolled_by=user).order_by("pk")
    reports = reports_of(user).order_by("pk")
    progress = user.watched.select_related("show").order_by("show__key")
    account = {
        "account": {
            "name": user.username,
            "emails": _rows(EmailAddress, user, "email", "verified", "primary"),
            "joined": user.date_joined,
            "last_log_in": user.last_login,
            "groups": list(user.groups.order_by("name").values_list("name", flat=True)),
            "second_step": _rows(Authenticator, user, "type", "created_at", "last_used_at"),
        },
        "preferences": preferences,
        "progress": {watched.show.key: progress_label(watched.point) for watched in progress},
        "sessions": _rows(UserSession, user, "created_at", "ip", "user_agent"),
        "patrols": list(patrols.values("revision_id", "patrolled_at")),
        "reports": list(reports.values(*_REPORT)),
        "journal": _rows(LogEntry, user, "action_time", "object_repr", "action_flag", "change_message"),
    }
    yield _json(account).removesuffix("}")
    yield from _list("revisions", user.revisions, lambda revision: revision.page, _REVISION)
    yield from _list("proposals", user.proposals, lambda proposal: proposal, _PROPOSAL)
    yield "}\n"


def _list(name, rows, page_of, columns):
    """Yield one more part of the object: a list with the page and the columns of each row."""
    yield f', "{name}": ['
    rows = rows.select_related("page").prefetch_related("page__titles").order_by("pk")
    for place, row in enumerate(rows.iterator(chunk_size=_CHUNK)):
        values = {"page": str(page_of(row))} | {column: getattr(row, column) for column in columns}
        yield (",\n" if place else "\n") + _json(values)
    yield "\n]"


def _rows(model, user, *columns):
    return list(model.objects.filter(user=user).order_by("pk").values(*columns))


def _json(values):
    return json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)

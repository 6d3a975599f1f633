"""A week on a wiki, written in a TOML file and played through the actions that everybody uses."""

import tomllib
from datetime import timedelta

from django.utils import timezone

from wiki.actions import clock
from wiki.actions.moderation.protection import protect_page
from wiki.actions.moderation.reports import report_problem
from wiki.actions.pages.editing import create_page, edit_page
from wiki.actions.people.accounts import welcome_member
from wiki.models import User
from wiki.queries.titles.lookup import find_title


def play(path, password):
    """Make the accounts of a week, with one `password`, and let it happen."""
    week = tomllib.loads(path.read_text(encoding="utf-8"))
    now = timezone.now()
    for account in week["accounts"]:
        joined = now - timedelta(days=account["joined"])
        welcome_member(account["name"], password, groups=account["groups"], joined=joined)
    for event in week["event"]:
        with clock.at(now - timedelta(hours=event["hours_ago"])):
            _EVENTS[event["do"]](event, User.objects.filter(username=event["who"]).first())


def _create(event, who):
    said = {"body": event["text"], "facts": {}, "summary": event.get("summary", "")}
    create_page(event["page"], event["kind"], by=who, **said)


def _edit(event, who):
    page = _page(event)
    body = page.current.body.replace(event["replace"], event["by"])
    _submit(page, who, event, body=body, facts=page.current.facts)


def _fact(event, who):
    page = _page(event)
    facts = page.current.facts | {event["fact"]: {"value": event["value"]}}
    _submit(page, who, event, body=page.current.body, facts=facts)


def _submit(page, who, event, **content):
    edit_page(page, by=who, base=page.current, summary=event.get("summary", ""), **content)


def _protect(event, who):
    protect_page(_page(event), by=who, what="edit", level=event["level"], reason=event["reason"])


def _report(event, who):
    page = _page(event)
    report_problem(page, by=who, title=event["page"], kind=event["kind"], words=event["text"])


def _page(event):
    return find_title(event["page"]).page


_EVENTS = {"create": _create, "edit": _edit, "fact": _fact, "protect": _protect, "report": _report}

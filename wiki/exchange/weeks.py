"""Plays a week on a wiki, written in a TOML file, through the same actions as the views."""

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
    """Make the accounts of the week in the file at `path`, all with `password`, and play its events."""
    week = tomllib.loads(path.read_text(encoding="utf-8"))
    now = timezone.now()
    for account in week["accounts"]:
        joined = now - timedelta(days=account["joined"])
        welcome_member(account["name"], password, groups=account["groups"], joined=joined)
    for event in week["event"]:
        with clock.at(now - timedelta(hours=event["hours_ago"])):
            _EVENTS[event["do"]](event, User.objects.filter(username=event["who"]).first())


def _create(event, user):
    content = {"body": event["text"], "facts": {}, "summary": event.get("summary", "")}
    create_page(event["page"], event["kind"], by=user, **content)


def _edit(event, user):
    """Replace text, or set a fact."""
    page = find_title(event["page"]).page
    body, facts = page.current.body, page.current.facts
    if "fact" in event:
        facts = facts | {event["fact"]: {"value": event["value"]}}
    else:
        body = body.replace(event["replace"], event["by"])
    edit_page(page, by=user, base=page.current, summary=event.get("summary", ""), body=body, facts=facts)


def _protect(event, user):
    page = find_title(event["page"]).page
    protect_page(page, by=user, what="edit", level=event["level"], reason=event["reason"])


def _report(event, user):
    page = find_title(event["page"]).page
    report_problem(page, by=user, title=event["page"], kind=event["kind"], words=event["text"])


_EVENTS = {"create": _create, "edit": _edit, "fact": _edit, "protect": _protect, "report": _report}

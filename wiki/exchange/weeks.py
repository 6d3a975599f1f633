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
from wiki.text.progress import FULL


def play(path, password):
    """Make the accounts of the week in the file at `path`, all with `password`, and play its events."""
    week = tomllib.loads(path.read_text(encoding="utf-8"))
    now = timezone.now()
    for account in week["accounts"]:
        joined = now - timedelta(days=account["joined"])
        welcome_member(account["name"], password, groups=account["groups"], joined=joined)
    for event in week["event"]:
        with clock.at(now - timedelta(hours=event["hours_ago"])):
            _act(event, User.objects.filter(username=event["who"]).first())


def _act(event, user):
    """Do what an event says: create or edit a page, set a fact, protect a page or report it."""
    summary = event.get("summary", "")
    if event["do"] == "create":
        create_page(event["page"], event["kind"], by=user, body=event["text"], facts={}, summary=summary)
        return
    page = find_title(FULL, event["page"]).page
    edit = {"base": page.current, "body": page.current.body, "facts": page.current.facts, "summary": summary}
    match event["do"]:
        case "edit":
            edit["body"] = edit["body"].replace(event["replace"], event["by"])
            edit_page(page, by=user, **edit)
        case "fact":
            edit["facts"] = edit["facts"] | {event["fact"]: {"value": event["value"]}}
            edit_page(page, by=user, **edit)
        case "protect":
            protect_page(page, by=user, what="edit", level=event["level"], reason=event["reason"])
        case "report":
            report_problem(page, by=user, title=event["page"], kind=event["kind"], words=event["text"])

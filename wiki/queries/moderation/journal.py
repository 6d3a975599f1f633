"""The journal: what was done here, as far as somebody may read it, and in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wiki.models import JournalEntry, RevisionMark, Title
from wiki.models.moderation import JournalAction, Level, Protected
from wiki.models.requests import ReportOutcome
from wiki.permissions.powers import may_act
from wiki.permissions.protection import moment_in_words
from wiki.queries.titles.lookup import find_title

_PARTS = {"text": gettext_lazy("text"), "summary": gettext_lazy("summary"), "author": gettext_lazy("author")}


@dataclass(frozen=True)
class JournalLine:
    """An entry, what its details say, what its page is called if it can be read, and whom it was about."""

    entry: JournalEntry
    details: list[str]
    page_title: str
    member: object | None


def readable_by(viewer, entries):
    """Return those of the `entries` that `viewer` may read: private ones are for moderators."""
    return entries if may_act(viewer, "view_private_journal") else entries.filter(private=False)


def journal(viewer, *, action="", person=None, member=None, title="", days=None, patrols=False):
    """Return the entries that `viewer` may read, newest first; each argument narrows them if it is given.

    `person` did it, `member` is whom it was about, `title` is one of a page or words that stand in an entry
    without a page, and `days` are the last so many. Patrols are left out unless they are asked for.
    """
    found = readable_by(viewer, JournalEntry.objects.all())
    if action:
        found = found.filter(action=action)
    elif not patrols:
        found = found.exclude(action=JournalAction.PATROL)
    if person:
        found = found.filter(by=person)
    if member:
        found = found.filter(member=member)
        found = found if may_act(viewer, "hide_revision") else found.exclude(_names_somebody_hidden())
    if title:
        found = found.filter(_about(title))
    if days:
        found = found.filter(created_at__gte=timezone.now() - timedelta(days=days))
    return _with_names(found)


def lines(viewer, entries):
    """Return a JournalLine for each entry. Members hidden beside an edit are hidden here too."""
    sees_all = may_act(viewer, "hide_revision")
    return [
        JournalLine(
            entry,
            list(details(entry)),
            str(entry.page) if entry.page and not entry.page.deleted_at else "",
            entry.member if sees_all or not entry.names_somebody_hidden else None,
        )
        for entry in entries
    ]


def details(entry):
    """Yield what the details of an entry say, in words."""
    said = entry.details
    if "what" in said:
        yield _label(Protected, said["what"])
    if "level" in said and entry.action == JournalAction.PROTECT:
        yield _("for %(who)s") % {"who": _label(Level, said["level"])}
    if said.get("pages"):
        yield _("on %(pages)s") % {"pages": ", ".join(said["pages"])}
    if "until" in said and entry.action in (JournalAction.BLOCK, JournalAction.PROTECT):
        yield _until(said["until"])
    if said.get("replaced"):
        yield _("replaced by the new one")
    if "edits" in said:
        yield ngettext("%(count)s edit", "%(count)s edits", said["edits"]) % {"count": said["edits"]}
    if "to" in said:
        yield _("to revision %(number)s") % {"number": said["to"]}
    if "new_title" in said:
        yield _("to %(title)s") % {"title": said["new_title"]}
    if "groups" in said:
        yield _("now: %(groups)s") % {"groups": ", ".join(said["groups"]) or _("none")}
    if "parts" in said:
        yield ", ".join(str(_PARTS.get(part, part)) for part in said["parts"])
    if "outcome" in said:
        yield _label(ReportOutcome, said["outcome"])


def _label(choices, code):
    return str(dict(choices.choices).get(code, code))


def _until(moment):
    return (
        _("until %(end)s") % {"end": moment_in_words(datetime.fromisoformat(moment))}
        if moment
        else moment_in_words(None)
    )


def _about(text):
    """Match entries about the page with that title, and those without a page that say it."""
    title = find_title(text)
    without_page = Q(page=None, title__iexact=text)
    return Q(page=title.page_id) | without_page if title else without_page


def _names_somebody_hidden():
    """Match entries that name a member whose name is hidden beside an edit of the same page."""
    marks = RevisionMark.objects.filter(author_hidden=True)
    return Exists(marks.filter(revision__page=OuterRef("page"), revision__author=OuterRef("member")))


def _with_names(entries):
    titles = Prefetch("page__titles", Title.objects.filter(is_current=True))
    named = entries.select_related("by", "member", "page").prefetch_related(titles)
    return named.annotate(names_somebody_hidden=_names_somebody_hidden()).order_by("-pk")

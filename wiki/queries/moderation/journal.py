"""The journal: its entries as far as a user may read them, and in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from wiki.models import (
    JournalAction,
    JournalEntry,
    Level,
    Page,
    Protected,
    ReportOutcome,
    RevisionMark,
    Title,
)
from wiki.permissions.powers import may_act
from wiki.permissions.protection import moment_in_words
from wiki.queries.titles.lookup import find_title
from wiki.queries.versions import midnight
from wiki.queries.visibility import hidden_pages

_PARTS = {"text": gettext_lazy("text"), "summary": gettext_lazy("summary"), "author": gettext_lazy("author")}


@dataclass(frozen=True)
class JournalLine:
    """An entry with its details in words. `page_title` is "" for a deleted page, `member` None if hidden."""

    entry: JournalEntry
    details: list[str]
    page_title: str
    member: object | None


def readable_by(viewer, entries):
    """Return those of `entries` that `viewer` may read: private ones are for moderators."""
    return entries if may_act(viewer, "view_private_journal") else entries.filter(private=False)


def journal(sight, viewer, *, action="", person=None, member=None, title="", days=None, patrols=False):
    """Return the entries that `viewer` may read, newest first, narrowed by each argument that is given.

    `person` is who acted, `member` whom it was about. `title` is the title of a page, or the one that an
    entry without a page is about. `days` are the last so many days. Patrols are left out by default, and so
    are pages that a reader with this Sight may not know of. Raises NotReached if `title` is one of them.
    """
    since = midnight(-days) if days else None
    wanted = {"action": action, "by": person, "member": member, "created_at__gte": since}
    wanted = {name: value for name, value in wanted.items() if value}
    entries = readable_by(viewer, JournalEntry.objects.filter(**wanted))
    entries = entries.exclude(page__in=hidden_pages(sight, Page.objects.all()))  # deleted ones, too
    if not action and not patrols:
        entries = entries.exclude(action=JournalAction.PATROL)
    if member and not may_act(viewer, "hide_revision"):
        entries = entries.exclude(_hidden_member())
    if title:
        titled, about_title = find_title(sight, title), Q(page=None, title__iexact=title)
        entries = entries.filter(Q(page=titled.page_id) | about_title if titled else about_title)
    titles = Prefetch("page__titles", Title.objects.filter(is_current=True))
    named = entries.select_related("by", "member", "page").prefetch_related(titles)
    return named.annotate(names_somebody_hidden=_hidden_member()).order_by("-pk")


def lines(viewer, entries):
    """Return a JournalLine for each entry of `journal`. A member hidden as an author is hidden here too."""
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
    """Yield the details of an entry in words."""
    values = entry.details
    if "what" in values:
        yield _label(Protected, values["what"])
    if "level" in values and entry.action == JournalAction.PROTECT:
        yield _("for %(who)s") % {"who": _label(Level, values["level"])}
    if values.get("pages"):
        yield _("on %(pages)s") % {"pages": ", ".join(values["pages"])}
    if "until" in values and entry.action in (JournalAction.BLOCK, JournalAction.PROTECT):
        end = datetime.fromisoformat(values["until"]) if values["until"] else None
        until = moment_in_words(end)
        yield _("until %(end)s") % {"end": until} if end else until
    if values.get("replaced"):
        yield _("replaced by the new one")
    if "edits" in values:
        yield ngettext("%(count)s edit", "%(count)s edits", values["edits"]) % {"count": values["edits"]}
    if "to" in values:
        yield _("to revision %(number)s") % {"number": values["to"]}
    if "new_title" in values:
        yield _("to %(title)s") % {"title": values["new_title"]}
    if "groups" in values:
        yield _("now: %(groups)s") % {"groups": ", ".join(values["groups"]) or _("none")}
    if "parts" in values:
        yield ", ".join(str(_PARTS.get(part, part)) for part in values["parts"])
    if "outcome" in values:
        yield _label(ReportOutcome, values["outcome"])


def _label(choices, code):
    return str(dict(choices.choices).get(code, code))


def _hidden_member():
    """Match the entries about a member who is hidden as the author of an edit of the same page."""
    marks = RevisionMark.objects.filter(author_hidden=True)
    return Exists(marks.filter(revision__page=OuterRef("page"), revision__author=OuterRef("member")))

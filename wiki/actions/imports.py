"""Imports pages from files, with their history."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from wiki.actions.acts import act
from wiki.actions.history.revisions import append_revision
from wiki.actions.locking import lock_wiki
from wiki.actions.pages.public_state import rebuild_pages, write_reaches
from wiki.actions.titles.moving import write_titles
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS
from wiki.models import Page, Revision, Title
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.availability import refuse_wrong_kind
from wiki.queries.titles.lookup import PageTitles
from wiki.refusals import BodyRefused, ImportRefused, InputRefused
from wiki.text.titles import clean_title, title_key
from wiki.wording import reason_of

_MAX_UID_LENGTH = Page._meta.get_field("uid").max_length
_MAX_SUMMARY_LENGTH = Revision._meta.get_field("summary").max_length


@dataclass(frozen=True)
class Fault:
    """Why an authored revision can't be imported. `place` is "title", "summary", "body" or that of a fact."""

    revision: object
    place: str
    reason: str

    def __str__(self):
        return f"{self.revision.uid}, revision {self.revision.number}: {self.reason}"


def import_pages(authored):
    """Create pages from authored revisions (wiki.exchange.files), and return their number.

    The revisions of a page follow each other, oldest first; the last becomes current. They have no author.
    Raises ImportRefused with all faults that can be found at once.
    """
    by_kind = sorted(authored, key=lambda revision: list(KINDS).index(revision.kind))
    histories = [list(history) for _uid, history in groupby(by_kind, key=attrgetter("uid"))]
    newest = [history[-1] for history in histories]
    with act():
        lock_wiki()
        by_uid = {revision.uid: revision for revision in newest}
        existing = Page.objects.filter(uid__in=by_uid).order_by("uid").values_list("uid", flat=True)
        faults = [Fault(by_uid[uid], "", _("This page exists already.")) for uid in existing]
        too_long = _("A uid has at most %(count)s characters.") % {"count": _MAX_UID_LENGTH}
        faults += [Fault(by_uid[uid], "", too_long) for uid in by_uid if len(uid) > _MAX_UID_LENGTH]
        if faults:
            raise ImportRefused(faults)
        pages = Page.objects.bulk_create(Page(uid=revision.uid, kind=revision.kind) for revision in newest)
        faults = list(_give_titles(pages, newest))
        for page, history in zip(pages, histories, strict=True):
            _write_history(page, history, faults)
        if faults:
            raise ImportRefused(faults)
        rebuild_pages(Page.objects.filter(pk__in=[page.pk for page in pages]))
        write_reaches(pages)
        return len(pages)


def _give_titles(pages, newest):
    """Write the title of each page, so that facts of other pages can name it; yield the faults."""
    owners = {}
    for page, revision in zip(pages, newest, strict=True):
        try:
            key, text = title_key(revision.title), clean_title(revision.title)
            refuse_wrong_kind(key, page.kind)
        except InputRefused as problem:
            yield Fault(revision, "title", reason_of(problem))
            continue
        if key in owners:
            taken = _("“%(title)s” is the title of %(uid)s too.") % {"title": text, "uid": owners[key]}
            yield Fault(revision, "title", taken)
        elif Title.objects.filter(key=key).exists():
            yield Fault(revision, "title", _("Another page has the title “%s” already.") % text)
        else:
            owners[key] = revision.uid
            write_titles(page, PageTitles(), PageTitles({key: text}, key))


def _write_history(page, history, faults):
    """Append the faults of the revisions of a page to `faults`, and write the revisions if there are none."""
    parent, typed = None, None
    for authored in history:
        content = _prepare(page, authored, faults)
        if not faults:
            columns = {"author": None, "created_at": authored.date, "summary": authored.summary}
            parent = append_revision(page, parent, content, **columns)
            typed = content.typed or typed
    if typed is not None and not faults:
        typed.save()  # later pages are compared with it where values must be unique


def _prepare(page, authored, faults):
    """Return the Content of a revision, or append what is wrong with it to `faults`."""
    if len(authored.summary) > _MAX_SUMMARY_LENGTH or "\0" in authored.summary:
        limit = _("A summary has at most %(count)s characters, and no null character.")
        faults.append(Fault(authored, "summary", limit % {"count": _MAX_SUMMARY_LENGTH}))
    try:
        return prepare(page, authored.body, authored.facts)
    except BodyRefused as refusal:
        faults.append(Fault(authored, "body", str(refusal)))
    except FactsInvalid as refusal:
        for place, reasons in refusal.errors.items():
            faults.append(Fault(authored, place, str(FactsInvalid({place: reasons}, KINDS[page.kind]))))
    return None

"""Bringing pages in from files, with their history."""

from itertools import groupby
from operator import attrgetter

from django.db import transaction

from wiki.actions.history.revisions import append_revision
from wiki.actions.pages.public_state import rebuild_pages
from wiki.actions.titles.writing import write_titles
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS
from wiki.models import Page
from wiki.queries.pages.preparation import prepare
from wiki.queries.titles.lookup import PageTitles
from wiki.refusals import BodyRefused
from wiki.text.titles import clean_title, title_key


def import_pages(authored):
    """Write pages that do not exist yet from authored revisions (wiki.exchange.files).

    The revisions of one page stand together, oldest first; the last becomes current. They have
    no author: they are the first edition. Returns how many pages were written. Raises BodyRefused,
    FactsInvalid or an IntegrityError for a page that exists; then nothing is written.
    """
    order = list(KINDS)
    by_kind = sorted(authored, key=lambda revision: order.index(revision.kind))
    with transaction.atomic():
        groups = [(uid, list(group)) for uid, group in groupby(by_kind, key=attrgetter("uid"))]
        pages = {uid: _new_page(revisions[-1]) for uid, revisions in groups}
        for uid, revisions in groups:
            _write_history(pages[uid], revisions)
        return rebuild_pages(Page.objects.filter(uid__in=pages))


def _new_page(authored):
    """Write a page and its title, so that facts of other pages can name it."""
    page = Page.objects.create(uid=authored.uid, kind=authored.kind)
    key = title_key(authored.title)
    write_titles(page, PageTitles(), PageTitles({key: clean_title(authored.title)}, key))
    return page


def _write_history(page, revisions):
    parent = None
    for authored in revisions:
        said = {"author": None, "created_at": authored.date, "summary": authored.summary}
        parent = append_revision(page, parent, _prepare(page, authored), **said)


def _prepare(page, authored):
    """Return the Content of one file; a refusal says which one it is about."""
    try:
        return prepare(page, authored.body, authored.facts)
    except (BodyRefused, FactsInvalid) as refusal:
        refusal.add_note(f"This is revision {authored.number} of {authored.uid}.")
        raise

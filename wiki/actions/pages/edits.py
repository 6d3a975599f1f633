"""Writes an edit: merged with what others saved meanwhile, then in one short transaction.

Permission, validity and the need for review are checked before (wiki.actions.pages.editing), so that
nothing slow happens under a lock.
"""

from copy import copy
from dataclasses import dataclass, field, replace

from django.db import IntegrityError
from django.utils.translation import gettext as _

from wiki.actions.acts import act
from wiki.actions.history.revisions import RETURNS, append_revision, mark, mark_reverted, reverted_by
from wiki.actions.locking import lock_names, lock_pages
from wiki.actions.pages.conflicts import MOVED_ON, RESTORED, TRY_AGAIN, refuse_unknown_base
from wiki.actions.pages.merging import merge
from wiki.actions.pages.public_state import write_public_state, write_reach
from wiki.actions.search.indexing import index_pages, pages_naming
from wiki.actions.titles.moving import write_titles
from wiki.facts.kind import REVEAL
from wiki.facts.references import uids_in
from wiki.facts.state import check_constraints
from wiki.models import Page, Revision, User
from wiki.queries.pages.dependents import NOTHING, dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.pages.preparation import Content
from wiki.queries.titles.availability import refuse_deleted, refuse_taken
from wiki.queries.titles.lookup import PageTitles, titles_of
from wiki.refusals import EditConflict, Refused
from wiki.text.titles import clean_title, title_key

_ATTEMPTS = 10
_RETURN_DEPTH = 15  # revisions; MediaWiki looks as far back for manual reverts


@dataclass(frozen=True)
class Edit:
    """New content for `page`, by the user `by`. The page may be deleted, or unsaved with a `title`.

    It is an edit of the revision `base`. `undoes` is the revision that it undoes, if it does nothing else;
    `choices` settle clashes (facts.merging). Without `merges` it is refused if somebody has saved since.
    """

    page: Page
    content: Content
    by: User
    base: Revision | None = None
    title: str = ""
    summary: str = ""
    minor: bool = False
    tags: tuple[str, ...] = ()
    undoes: Revision | None = None
    choices: dict = field(default_factory=dict)
    accepted_by: User | None = None
    merges: bool = True


def write(edit):
    """Write an Edit and return its revision, or the current one if nothing would change.

    Raises EditConflict, TitleTaken, BadTitle, BodyRefused, FactsInvalid or Refused.
    """
    if edit.base is not None:
        document_of(edit.page, edit.base)  # is compiled here if at all, not under a lock
    try:
        if edit.page.pk is None:
            return _write_new(edit)
        if edit.page.deleted_at:
            return _write_again(edit)
        return _merge_and_write(edit) if edit.merges else _write_over(edit)
    except IntegrityError:  # another page has this title by now, or a value that must be unique
        if edit.page.pk is None:
            refuse_taken(title_key(edit.title))
        if edit.content.typed is not None:
            check_constraints(edit.content.typed)
        raise


@act()
def _write_new(edit):
    page, content, key = copy(edit.page), edit.content, title_key(edit.title)
    lock_names()
    titles = PageTitles({key: clean_title(edit.title)}, key)
    around = lock_pages(dependents(page, NOTHING, face_of(content.facts, document_of(page, content), titles)))
    page.save()
    write_titles(page, PageTitles(), titles)
    return _append(replace(edit, summary=edit.summary or _("New page")), page, None, around)


@act()
def _write_again(edit):
    """Write the next revision of a deleted page, which restores it. Its older texts are hidden."""
    content = edit.content
    lock_names()
    face = face_of(content.facts, document_of(edit.page, content), titles_of(edit.page))
    around = lock_pages(dependents(edit.page, NOTHING, face))
    page = Page.objects.select_related("current").get(pk=edit.page.pk)
    if not page.deleted_at:
        raise EditConflict(RESTORED, page.current)
    page.deleted_at, page.deleted_reason = None, ""
    page.save(update_fields=["deleted_at", "deleted_reason"])
    mark(page.revisions.without_texts(), text_hidden=True, summary_hidden=True)
    edit = replace(edit, summary=edit.summary or _("Created again"), tags=(*edit.tags, "again"))
    revision = _append(edit, page, page.current, around)
    index_pages(pages_naming(page))
    return revision


def _merge_and_write(edit):
    """Write an edit of a page together with what others saved since its base."""
    page = edit.page
    for _attempt in range(_ATTEMPTS):
        refuse_deleted(page)
        if edit.content.sha256 == page.current.sha256:
            return page.current
        refuse_unknown_base(page, edit.base)
        merged = merge(edit, page)
        try:
            return write(replace(merged, merges=False))
        except EditConflict:
            # Somebody saved between the merge and the lock.
            page = Page.objects.select_related("current__author").get(pk=page.pk)
    raise Refused(TRY_AGAIN)


@act()
def _write_over(edit):
    """Write a revision on top of `base`. Raises EditConflict if that is no longer the current one."""
    page, base, content = copy(edit.page), edit.base, edit.content
    if base is None:
        raise EditConflict(MOVED_ON, page.current)
    document = document_of(page, base)
    titles = PageTitles()
    if base.facts.get(REVEAL) != content.facts.get(REVEAL):
        lock_names()
        titles = titles_of(page)
    elif _names(content.kind, content.facts, content.document) - _names(content.kind, base.facts, document):
        lock_names(shared=True)
    before = face_of(base.facts, document, titles)
    after = face_of(content.facts, document_of(page, content), titles)
    around = lock_pages(dependents(page, before, after))
    current_id, page.deleted_at = around[page.pk]
    refuse_deleted(page)
    if current_id != base.pk:
        raise EditConflict(MOVED_ON, Revision.objects.get(pk=current_id))
    if content.sha256 == base.sha256:
        return base
    recent = page.revisions.filter(number__gte=base.number - _RETURN_DEPTH, sha256=content.sha256)
    if not RETURNS.intersection(edit.tags) and recent.exists():
        edit = replace(edit, tags=(*edit.tags, "manual-revert"))
    return _append(edit, page, base, around, before=base)


def _append(edit, page, parent, around, before=None):
    """Append the revision, which touches the pages `around`, and write the public state."""
    columns = {name: getattr(edit, name) for name in ("accepted_by", "summary", "minor", "tags")}
    revision = append_revision(page, parent, edit.content, author=edit.by, around=around, **columns)
    write_public_state(page, before, known=edit.content.known, typed=edit.content.typed)
    write_reach(page, before, revision)
    if edit.undoes:
        mark_reverted([edit.undoes])
    elif RETURNS.intersection(edit.tags) - {"rollback"}:  # a roll-back marks its own
        mark_reverted(reverted_by(revision))
    return revision


def _names(kind, facts, document):
    """Return everything by which a page names others: titles, keys of sources, uids."""
    links = {link.key for link in (*document.links, *document.categories)}
    return links | {citation.source for citation in document.citations} | uids_in(kind, facts)

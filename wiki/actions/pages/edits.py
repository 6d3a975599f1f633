"""Writes an edit: merged with what others saved meanwhile, then in one short transaction.

Who may edit, whether the content can stand and whether it must be reviewed is asked before
(wiki.actions.pages.editing), so that nothing slow happens under a lock.
"""

from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wiki.actions.history.marks import RETURNS, hide_texts, mark_reverted, reverted_by
from wiki.actions.history.revisions import append_revision
from wiki.actions.locking import lock_names, lock_pages, touch_around
from wiki.actions.pages.conflicts import (
    MOVED_ON,
    RESTORED,
    SAVED_MEANWHILE,
    TOGETHER,
    TRY_AGAIN,
    refuse_unknown_base,
)
from wiki.actions.pages.public_state import write_public_state
from wiki.actions.search.indexing import index_pages, pages_naming
from wiki.actions.titles.writing import write_titles
from wiki.facts.checking import FactsInvalid
from wiki.facts.merging import merge_contents
from wiki.facts.references import uids_in
from wiki.facts.state import check_constraints
from wiki.models import Page, Revision, User
from wiki.queries.pages.dependents import NOTHING, dependents, face_of
from wiki.queries.pages.documents import document_of
from wiki.queries.pages.preparation import Content, prepare
from wiki.queries.titles.availability import refuse_deleted, refuse_taken
from wiki.queries.titles.lookup import PageTitles, titles_of
from wiki.refusals import BodyRefused, EditConflict, Overtaken
from wiki.text.titles import clean_title, title_key

_ATTEMPTS = 10
_RETURN_DEPTH = 15  # revisions; MediaWiki looks as far back


@dataclass(frozen=True)
class Edit:
    """What `by` wants `page` to say. The page may be unsaved, and then has a `title`, or deleted.

    It is an edit of the revision `base`. `undoes` is the revision that it takes back, when it does nothing
    else; `choices` settle clashes (facts.merging). An edit that does not merge is refused when somebody has
    saved since `base`.
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
    """Write an Edit and return its revision, or the current one when the page says just this already.

    Raises EditConflict, Overtaken, TitleTaken, BadTitle, BodyRefused, FactsInvalid or Refused; then nothing
    is written.
    """
    if edit.page.pk is None:
        return _write_new(edit)
    if edit.page.deleted_at:
        return _write_back(edit)
    return _merge_and_write(edit) if edit.merges else _write_over(edit)


def _write_new(edit):
    """Write a new page and its first revision."""
    page, content, key = copy(edit.page), edit.content, title_key(edit.title)
    try:
        with transaction.atomic():
            lock_names()
            titles = PageTitles({key: clean_title(edit.title)}, key)
            around = lock_pages(dependents(page, NOTHING, face_of(content.facts, content.document, titles)))
            page.save()
            write_titles(page, PageTitles(), titles)
            return _append(replace(edit, summary=edit.summary or _("New page")), page, None, around)
    except IntegrityError:
        refuse_taken(key)
        _refuse_duplicate(edit.content)
        raise


def _write_back(edit):
    """Write the next revision of a deleted page, which restores it. Its older texts are hidden."""
    content = edit.content
    with _refusing_duplicates(edit), transaction.atomic():
        lock_names()
        face = face_of(content.facts, content.document, titles_of(edit.page))
        around = lock_pages(dependents(edit.page, NOTHING, face))
        page = Page.objects.select_related("current").get(pk=edit.page.pk)
        if not page.deleted_at:
            raise EditConflict(RESTORED, page.current)
        page.deleted_at, page.deleted_reason = None, ""
        page.save(update_fields=["deleted_at", "deleted_reason"])
        hide_texts(page.revisions.without_texts())
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
        refuse_unknown_base(page, edit.base, page.current)
        merged = _merged(edit, page)
        try:
            return _write_over(merged)
        except EditConflict:
            # Somebody saved between our look and our lock.
            page = Page.objects.select_related("current__author").get(pk=page.pk)
    raise Overtaken(TRY_AGAIN)


def _merged(edit, page):
    """Return `edit` as an edit of the current revision of `page`, with what others have changed in it."""
    base, current, mine = edit.base, page.current, edit.content
    if current.sha256 == base.sha256:
        return replace(edit, page=page, base=current)
    start, theirs = ((revision.body, mine.kind.known(revision.facts)) for revision in (base, current))
    merge = merge_contents(mine.kind, start, theirs, (mine.body, mine.facts), edit.choices)
    if merge.clashes:
        raise EditConflict(SAVED_MEANWHILE, current, merge)
    try:
        content = prepare(page, merge.body, merge.facts)
    except BodyRefused as refusal:
        raise BodyRefused(f"{TOGETHER} {refusal}") from refusal
    except FactsInvalid as refusal:
        raise FactsInvalid({"facts": [str(TOGETHER)]} | refusal.errors) from refusal
    return replace(edit, page=page, base=current, content=content, tags=(*edit.tags, "merged"))


def _write_over(edit):
    """Write a revision on top of `base`. Raises EditConflict when that is not the current one any more."""
    page, base, content = copy(edit.page), edit.base, edit.content
    if base is None:
        raise EditConflict(MOVED_ON, page.current)
    with _refusing_duplicates(edit), transaction.atomic():
        if _names(content.kind, content.facts, content.document) - _names(
            content.kind, base.facts, document_of(base)
        ):
            lock_names(shared=True)
        before = face_of(base.facts, document_of(base))
        around = lock_pages(dependents(page, before, face_of(content.facts, content.document)))
        current_id, page.deleted_at = around[page.pk]
        refuse_deleted(page)
        if current_id != base.pk:
            raise EditConflict(MOVED_ON, Revision.objects.get(pk=current_id))
        if content.sha256 == base.sha256:
            return base
        return _append(_tagged(edit), page, base, around, before=base)


def _append(edit, page, parent, around, before=None):
    """Append the revision, write the public state, and touch the pages `around`."""
    revision = append_revision(
        page,
        parent,
        edit.content,
        author=edit.by,
        accepted_by=edit.accepted_by,
        summary=edit.summary,
        minor=edit.minor,
        tags=edit.tags,
    )
    write_public_state(page, edit.content, before)
    if before:
        mark_reverted(_reverted(edit, revision))
    touch_around(page, around)
    return revision


def _tagged(edit):
    """Return `edit`, tagged when it brings back what a recent revision said (as MediaWiki does)."""
    if RETURNS.intersection(edit.tags):
        return edit
    recent = edit.page.revisions.filter(number__gte=edit.base.number - _RETURN_DEPTH)
    is_return = recent.filter(sha256=edit.content.sha256).exists()
    return replace(edit, tags=(*edit.tags, "manual-revert")) if is_return else edit


def _reverted(edit, revision):
    """Return the revisions that an edit takes back. A roll-back marks its own."""
    if edit.undoes:
        return [edit.undoes]
    return reverted_by(revision) if RETURNS.intersection(revision.tags) - {"rollback"} else []


def _names(kind, facts, document):
    """Return everything by which a page names others: titles, keys of sources, uids."""
    links = {link.key for link in (*document.links, *document.categories)}
    return links | {citation.source for citation in document.citations} | uids_in(kind, facts)


@contextmanager
def _refusing_duplicates(edit):
    """Turn an IntegrityError into FactsInvalid where another page has what must be unique to one."""
    try:
        yield
    except IntegrityError:
        _refuse_duplicate(edit.content)
        raise


def _refuse_duplicate(content):
    if content.typed is not None:
        check_constraints(content.typed)

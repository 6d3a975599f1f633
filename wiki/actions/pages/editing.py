"""Writes pages: new ones, edits, restored revisions. The site, the admin and commands call the same actions.

Each goes through one sequence: may they, prepare, screen, then propose or write (_submit).
"""

from django.utils.translation import gettext as _

from wiki.actions import clock
from wiki.actions.acts import act
from wiki.actions.locking import lock_rows
from wiki.actions.pages.conflicts import refuse_unknown_base
from wiki.actions.pages.edits import Edit, write
from wiki.actions.people.accounts import promote_if_ready
from wiki.facts.kinds import KINDS
from wiki.models import Page, Proposal, ProposalState, User
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import cause_of_review, refuse_banned_sites
from wiki.queries.titles.availability import refuse_deleted, refuse_taken, refuse_wrong_kind
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import Refused, TitleTaken
from wiki.text.titles import clean_title, title_key

MAX_WAITING = 20  # proposals of one member


def create_page(title, kind, *, by, body, facts, summary="", minor=False):
    """Create a page and return its first revision, or its Proposal if it must be reviewed.

    The title of a deleted page continues the history of that page, whose kind stays. If a page with this
    title, kind and content exists, its revision is returned, because the form was sent twice. Raises
    BadTitle, TitleTaken, BodyRefused, FactsInvalid, InputRefused or Refused.
    """
    key = title_key(title)
    deleted = deleted_page(title)
    page, rights = deleted or Page(kind=kind), EditRights(by, deleted, key=key)
    refuse(rights.why_not_edit)
    try:
        if not deleted:
            refuse_taken(key)
            refuse_wrong_kind(key, kind)
        return _submit(page, rights, body, facts, title=title, summary=summary, minor=minor)
    except TitleTaken as taken:
        existing = taken.title.page
        if existing.kind != kind or prepare(existing, body, facts).sha256 != taken.current.sha256:
            raise
        return taken.current


def edit_page(page, *, by, base, body, facts, summary="", minor=False, undoes=None, choices=None):
    """Save text and facts of `page` as an edit of the revision `base`.

    Returns the new revision, the current one if nothing would change, or the Proposal if the edit must be
    reviewed. If somebody has saved since `base`, both edits are merged; `choices` settle clashes
    (facts.merging). `undoes` is the revision that this edit undoes, if it does nothing else. Raises
    BodyRefused, FactsInvalid, InputRefused, Refused, or EditConflict if both changed the same places or
    `base` is unknown.
    """
    rights = EditRights(by, page)
    refuse(rights.why_not_edit)
    if base is None or base.pk != page.current_id:
        page = Page.objects.select_related("current__author").get(pk=page.pk)
    refuse_deleted(page)
    tags = ("undo",) if undoes else ()
    options = {"base": base, "undoes": undoes, "choices": choices or {}, "tags": tags}
    return _submit(page, rights, body, facts, summary=summary, minor=minor, **options)


def restore_revision(revision, *, by, base):
    """Make text and facts of an old revision current again, on top of `base`; see edit_page.

    Nothing is merged: raises EditConflict if `base` is no longer current.
    """
    page = revision.page
    rights = EditRights(by, page)
    refuse(rights.why_not_edit)
    refuse_deleted(page)
    if not revision.is_readable:
        raise Refused(revision.why_unreadable + " " + _("It can't be restored."))
    facts = KINDS[page.kind].known(revision.facts)
    summary = _("Restored revision %(number)s") % {"number": revision.number}
    options = {"base": base, "tags": ("restored",), "merges": False}
    return _submit(page, rights, revision.body, facts, summary=summary, **options)


def _submit(page, rights, body, facts, **options):
    """Prepare and screen an edit by the user of these EditRights, then propose or write it."""
    content = prepare(page, body, facts)
    refuse_banned_sites(page, content)
    edit = Edit(page, content, rights.user, **options)
    if cause := cause_of_review(rights, content):
        return _propose(edit, cause)
    revision = write(edit)
    promote_if_ready(rights.user)
    return revision


def _propose(edit, cause):
    """Save an Edit as a Proposal, and return it; or the same revision if nothing would change."""
    if not edit.title:
        page = Page.objects.select_related("current").get(pk=edit.page.pk)
        refuse_deleted(page)
        if edit.content.sha256 == page.current.sha256:
            return page.current
        refuse_unknown_base(page, edit.base)
        if edit.content.sha256 == edit.base.sha256:
            return edit.base
    with act():
        lock_rows(User.objects.filter(pk=edit.by.pk))  # or two proposals at once could exceed the limit
        if Proposal.objects.filter(author=edit.by, state=ProposalState.WAITING).count() >= MAX_WAITING:
            words = _("%(count)s of your edits are waiting for review. Change or withdraw one of them first.")
            raise Refused(words % {"count": MAX_WAITING})
        now = clock.now()
        return Proposal.objects.create(
            page=None if edit.title else edit.page,
            title=clean_title(edit.title) if edit.title else "",
            kind=edit.page.kind,
            base=edit.base,
            author=edit.by,
            body=edit.content.body,
            facts=edit.content.facts,
            summary=edit.summary.strip()[:500],
            minor=edit.minor,
            cause=cause,
            created_at=now,
            changed_at=now,
        )

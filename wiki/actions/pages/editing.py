"""Writing pages: new ones, edits, restored revisions."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions.history.revisions import insert_revision, mark_reverted, taken_back_by
from wiki.actions.pages.public_state import lock_around, relink_marked, write_links, write_rows, write_typed
from wiki.actions.search.indexing import index_page
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS, PREFIXES, prefixed_kind
from wiki.facts.merging import merge_contents
from wiki.facts.references import look_up
from wiki.facts.state import check_constraints, typed_page
from wiki.models import Page, Title
from wiki.permissions import refuse, why_not_edit
from wiki.queries.pages.preparation import prepare
from wiki.queries.pages.screening import refuse_banned_sites, refuse_unreviewed
from wiki.refusals import BodyRefused, EditConflict, Overtaken, Refused, TitleTaken
from wiki.text.titles import clean_title, title_key

_RESERVED = gettext_lazy("Titles that begin with Category:, File: or Help: are not for pages of this kind.")

_SAVED_MEANWHILE = gettext_lazy(
    "Somebody else saved this page while you were writing, and you both changed the same places. "
    "Nothing of yours is saved yet, and nothing is lost: it is in the form below."
)
_MOVED_ON = gettext_lazy(
    "Somebody else saved this page meanwhile, so nothing was done. Look at it as it is now, then try again."
)
_UNKNOWN_BASE = gettext_lazy(
    "We can't tell which revision of this page you changed. Nothing is saved yet, and nothing is lost: "
    "compare your text with the page as it is now, then save again."
)
_TOGETHER = gettext_lazy("Together with what somebody else saved meanwhile, this can't stand.")
_RETURNS = {"restored", "manual-revert"}  # whoever rolls back marks what is undone
_ATTEMPTS = 10
_RETURN_DEPTH = 15  # revisions; MediaWiki looks as far back


def create_page(title, kind, *, by, body, facts, summary="", minor=False):
    """Write a new page and return its first revision.

    Raises NotAllowed, BadTitle, TitleTaken, BodyRefused, FactsInvalid, or ReviewNeeded when it has to be
    proposed; then nothing is written. When the page says just this already, its revision comes back.
    """
    key = title_key(title)
    refuse(why_not_edit(by, key=key))
    try:
        refuse_taken(key)
        refuse_wrong_kind(key, kind)
        page = Page(kind=kind)
        content = prepare(page, body, facts)
        refuse_banned_sites(page, content)
        refuse_unreviewed(by, page, content, key=key)
        return write_new(page, title, content, by=by, summary=summary, minor=minor)
    except TitleTaken as taken:
        page = taken.title.page
        if page.kind != kind or prepare(page, body, facts).sha256 != taken.current.sha256:
            raise
        return taken.current  # one form was sent twice


def write_new(page, title, content, *, by, summary="", minor=False, accepted_by=None, tags=()):
    """Save an unsaved `page` with a Content, and return its first revision. Raises BadTitle or TitleTaken."""
    text, key = clean_title(title), title_key(title)
    try:
        with transaction.atomic():
            around = lock_around(page, {}, content, new_title_key=key)
            page.save()
            Title.objects.create(page=page, key=key, text=text)
            summary = summary or _("New page")
            said = {"summary": summary, "minor": minor, "accepted_by": accepted_by, "tags": tags}
            return write_content(page, content, None, [*around, page.pk], by=by, **said)
    except IntegrityError:
        refuse_taken(key)
        refuse_duplicate(content, page)
        raise


def edit_page(page, *, by, base, body, facts, summary="", minor=False, undoes=None, choices=None):
    """Save words and facts of `page` as one revision, and return it; they are an edit of `base`.

    When somebody has saved since, both are merged; `choices` settles clashes (facts.merging). `undoes` is the
    revision that is taken back, when the edit does nothing else. When the page says just this already there
    is no new revision, and the current one comes back. Raises NotAllowed, BodyRefused, FactsInvalid,
    Overtaken, EditConflict where both changed the same or `base` is no revision of the page, or ReviewNeeded
    when it has to be proposed; then nothing is written.
    """
    refuse(why_not_edit(by, page))
    mine = prepare(page, body, facts)
    refuse_banned_sites(page, mine)
    refuse_unreviewed(by, page, mine)
    said = {"by": by, "summary": summary, "minor": minor, "tags": ["undo"] if undoes else []}
    return merge_in(page, mine, base, choices=choices, undoes=undoes, **said)


def merge_in(page, mine, base, *, tags=(), choices=None, **said):
    """Save a Content, an edit of the revision `base`, merged with what was saved since; see edit_page."""
    for _attempt in range(_ATTEMPTS):
        now = Page.objects.select_related("current__author").get(pk=page.pk)
        refuse_deleted(now)
        current = now.current
        if mine.sha256 == current.sha256:
            return current
        content = mine
        refuse_unknown_base(page, base, current)
        if current.sha256 != base.sha256:
            content = _merged(page, mine, base, current, choices)
            tags = [*dict.fromkeys([*tags, "merged"])]
        try:
            return write_over(page, current, content, tags=tags, **said)
        except EditConflict:
            continue  # somebody was quicker between our look and our lock
    raise Overtaken(_("Several people are saving this page at this moment. Nothing is lost: save again."))


def refuse_unknown_base(page, base, current):
    """Raise EditConflict when `base` is no revision of `page`, or what it said was removed for good."""
    if base is None or base.page_id != page.pk or base.is_emptied:
        raise EditConflict(_UNKNOWN_BASE, current)


def write_over(page, base, content, *, tags=(), undoes=None, **said):
    """Save a Content as one revision on top of `base`, and return it; nothing is merged.

    `said` is by whom, and summary, minor and accepted_by as actions.revisions takes them.
    All checks come before the lock, which is held only to see that `base` is still current and to write.
    Raises EditConflict when it is not; then nothing is written.
    """
    try:
        with transaction.atomic():
            around = lock_around(page, base.facts, content)
            # Asked anew: somebody may have saved while we waited for the lock.
            locked = Page.objects.select_related("current").get(pk=page.pk)
            refuse_deleted(locked)
            if content.sha256 == locked.current.sha256:
                return locked.current
            if base != locked.current:
                raise EditConflict(_MOVED_ON, locked.current)
            tags = tags or _tags_of_return(locked, content)
            revision = write_content(locked, content, base, around, tags=tags, **said)
            returns = _RETURNS.intersection(revision.tags)
            mark_reverted([undoes] if undoes else taken_back_by(revision) if returns else [])
            return revision
    except IntegrityError:
        refuse_duplicate(content, page)
        raise


def restore_revision(revision, *, by, base):
    """Make an old revision's words and facts current again, as a new revision on top of `base`.

    Raises as edit_page does; nothing is merged: EditConflict when `base` is not current any more.
    """
    page = revision.page
    refuse(why_not_edit(by, page))
    if not revision.is_readable:
        raise Refused(revision.why_unreadable + " " + _("So it can't come back."))
    if base is None:
        raise EditConflict(_MOVED_ON, page.current)
    content = prepare(page, revision.body, KINDS[page.kind].known(revision.facts))
    refuse_banned_sites(page, content)
    refuse_unreviewed(by, page, content)
    return write_over(page, base, content, by=by, summary=summary_of_restoring(revision), tags=["restored"])


def summary_of_restoring(revision):
    return _("Restored revision %(number)s") % {"number": revision.number}


def _merged(page, mine, base, current, choices):
    """Return the Content that `mine` and what others saved since the revision `base` make together."""
    start, theirs = ((one.body, mine.kind.known(one.facts)) for one in (base, current))
    merge = merge_contents(mine.kind, start, theirs, (mine.body, mine.facts), choices)
    if merge.clashes:
        raise EditConflict(_SAVED_MEANWHILE, current, merge)
    try:
        return prepare(page, merge.body, merge.facts)
    except BodyRefused as refusal:
        raise BodyRefused(f"{_TOGETHER} {refusal}") from refusal
    except FactsInvalid as refusal:
        raise FactsInvalid({"facts": [str(_TOGETHER)]} | refusal.errors) from refusal


def _tags_of_return(page, content):
    """Say when somebody brings back by hand what one of the newest revisions said (as MediaWiki does)."""
    recent = page.revisions.filter(number__gte=page.current.number - _RETURN_DEPTH)
    return ["manual-revert"] if recent.filter(sha256=content.sha256).exists() else []


def write_content(page, content, parent, around, *, by, summary="", minor=False, tags=(), accepted_by=None):
    """Insert the revision, move the pointer, write the public state, and touch the pages `around`."""
    said = {"by": by, "summary": summary, "minor": minor, "tags": tags, "accepted_by": accepted_by}
    revision = insert_revision(page, parent, content=content, **said)
    write_typed(page, content.facts, content.known)
    # What a new page is, is known only now.
    known = content.known if parent else content.known | look_up([page.uid])
    write_rows(page, content.facts, known, before=parent.facts if parent else {})
    write_links(page, content.facts, content.document)
    if content.kind.name == "show" and (
        parent is None or parent.facts.get("key") != content.facts.get("key")
    ):
        relink_marked()
    index_page(page, content.facts, content.document)
    Page.objects.filter(pk__in=around).touch()
    return revision


def refuse_taken(key):
    """Raise TitleTaken when a page is called that, or was, and Refused when that page is deleted."""
    taken = Title.objects.select_related("page").filter(key=key).first()
    if taken and taken.page.deleted_at:
        raise Refused(_("A page with this title was deleted, and keeps the title. Choose another."))
    if taken:
        raise TitleTaken(_("There is a page with this title already."), taken)


def refuse_deleted(page):
    """Raise Refused when `page` is deleted."""
    if page.deleted_at:
        raise Refused(_("This page is deleted, so nothing was done. The reason: ") + page.deleted_reason)


def refuse_wrong_kind(key, kind):
    """Raise Refused when a page of that kind can't have a title with this key."""
    if kind not in KINDS:
        raise Refused(_("Choose what the page is about."))
    prefix = PREFIXES.get(kind, "")
    if prefixed_kind(key) != (kind if prefix else None):
        words = _("The title of a page of this kind begins with %(prefix)s") if prefix else _RESERVED
        raise Refused(words % {"prefix": prefix})
    if key == prefix.casefold():
        raise Refused(_("Write a name after %(prefix)s") % {"prefix": prefix})


def refuse_duplicate(content, page):
    typed = typed_page(content.kind, page, content.facts, content.known)
    if typed is not None:
        check_constraints(typed)

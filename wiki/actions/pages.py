"""Writing pages: new ones, edits, restored revisions."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions.preparation import prepare
from wiki.actions.refusals import BodyRefused, EditConflict, Overtaken, Refused, TitleTaken
from wiki.actions.search import index_page
from wiki.actions.state import lock_around, relink_marked, write_links, write_rows, write_typed
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS, PREFIXES, prefixed_kind
from wiki.facts.merging import merge_contents
from wiki.facts.references import look_up
from wiki.facts.state import check_constraints, typed_page
from wiki.models import Page, Revision, Title
from wiki.permissions import may_edit, require
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
_ATTEMPTS = 10
_RETURN_DEPTH = 15  # revisions; MediaWiki looks as far back


def create_page(title, kind, *, by, body, facts, summary="", minor=False):
    """Write a new page and return its first revision.

    Raises NotAllowed, BadTitle, TitleTaken, BodyRefused or FactsInvalid; then nothing is written.
    """
    require(may_edit(by), _("Log in to write a page."))
    text, key = clean_title(title), title_key(title)
    refuse_taken(key)
    refuse_wrong_kind(key, kind)
    page = Page(kind=kind)
    content = prepare(page, body, facts)
    try:
        with transaction.atomic():
            around = lock_around(page, {}, content, new_title_key=key)
            page.save()
            Title.objects.create(page=page, key=key, text=text)
            summary = summary or _("New page")
            return _write(page, content, None, [*around, page.pk], by=by, summary=summary, minor=minor)
    except IntegrityError:
        refuse_taken(key)
        _refuse_duplicate(content, page)
        raise


def edit_page(page, *, by, base, body, facts, summary="", minor=False, tags=(), choices=None):
    """Save words and facts of `page` as one revision, and return it; they are an edit of `base`.

    When somebody has saved since, both are merged; `choices` settles clashes (facts.merging). When the page
    says just this already there is no new revision, and the current one comes back. Raises NotAllowed,
    BodyRefused, FactsInvalid, Overtaken, or EditConflict where both changed the same or `base` is no revision
    of the page; then nothing is written.
    """
    require(may_edit(by, page), _("Log in to change this page."))
    mine = prepare(page, body, facts)
    for _attempt in range(_ATTEMPTS):
        current = Page.objects.select_related("current__author").get(pk=page.pk).current
        if mine.sha256 == current.sha256:
            return current
        content = mine
        if base is None or base.page_id != page.pk:
            raise EditConflict(_UNKNOWN_BASE, current)
        if current.sha256 != base.sha256:
            content = _merged(page, mine, base, current, choices)
            tags = [*dict.fromkeys([*tags, "merged"])]
        try:
            return write_over(page, current, content, by=by, summary=summary, minor=minor, tags=tags)
        except EditConflict:
            continue  # somebody was quicker between our look and our lock
    raise Overtaken(_("Several people are saving this page at this moment. Nothing is lost: save again."))


def write_over(page, base, content, *, by, summary="", minor=False, tags=()):
    """Save a Content as one revision on top of `base`, and return it; nothing is merged.

    All checks come before the lock, which is held only to see that `base` is still current and to write.
    Raises EditConflict when it is not; then nothing is written.
    """
    try:
        with transaction.atomic():
            around = lock_around(page, base.facts, content)
            # Asked anew: somebody may have saved while we waited for the lock.
            locked = Page.objects.select_related("current").get(pk=page.pk)
            if content.sha256 == locked.current.sha256:
                return locked.current
            if base != locked.current:
                raise EditConflict(_MOVED_ON, locked.current)
            tags = tags or _tags_of_return(locked, content)
            return _write(locked, content, base, around, by=by, summary=summary, minor=minor, tags=tags)
    except IntegrityError:
        _refuse_duplicate(content, page)
        raise


def restore_revision(revision, *, by, base):
    """Make an old revision's words and facts current again, as a new revision on top of `base`.

    Raises as edit_page does; nothing is merged: EditConflict when `base` is not current any more.
    """
    page = revision.page
    require(may_edit(by, page), _("Log in to change this page."))
    if base is None:
        raise EditConflict(_MOVED_ON, page.current)
    content = prepare(page, revision.body, KINDS[page.kind].known(revision.facts))
    summary = _("Restored revision %(number)s") % {"number": revision.number}
    return write_over(page, base, content, by=by, summary=summary, tags=["restored"])


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


def _write(page, content, parent, around, *, by, summary, minor, tags=()):
    """Insert the revision, move the pointer, write the public state, and touch the pages `around`."""
    revision = Revision.objects.create(
        page=page,
        number=parent.number + 1 if parent else 1,
        parent=parent,
        author=by,
        created_at=timezone.now(),
        summary=summary.strip()[:500],
        minor=minor,
        body=content.body,
        facts=content.facts,
        size=content.size,
        sha256=content.sha256,
        tags=list(tags),
    )
    page.current = revision
    page.save(update_fields=["current"])
    write_typed(page, content.facts, content.known)
    write_rows(page, content.facts, content.known | look_up([page.uid]))
    write_links(page, content.facts, content.document)
    if content.kind.name == "show" and (
        parent is None or parent.facts.get("key") != content.facts.get("key")
    ):
        relink_marked()
    index_page(page, content.facts, content.document)
    Page.objects.filter(pk__in=around).touch()
    return revision


def refuse_taken(key):
    """Raise TitleTaken when a page is called that, or was."""
    taken = Title.objects.select_related("page").filter(key=key).first()
    if taken:
        raise TitleTaken(_("There is a page with this title already."), taken)


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


def _refuse_duplicate(content, page):
    typed = typed_page(content.kind, page, content.facts, content.known)
    if typed is not None:
        check_constraints(typed)

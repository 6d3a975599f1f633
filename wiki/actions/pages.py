"""Writing pages: new ones, edits, restored revisions."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.actions.preparation import prepare
from wiki.actions.refusals import EditConflict, Refused, TitleTaken
from wiki.actions.search import index_page
from wiki.actions.state import lock_around, write_links, write_rows, write_typed
from wiki.facts.kinds import KINDS, PREFIXES, prefixed_kind
from wiki.facts.references import look_up
from wiki.facts.state import check_constraints, typed_page
from wiki.models import Page, Revision, Title
from wiki.permissions import may_edit, require
from wiki.text.titles import clean_title, title_key

_RESERVED = gettext_lazy("Titles that begin with Category:, File: or Help: are not for pages of this kind.")


def create_page(title, kind, *, by, body, facts, summary="", minor=False):
    """Write a new page and return its first revision.

    Raises NotAllowed, BadTitle, TitleTaken, BodyRefused or FactsInvalid; then nothing is written.
    """
    require(may_edit(by), _("Log in to write a page."))
    text, key = clean_title(title), title_key(title)
    _refuse_taken(key)
    _refuse_wrong_kind(key, kind)
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
        _refuse_taken(key)
        _refuse_duplicate(content, page)
        raise


def edit_page(page, *, by, base, body, facts, summary="", minor=False, tags=()):
    """Save words and facts of `page` as one revision on top of `base`, and return it.

    When the page says just this already there is no new revision, and the current one comes back. All
    checks come before the lock, which is held only to see that `base` is still current and to write.
    Raises NotAllowed, EditConflict, BodyRefused or FactsInvalid; then nothing is written.
    """
    require(may_edit(by, page), _("Log in to change this page."))
    content = prepare(page, body, facts)
    try:
        with transaction.atomic():
            around = lock_around(page, base.facts if base else {}, content)
            # Asked anew: somebody may have saved while we waited for the lock.
            locked = Page.objects.select_related("current").get(pk=page.pk)
            if content.sha256 == locked.current.sha256:
                return locked.current
            if base != locked.current:
                raise EditConflict(
                    _(
                        "Somebody else saved this page while you were writing. "
                        "Nothing of yours is saved yet, and nothing is lost: it is in the form below."
                    ),
                    locked.current,
                )
            return _write(locked, content, base, around, by=by, summary=summary, minor=minor, tags=tags)
    except IntegrityError:
        _refuse_duplicate(content, page)
        raise


def restore_revision(revision, *, by, base):
    """Make an old revision's words and facts current again, as a new revision on top of `base`."""
    return edit_page(
        revision.page,
        by=by,
        base=base,
        body=revision.body,
        facts=KINDS[revision.page.kind].known(revision.facts),
        summary=_("Restored revision %(number)s") % {"number": revision.number},
        tags=["restored"],
    )


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
    index_page(page, content.facts, content.document)
    Page.objects.filter(pk__in=around).touch()
    return revision


def _refuse_taken(key):
    taken = Title.objects.select_related("page").filter(key=key).first()
    if taken:
        raise TitleTaken(_("There is a page with this title already."), taken)


def _refuse_wrong_kind(key, kind):
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

"""What a page is called: its title, and other titles that lead to it. Each change stands in its history."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wiki.actions.history.revisions import insert_revision
from wiki.actions.pages.editing import refuse_deleted, refuse_taken, refuse_wrong_kind
from wiki.actions.pages.public_state import lock_named
from wiki.actions.search.indexing import index_page, index_what_names
from wiki.models import Page, PageLink, Title
from wiki.models.pages import LinkKind
from wiki.permissions import may_act, refuse, require, why_not_call, why_not_move
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.retitling import ADDED, MOVED, REMOVED
from wiki.refusals import Refused
from wiki.text.titles import clean_title, title_key

_MOST_BESIDE_UID = 150  # characters


def move_page(page, *, by, title, keep_old=True, reason=""):
    """Give `page` another title, and return the revision that says so.

    With `keep_old` the title before still leads to the page, else nothing is called that any more. A title
    that leads to the page already becomes its own. Facts name pages by uid, so that nothing else changes.
    Raises NotAllowed, BadTitle, TitleTaken or Refused; then nothing is written.
    """
    text, key = clean_title(title), title_key(title)
    refuse(why_not_call(by, key))
    with _changing_titles(page, by, key) as old:
        if old.text == text:
            raise Refused(_("The page has this title already."))
        _put_in_place(page, old, text, key, keep_old)
        PageLink.objects.filter(kind=LinkKind.FACT, target_key=old.key).update(
            target_key=key, target_title=text
        )
        index_what_names(page)
        words = {"old": old.text, "new": text}
        return _note(page, by, MOVED % words, reason, "moved")


def add_title(page, *, by, title, reason=""):
    """Let another title lead to `page` (a redirect), and return the revision that says so.

    Raises NotAllowed, BadTitle, TitleTaken or Refused; then nothing is written.
    """
    text, key = clean_title(title), title_key(title)
    refuse(why_not_call(by, key))
    with _changing_titles(page, by, key):
        if page.titles.filter(key=key).exists():
            raise Refused(_("This title leads to the page already."))
        refuse_taken(key)
        Title.objects.create(page=page, key=key, text=text, is_current=False)
        return _note(page, by, ADDED % {"title": text}, reason, "title-added")


def remove_title(page, *, by, title, reason=""):
    """Let a title lead to `page` no more, and return the revision that says so; its own title stays.

    Raises NotAllowed, BadTitle or Refused; then nothing is written.
    """
    key = title_key(title)
    with _changing_titles(page, by, key):
        found = page.titles.filter(key=key, is_current=False).first()
        if found is None:
            raise Refused(_("This is no other title of the page, so there is nothing to remove."))
        found.delete()
        return _note(page, by, REMOVED % {"title": found.text}, reason, "title-removed")


def free_title(title, *, by, member):
    """Let go of a title that a deleted page keeps which nobody but `member` has written.

    The page is called so with its uid behind it from then on. Raises NotAllowed.
    """
    require(may_act(by, "delete_page"))
    kept = Title.objects.exclude(page__deleted_at=None).select_related("page")
    found = kept.filter(key=title_key(title)).first()
    if found is None or found.page.revisions.exclude(author=member).exists():
        return
    aside = f"{found.text[:_MOST_BESIDE_UID]} ({found.page.uid})"
    with transaction.atomic():
        lock_named(found.page, {found.key})
        leads = {"target_key": title_key(aside), "target_title": aside}
        PageLink.objects.filter(kind=LinkKind.FACT, target_key=found.key).update(**leads)
        Title.objects.filter(pk=found.pk).update(text=aside, key=title_key(aside))


@contextmanager
def _changing_titles(page, by, key):
    """Check, lock, give the current title, and touch whatever looks different after the change."""
    refuse(why_not_move(by, page))
    refuse_wrong_kind(key, page.kind)
    try:
        with transaction.atomic():
            old_key = page.titles.get(is_current=True).key
            around = lock_named(page, {old_key, key})
            # Asked anew: somebody may have moved or deleted the page while we waited for the lock.
            refuse_deleted(Page.objects.get(pk=page.pk))
            yield page.titles.get(is_current=True)
            Page.objects.filter(pk__in=around).touch()
    except IntegrityError:
        refuse_taken(key)
        raise


def _put_in_place(page, old, text, key, keep_old):
    """Make the title with that key the current one of `page`."""
    own = page.titles.filter(key=key).first() or Title(page=page, key=key)
    if own.pk is None:
        refuse_taken(key)
    if not keep_old and own != old:
        old.delete()
    page.titles.filter(is_current=True).update(is_current=False)
    own.text, own.is_current = text, True
    own.save()


def _note(page, by, summary, reason, tag):
    """Write a revision that only says what happened: words and facts stay as they are."""
    current = Page.objects.select_related("current").get(pk=page.pk).current
    words = ": ".join(filter(None, (summary, reason.strip())))
    noted = insert_revision(page, current, by=by, content=current, summary=words, tags=[tag])
    index_page(page, noted.facts, document_of(noted))
    return noted

"""The history of a page: its revisions, one of them, and two compared."""

from django.db.models import Count, Max

from wiki.models import Page, Revision
from wiki.permissions.powers import may_act


def revisions_of(page, *, person=None, hide_minor=False):
    """Return the revisions of `page`, newest first, without their texts; only those of `person` if given."""
    return page.revisions.for_lists().narrowed(author=person, hide_minor=hide_minor).order_by("-number")


def find_revision(viewer, pk):
    """Return a revision with page, author, parent and marks; raises Revision.DoesNotExist.

    Those of a deleted page are for whoever may bring it back.
    """
    found = Revision.objects.select_related("page", "author", "mark", "parent__mark").get(pk=pk)
    if not _may_see(viewer, found.page):
        raise Revision.DoesNotExist
    return found


def revision_of(page, pk):
    """Return the revision of `page` with that primary key, or None; `pk` may be anything typed.

    Hidden or purged revisions count as not found, because nobody may edit and so read them.
    """
    if str(pk) == str(page.current_id):
        return page.current if page.current.is_readable else None
    return page.revisions.readable().filter(pk__in=_keys(pk)).first()


def edit_of(page, pk):
    """Return what can be known of the edit of `page` with that key, or None: it may not be readable."""
    found = page.revisions.select_related("mark", "parent__mark")
    return found.filter(pk__in=_keys(pk)).first()


def page_moved_from(title, pk):
    """Return the live page that has the revision with that key and was moved from `title`, or None.

    `pk` may be anything typed, so it alone must not say which page is written.
    """
    page = Page.objects.live().filter(revisions__in=_keys(pk)).select_related("current").first()
    moves = page.revisions.filter(old_title=title).exclude(new_title="") if page else Revision.objects.none()
    return page if moves.exists() else None


def newest_by(user, page):
    """Return the primary key of the newest revision of `page` that `user` made, or None."""
    return page.revisions.filter(author=user).aggregate(newest=Max("pk"))["newest"]


def two_revisions(viewer, one, other):
    """Return two revisions of one page, the older first, or None; the keys may be anything typed."""
    found = Revision.objects.filter(pk__in=_keys(one, other)).select_related("page").without_texts()
    pair = list(found.order_by("number"))
    is_pair = len(pair) == 2 and pair[0].page_id == pair[1].page_id and _may_see(viewer, pair[0].page)
    return pair if is_pair else None


def _may_see(viewer, page):
    return page.deleted_at is None or may_act(viewer, "delete_page")


def _keys(*typed):
    """Return those of the texts that can be primary keys, as numbers."""
    texts = [str(text or "") for text in typed]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def next_revision(revision):
    """Return the revision that came after this one, or None."""
    return revision.page.revisions.filter(number=revision.number + 1).without_texts().first()


def between(old, new):
    """Return how many `revisions` lie between two of one page, and how many `people` made them."""
    found = new.page.revisions.filter(number__gt=old.number, number__lt=new.number)
    return found.aggregate(revisions=Count("pk"), people=Count("author", distinct=True))

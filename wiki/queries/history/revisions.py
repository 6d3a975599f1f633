"""The revisions of a page: all of them, one, or two to compare."""

from django.db.models import Count, Exists, Max, OuterRef

from wiki.models import Page, Revision
from wiki.permissions.powers import may_act
from wiki.queries.visibility import not_minor


def revisions_of(sight, page, *, person=None, hide_minor=False):
    """Return the revisions of `page`, newest first, without their texts; only those of `person` if given."""
    edits = page.revisions.for_lists().narrowed(author=person).order_by("-number")
    return edits.filter(not_minor(sight)) if hide_minor else edits


def find_revision(viewer, pk):
    """Return a revision with its page, author, parent and marks. Raises Revision.DoesNotExist.

    Only users who may restore a deleted page find its revisions.
    """
    related = ("page", "author", "mark", "parent__mark")
    revision = Revision.objects.select_related(*related).get(pk=pk)
    if not _may_see(viewer, revision.page):
        raise Revision.DoesNotExist
    return revision


def revision_of(page, pk):
    """Return the revision of `page` with that primary key, or None. `pk` is user input.

    Hidden or purged revisions count as not found, because nobody may edit and so read them.
    """
    if str(pk) == str(page.current_id):
        return page.current if page.current.is_readable else None
    return page.revisions.readable().filter(pk__in=keys_in(pk)).first()


def page_moved_from(title, pk):
    """Return the live page of the revision with that primary key if it was moved from `title`, or None.

    `pk` is user input: without the check of the title it could choose any page to be edited.
    """
    moves = Revision.objects.filter(page=OuterRef("pk"), old_title=title).exclude(new_title="")
    pages = Page.objects.live().filter(Exists(moves), revisions__in=keys_in(pk))
    return pages.select_related("current").first()


def newest_by(user, page):
    """Return the primary key of the newest revision of `page` by `user`, or None."""
    return page.revisions.filter(author=user).aggregate(newest=Max("pk"))["newest"]


def two_revisions(viewer, one, other):
    """Return two revisions of one page, the older first, or None. Their keys are user input."""
    revisions = Revision.objects.filter(pk__in=keys_in(one, other)).select_related("page").without_texts()
    pair = list(revisions.order_by("number"))
    is_pair = len(pair) == 2 and pair[0].page_id == pair[1].page_id and _may_see(viewer, pair[0].page)
    return pair if is_pair else None


def _may_see(viewer, page):
    return page.deleted_at is None or may_act(viewer, "delete_page")


def keys_in(*typed):
    """Return those pieces of user input that can be primary keys, as numbers."""
    texts = [str(text or "") for text in typed]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def next_revision(revision):
    """Return the revision after this one, or None."""
    return revision.page.revisions.filter(number=revision.number + 1).without_texts().first()


def between(old, new):
    """Return a dict: how many `revisions` are between two of a page, and how many `people` wrote them."""
    revisions = new.page.revisions.filter(number__gt=old.number, number__lt=new.number)
    return revisions.aggregate(revisions=Count("pk"), people=Count("author", distinct=True))

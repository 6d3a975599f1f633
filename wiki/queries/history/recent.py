"""What was edited last, all over the wiki or by one person."""

from django.db.models import F, Prefetch

from wiki.models import Revision, Title
from wiki.queries.prepared import prepared
from wiki.queries.titles.names import names_of
from wiki.queries.versions import midnight
from wiki.queries.visibility import not_minor, page_is_shown, shown_page
from wiki.text.progress import SAFE

NEWEST_EDITS = 200


def newest_edits(sight, *, person=None, title=None, kind="", days=None, hide_minor=False):
    """Return the revisions of live pages, newest first, with the titles of their pages; no texts are loaded.

    Pages that a reader may not know of are left out. Each argument narrows the revisions if it is given;
    `days` to the last so many.
    """
    since = midnight(-days) if days else None
    edits = Revision.objects.filter(shown_page(sight, "page"), *([not_minor(sight)] if hide_minor else []))
    edits = edits.narrowed(author=person, page__titles=title, page__kind=kind, created_at__gte=since)
    titles = Prefetch("page__titles", Title.objects.filter(is_current=True))
    return edits.for_lists().select_related("page").prefetch_related(titles).order_by("-created_at", "-pk")


def newest_revisions(count):
    """Return the newest revision of each of the `count` pages that were saved last, with its Name.

    They are the same for everybody. Only the NEWEST_EDITS are looked at.
    """
    revisions = _newest_revisions(count)
    names = names_of(SAFE, [revision.page.uid for revision in revisions]).by_uid
    # Somebody may have deleted a page since the first query.
    return [(names[revision.page.uid], revision) for revision in revisions if revision.page.uid in names]


@prepared
def _newest_revisions(count):
    public = Revision.objects.filter(page_is_shown(SAFE))
    newest = public.order_by("-created_at", "-pk").values("pk")[:NEWEST_EDITS]
    current = Revision.objects.filter(pk__in=newest, page__current=F("pk")).order_by("-created_at", "-pk")
    # The database reads past the long text of a revision to the columns after it: so for these few only.
    listed = Revision.objects.filter(pk__in=current.values("pk")[:count])
    listed = listed.select_related("page", "author", "mark").without_texts()
    return listed.order_by("-created_at", "-pk")

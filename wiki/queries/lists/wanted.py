"""Titles without a page that pages link to."""

from django.db.models import Count, Exists, Min, OuterRef

from wiki.models import LinkKind, PageKind, PageLink, Title
from wiki.queries.visibility import public_links

NEWEST_LINKS = 1000  # in a large wiki, only what these point at is counted


def wanted_titles(count):
    """Return the titles that no page ever had and most pages link to, each with the number of those `pages`.

    Links of help pages are examples, and a file can't be written.
    """
    links = PageLink.objects.filter(kind=LinkKind.LINK).order_by("-pk")
    newest = list(links.values_list("pk", flat=True)[:NEWEST_LINKS])
    links = public_links(pk__in=newest).exclude(page__kind=PageKind.HELP)
    named = links.exclude(target_title="").exclude(target_key__startswith="file:")
    missing = named.exclude(Exists(Title.objects.filter(key=OuterRef("target_key"))))
    counted = missing.values("target_key").annotate(
        title=Min("target_title"), pages=Count("page", distinct=True)
    )
    return list(counted.order_by("-pages", "title")[:count])

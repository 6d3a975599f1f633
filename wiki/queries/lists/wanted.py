"""What links and revisions say of the whole wiki: categories, wanted pages, what was edited last."""

from django.db.models import Count, Min

from wiki.models import Title
from wiki.models.pages import LinkKind, PageKind
from wiki.queries.visibility import public_links


def wanted_titles(count):
    """Return the titles that no page ever had and most pages link to, each with the number of those `pages`.

    Links of help pages are examples, and a file can't be written.
    """
    links = public_links(kind=LinkKind.LINK).exclude(page__kind=PageKind.HELP).exclude(target_title="")
    missing = links.exclude(target_key__startswith="file:").exclude(
        target_key__in=Title.objects.values("key")
    )
    counted = missing.values("target_key").annotate(
        title=Min("target_title"), pages=Count("page", distinct=True)
    )
    return list(counted.order_by("-pages", "title")[:count])

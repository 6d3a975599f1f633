"""Which pages point at a page, or at a title without one: in their words, in their facts, as a category."""

from django.db.models import F, Q

from wiki.models import PageLink, Source, Title
from wiki.models.pages import LinkKind

# The kinds of links whose target is a title; a citation names the key of a source.
_OF_TITLES = (LinkKind.LINK, LinkKind.CATEGORY, LinkKind.FACT, LinkKind.FILE)


def links_to(page, key, kind=""):
    """Return the public links to `page` by any of its titles, or to the title `key` when it is None.

    Each has its `kind`, the `title` of the page that links, and what it names: `target_key`, `target_title`.
    `kind`, if it is one of LinkKind, leaves out all others.
    """
    links = PageLink.objects.filter(_leading_to(page, key), shown_from=None, page__deleted_at=None)
    if kind in LinkKind.values:
        links = links.filter(kind=kind)
    found = links.filter(page__titles__is_current=True).exclude(page=page)
    return found.values("kind", "target_key", "target_title", title=F("page__titles__text")).order_by(
        "kind", "title", "target_key"
    )


def _leading_to(page, key):
    if page is None:
        return Q(kind__in=_OF_TITLES, target_key=key)
    titles = Q(kind__in=_OF_TITLES, target_key__in=Title.objects.filter(page=page).values("key"))
    return titles | Q(kind=LinkKind.CITE, target_key__in=Source.objects.filter(page=page).values("key"))

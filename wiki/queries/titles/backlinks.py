"""Which pages point at a page, or at a title without one: in their words, in their facts, as a category."""

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Value, When

from wiki.models import LinkKind, PageKind, PageLink, Source, Title
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import in_any_of
from wiki.queries.titles.names import names_by_title
from wiki.queries.visibility import at_point, page_is_shown, shown_links, shown_titles
from wiki.text.progress import SAFE

MAX_NAMES = 200  # on the page of a category or source
NEWEST_LINKS = 1000  # in a large wiki, only what these point at is wanted

# The kinds of links whose target is a title; a citation names the key of a source.
_OF_TITLES = (LinkKind.LINK, LinkKind.CATEGORY, LinkKind.FACT, LinkKind.FILE)
_KINDS = (*_OF_TITLES, LinkKind.CITE)
# A file stands in the text, as other links do.
_WAY = Case(When(kind=LinkKind.FILE, then=Value(LinkKind.LINK.value)), default=F("kind"))


def links_to(sight, page, key):
    """Return the links that a reader may see to `page`, by any of its titles, or else to the title `key`.

    Each has its `way` (a LinkKind), the `title` of the page that links, and what it names: `target_key`,
    `target_title`.
    """
    if page is None:
        leading = Q(kind__in=_OF_TITLES, target_key=key)
    else:
        # Lists, because PostgreSQL would read all links for two subqueries with OR between them.
        keys = list(shown_titles(sight, page=page).values_list("key", flat=True))
        sources = list(Source.objects.filter(page=page).values_list("key", flat=True))
        citing = Q(kind=LinkKind.CITE, target_key__in=sources)
        leading = Q(kind__in=_OF_TITLES, target_key__in=keys) | citing
    links = shown_links(sight, page__titles__is_current=True).filter(leading).exclude(page=page)
    named = links.values("target_key", "target_title", way=_WAY, title=F("page__titles__text"))
    return named.order_by("way", "title", "target_key").distinct()


def ways_of(links):
    """Return in which ways the pages among `links` (see links_to) point: some of LinkKind."""
    first_of_each = (links.filter(kind=kind).order_by()[:1] for kind in _KINDS)
    return {way for (way,) in in_any_of(PageLink.objects.values_list(_WAY), first_of_each)}


def missing_titles(document):
    """Return the titles that the words of a Document link to and that no public page has, in their order."""
    links = {link.key: link.title for link in document.links if link.kind == LinkKind.LINK}
    written = shown_titles(SAFE, key__in=links).values_list("key", flat=True)
    return [title for key, title in links.items() if key not in set(written)]


def wanted_titles(count):
    """Return the titles that no page ever had and most pages link to, each with the number of those `pages`.

    They are the same for everybody. Links of help pages are examples, and a file can't be written.
    """
    return _wanted(count)


@prepared
def _wanted(count):
    public = PageLink.objects.filter(at_point(None), page_is_shown(SAFE), kind=LinkKind.LINK)
    newest = public.order_by("-pk")[:NEWEST_LINKS]
    links = PageLink.objects.filter(pk__in=newest.values("pk")).exclude(page__kind=PageKind.HELP)
    named = links.exclude(target_title="").exclude(target_key__startswith="file:")
    missing = named.exclude(Exists(Title.objects.filter(key=OuterRef("target_key"))))
    counted = missing.values("target_key").annotate(
        title=Min("target_title"), pages=Count("page", distinct=True)
    )
    return counted.order_by("-pages", "title")[:count]


def category_members(sight, keys):
    """Return the Names of the pages that a reader may see in a category, or of MAX_NAMES of them.

    `keys` are those of its titles.
    """
    return names_by_title(sight, _pages_in(sight, keys=keys))


@prepared
def _pages_in(sight, keys):
    links = shown_links(sight, kind=LinkKind.CATEGORY, target_key__in=keys)
    return links.values_list("page__uid", flat=True).distinct()[:MAX_NAMES]

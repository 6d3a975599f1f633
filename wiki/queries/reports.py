"""What links and revisions say of the whole wiki: categories, wanted pages, what was edited last."""

from django.db.models import Count, Min
from django.urls import reverse

from wiki.models import Page, PageLink, Revision, Title
from wiki.models.pages import Kind, LinkKind
from wiki.queries.names import Name, names_by_title, names_of


def newest_revisions(count):
    """Return the newest revision of each of the `count` pages that were saved last, with its Name."""
    found = (
        Revision.objects.filter(pk__in=Title.objects.current().values("page__current"))
        .select_related("page", "author", "mark")
        .without_texts()
        .order_by("-created_at", "-pk")[:count]
    )
    names = names_of([revision.page.uid for revision in found]).by_uid
    return [(names[revision.page.uid], revision) for revision in found]


def wanted_titles(count):
    """Return the titles that no page ever had and most pages link to, each with the number of those `pages`.

    Links of help pages are examples, and a file can't be written.
    """
    links = _public_links(LinkKind.LINK).exclude(page__kind=Kind.HELP).exclude(target_title="")
    missing = links.exclude(target_key__startswith="file:").exclude(
        target_key__in=Title.objects.values("key")
    )
    counted = missing.values("target_key").annotate(
        title=Min("target_title"), pages=Count("page", distinct=True)
    )
    return list(counted.order_by("-pages", "title")[:count])


def categories():
    """Return (Name, number of members) of every category by title; one without a page has no uid."""
    links = _public_links(LinkKind.CATEGORY).values_list("target_key")
    used = list(links.annotate(Min("target_title"), Count("page", distinct=True)))
    written = Page.objects.live().filter(kind=Kind.CATEGORY)
    names = names_of(written.values("uid"), [key for key, *_rest in used])
    counts = dict.fromkeys(names.by_uid.values(), 0)
    for key, title, count in used:
        name = _category(names, key, title or key)
        counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda one: one[0].title.casefold())


def category_members(keys):
    """Return the Names of the pages that are publicly in a category; `keys` are those of its titles."""
    return names_by_title(_public_links(LinkKind.CATEGORY).filter(target_key__in=keys).values("page__uid"))


def _public_links(kind):
    return PageLink.objects.filter(kind=kind, shown_from=None, page__deleted_at=None)


def _category(names, key, title):
    if key in names.by_key:
        return names.by_uid[names.by_key[key].uid]
    return Name("", Kind.CATEGORY, title, reverse("page-read", args=[title]))

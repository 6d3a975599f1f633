"""Lists the categories and the members of one."""

from django.db.models import Count, Min
from django.urls import reverse

from wiki.models import Page
from wiki.models.pages import LinkKind, PageKind
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import public_links


def categories():
    """Return (Name, number of members) of every category by title; one without a page has no uid."""
    links = public_links(kind=LinkKind.CATEGORY).values_list("target_key")
    used = list(links.annotate(Min("target_title"), Count("page", distinct=True)))
    written = Page.objects.live().filter(kind=PageKind.CATEGORY)
    names = names_of(written.values("uid"), [key for key, *_rest in used])
    counts = dict.fromkeys(names.by_uid.values(), 0)
    for key, title, count in used:
        name = _category(names, key, title or key)
        counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda one: one[0].title.casefold())


def _category(names, key, title):
    if key in names.by_key:
        return names.by_uid[names.by_key[key].uid]
    return Name("", PageKind.CATEGORY, title, reverse("page-read", args=[title]))

"""Links to a page, or to a title that no page has yet."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wiki.models import LinkKind
from wiki.queries.lists.paging import page_of
from wiki.queries.titles.backlinks import links_to, ways_of
from wiki.queries.titles.lookup import editing_target
from wiki.text.titles import title_key
from wiki.views.site.errors import gone

WAYS = {
    LinkKind.LINK: _("Links in text"),
    LinkKind.CATEGORY: _("Category members"),
    LinkKind.FACT: _("Links in facts"),
    LinkKind.CITE: _("Citations"),
}


@require_safe
def links(request, title):
    """List the links to a title, with or without a page, by kind."""
    target = editing_target(request.viewer.sight, title)
    if target.deleted:
        return gone(request, target.title, target.deleted)
    key = title_key(target.title)
    backlinks = links_to(request.viewer.sight, target.page, key)
    ways = ways_of(backlinks)
    chosen = request.GET.get("kind")
    if chosen in ways:
        backlinks = backlinks.filter(way=chosen)
    context = {
        "page_title": target.title,
        "page": target.page,
        "key": key,
        "ways": {way: label for way, label in WAYS.items() if way in ways},
        "chosen": chosen,
        "page_obj": page_of(backlinks, request.GET.get("page"), size=100),
    }
    return render(request, "wiki/titles/links.html", context)

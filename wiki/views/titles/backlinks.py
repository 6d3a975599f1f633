"""What links to a page, or to a title that no page has yet."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wiki.models.pages import LinkKind
from wiki.queries.lists.paging import page_of
from wiki.queries.titles.backlinks import links_to, ways_of
from wiki.text.titles import title_key
from wiki.views.titles.addresses import of_target

LINKS_ON_A_PAGE = 100
WAYS = {
    LinkKind.LINK: _("In their text"),
    LinkKind.CATEGORY: _("As their category"),
    LinkKind.FACT: _("In their facts"),
    LinkKind.CITE: _("As a source"),
}


@require_safe
@of_target
def links(request, target):
    """List what links to a page, by the way it does; a title without a page may be wanted too."""
    key = title_key(target.title)
    backlinks = links_to(target.page, key)
    found = ways_of(backlinks)
    chosen = request.GET.get("kind")
    if chosen in found:
        backlinks = backlinks.filter(way=chosen)
    context = {
        "page_title": target.title,
        "page": target.page,
        "key": key,
        "ways": {way: words for way, words in WAYS.items() if way in found},
        "chosen": chosen,
        "page_obj": page_of(backlinks, request.GET.get("page"), LINKS_ON_A_PAGE),
    }
    return render(request, "wiki/titles/links.html", context)

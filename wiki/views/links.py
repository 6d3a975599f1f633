"""What links to a page, or to a title that no page has yet."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.models.pages import LinkKind
from wiki.queries.links import links_to
from wiki.text.titles import title_key
from wiki.views.targets import of_target

LINKS_ON_A_PAGE = 100
KINDS = [LinkKind.LINK, LinkKind.CATEGORY, LinkKind.FACT, LinkKind.CITE]


@require_safe
@of_target
def page(request, target):
    """List what links to a page, by kind; a title without a page may be wanted too."""
    key = title_key(target.title)
    kind = request.GET.get("kind", "")
    links = Paginator(links_to(target.page, key, kind), LINKS_ON_A_PAGE)
    context = {
        "page_title": target.title,
        "page": target.page,
        "key": key,
        "kinds": KINDS,
        "kind": kind,
        "page_obj": links.get_page(request.GET.get("page")),
    }
    return render(request, "wiki/page/links.html", context)

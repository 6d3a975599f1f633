"""Looking for pages by words."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.permissions.editing import may_write
from wiki.queries.search.search import MAX_CHARACTERS, MAX_WORDS, matching, results, shortened
from wiki.queries.titles.near import near_titles
from wiki.text.titles import BadTitle, clean_title

RESULTS_ON_A_PAGE = 20


@require_safe
def search(request):
    """List the pages that have all the words in `q`, best first."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    words = shortened(asked)
    paginator = Paginator(matching(words), RESULTS_ON_A_PAGE)
    page_obj = paginator.get_page(request.GET.get("page"))
    context = {
        "words": words,
        "searched": asked,
        "limits": {"characters": MAX_CHARACTERS, "words": MAX_WORDS} if words != asked else None,
        "page_obj": page_obj,
        "results": results(words, page_obj.object_list),
    }
    if words and not paginator.count:
        context |= _instead(request.user, words)
    return render(request, "wiki/search/search.html", context)


def _instead(user, words):
    """Return what is offered where nothing was found: near titles, and a page to write."""
    try:
        title, near = clean_title(words), near_titles(words)
    except BadTitle:
        return {}
    return {"near": near, "create_url": reverse("page-edit", args=[title]) if may_write(user) else ""}

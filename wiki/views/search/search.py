"""Looking for pages by words."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.permissions.editing import may_write
from wiki.queries.lists.paging import page_of
from wiki.queries.search.search import MAX_CHARACTERS, MAX_RANKED, MAX_WORDS, matching, results, shortened
from wiki.queries.titles.near import near_titles
from wiki.refusals import TooSlow
from wiki.text.titles import BadTitle, clean_title
from wiki.views.site.rates import refuse_visitor_too_fast
from wiki.wording import reason_of

RESULTS_ON_A_PAGE = 20


@require_safe
def search(request):
    """List the pages that have all the words in `q`, best first."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    words = shortened(asked)
    context = {
        "words": words,
        "searched": asked,
        "limits": {"characters": MAX_CHARACTERS, "words": MAX_WORDS} if words != asked else None,
    }
    if words:
        refuse_visitor_too_fast(request, "search")
        try:
            context |= _found(request, words)
        except TooSlow as refusal:
            context["refusal"] = reason_of(refusal)
    status = TooSlow.status if "refusal" in context else 200
    return render(request, "wiki/search/search.html", context, status=status)


def _found(request, words):
    uids = matching(words)
    page_obj = page_of(uids, request.GET.get("page"), RESULTS_ON_A_PAGE)
    found = {
        "total": len(uids),
        "is_cut": len(uids) >= MAX_RANKED,
        "page_obj": page_obj,
        "results": results(words, page_obj.object_list),
    }
    return found if uids else found | _instead(request.user, words)


def _instead(user, words):
    """Return what is offered where nothing was found: near titles, and a page to write."""
    try:
        title, near = clean_title(words), near_titles(words)
    except BadTitle:
        return {}
    return {"near": near, "create_url": reverse("page-edit", args=[title]) if may_write(user) else ""}

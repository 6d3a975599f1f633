"""Looking for pages by words."""

from contextlib import suppress

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.permissions.editing import may_write
from wiki.queries.lists.paging import page_of
from wiki.queries.search.search import MAX_CHARACTERS, MAX_RANKED, MAX_WORDS, matching, results, shortened
from wiki.queries.search.suggestions import near_titles
from wiki.refusals import TooSlow
from wiki.text.titles import BadTitle, clean_title
from wiki.views.site.rates import refuse_visitor_too_fast
from wiki.wording import reason_of


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
    uids = matching(request.viewer.sight, words)
    page_obj = page_of(uids, request.GET.get("page"), size=20)
    context = {
        "total": len(uids),
        "is_cut": len(uids) >= MAX_RANKED,
        "page_obj": page_obj,
        "results": results(request.viewer.sight, words, page_obj.object_list),
    }
    if not uids:
        with suppress(BadTitle):
            context["near"] = near_titles(request.viewer.sight, words)
            if may_write(request.user):
                context["create_url"] = reverse("page-edit", args=[clean_title(words)])
    return context

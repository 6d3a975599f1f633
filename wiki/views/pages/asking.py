"""Asks before it shows what a reader has not come to."""

from django.shortcuts import render

from wiki.queries.pages.reach import furthest_hidden
from wiki.queries.pages.strip import strip_of
from wiki.text.points import NEVER
from wiki.text.progress import progress_label
from wiki.wording import point_words


def ask_first(request, page, title, *revisions):
    """Return a page that asks, if these revisions show more than the reader has watched; else None.

    It is for addresses that show all of a page: its text and facts with everything that is marked.
    """
    if request.viewer.once == page.uid:
        return None
    point = furthest_hidden(request.viewer.sight, page, filter(None, revisions))
    if point is None:
        return None
    context = {"page": page, "page_title": title, "strip": strip_of(request.viewer, page)}
    if point < NEVER and context["strip"]:
        context |= {"through": progress_label(point), "words": point_words(point)}
    return render(request, "wiki/pages/ask_first.html", context)

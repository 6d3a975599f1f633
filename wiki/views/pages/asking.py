"""Asks before it shows what a reader has not come to."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from wiki.models import Page, PageKind
from wiki.queries.pages.reach import furthest_hidden
from wiki.queries.pages.strip import strip_of
from wiki.refusals import NotReached
from wiki.text.points import NEVER
from wiki.views.site.errors import keep_typed


class NotReachedMiddleware:
    """Asks how far the reader has watched, instead of any answer about a page that they may not know of.

    Nothing else of the page is told, not even its kind. What they have typed is shown to them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer NotReached; return None for any other exception."""
        return _not_reached(request, exception) if isinstance(exception, NotReached) else None


def _not_reached(request, exception):
    if request.method == "POST":
        return keep_typed(request, _("You have not come to the page that has this title."))
    strip = strip_of(request.viewer, Page(kind=PageKind.ARTICLE, about_id=exception.page.about_id))
    context = {"page_title": exception.title, "strip": strip}
    return render(request, "wiki/pages/not_reached.html", context)


def ask_first(request, page, title, *revisions):
    """Return a page that asks, if these revisions show more than the reader has watched; else None.

    It is for addresses that show all of a page: its text and facts with everything that is marked.
    """
    if request.viewer.once == page.uid:
        return None
    furthest = furthest_hidden(request.viewer.sight, page, filter(None, revisions))
    if not furthest:
        return None
    strip, asked = strip_of(request.viewer, page), []
    if NEVER not in furthest.values() and (strip or None not in furthest):
        asked = [((show or strip).key, point, show) for show, point in furthest.items()]
    context = {"page": page, "page_title": title, "asked": asked}
    return render(request, "wiki/pages/ask_first.html", context)

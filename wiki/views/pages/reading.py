"""The reading page, and the same page as Markdown."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.exchange.files import text_shown
from wiki.permissions.editing import may_write
from wiki.queries.pages.reading import Reading
from wiki.queries.titles.lookup import current_title, find_title
from wiki.queries.visibility import knows_title
from wiki.text.progress import SAFE, parse_progress
from wiki.views.site.errors import gone, missing_page


def _at_current_title(view):
    """Call the view with the Title of a live page; redirect from other spellings and old titles.

    Browsers keep a permanent redirect for ever, so a title that is hidden from anybody has none.
    """

    @wraps(view)
    def answer(request, title):
        row = find_title(request.viewer.sight, title)
        if row is None:
            return missing_page(request, title)
        current = row.text if row.is_current else current_title(row.page).text
        if current.replace(" ", "_") != title:
            return redirect(f"page-{view.__name__}", current, permanent=knows_title(SAFE, row))
        if row.page.deleted_at:
            return gone(request, row.text, row.page)
        return view(request, row)

    return answer


@require_safe
@_at_current_title
def read(request, row):
    """Show the page of a Title. Other spellings and old titles redirect to its current title."""
    edit_url = reverse("page-edit", args=[row.text]) if may_write(request.user) else None
    options = {"edit_url": edit_url, "upto": parse_progress(request.GET.get("as", ""))}
    reading = Reading(request.viewer, row.page, row.text, row.page.current, **options)
    context = {"reading": reading, "page_title": row.text, "may_edit": edit_url is not None}
    response = render(request, "wiki/pages/read.html", context)
    response.page = row.page  # it holds until this is touched (hswiki.answers)
    return response


@require_safe
@_at_current_title
def raw(request, row):
    """Answer with what a reader may see of a page as Markdown, with its facts in a header."""
    headers = {"X-Robots-Tag": "noindex"}
    text = text_shown(request.viewer.sight, row.text, row.page.current)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)

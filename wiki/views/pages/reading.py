"""The reading page, and the same page as Markdown."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.exchange.files import public_text
from wiki.permissions.editing import may_write
from wiki.queries.pages.reading import reading_of
from wiki.queries.titles.lookup import current_title, find_title
from wiki.views.site.errors import gone, missing_page


@require_safe
def read(request, title):
    """Show the page with that title; another spelling or an old title redirects to the current one."""
    found = _title_at(request, title, "page-read")
    if isinstance(found, HttpResponseBase):
        return found
    edit_url = reverse("page-edit", args=[found.text]) if may_write(request.user) else None
    reading = reading_of(found.page, found.text, found.page.current, edit_url=edit_url)
    return render(request, "wiki/pages/read.html", {"reading": reading, "page_title": found.text})


@require_safe
def raw(request, title):
    """Answer with the public part of a page as Markdown, with its facts in a header."""
    found = _title_at(request, title, "page-raw")
    if isinstance(found, HttpResponseBase):
        return found
    headers = {"X-Robots-Tag": "noindex"}
    text = public_text(found.text, found.page.current)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


def _title_at(request, title, view_name):
    """Return the Title at an address, or the response if there is no page to show. Raises BadTitle."""
    found = find_title(title)
    if found is None:
        return missing_page(request, title)
    current = found.text if found.is_current else current_title(found.page).text
    if current.replace(" ", "_") != title:
        return redirect(view_name, current, permanent=True)
    if found.page.deleted_at:
        return gone(request, found.text, found.page)
    return found

"""The reading page."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wiki.queries import pages
from wiki.text.titles import BadTitle
from wiki.views.errors import bad_request, missing_page


@require_safe
def read(request, title):
    """Show the page with that title; another spelling or an old title leads to the right address."""
    try:
        found = pages.find_title(title)
    except BadTitle as problem:
        return bad_request(request, problem)
    if found is None:
        return missing_page(request, title)
    if not found.is_current:
        return redirect("page-read", pages.current_title(found.page).text, permanent=True)
    if found.text.replace(" ", "_") != title:
        return redirect("page-read", found.text, permanent=True)
    if found.page.deleted_at:
        context = {"page_title": found.text, "reason": found.page.deleted_reason}
        return render(request, "410.html", context, status=410)
    reading = pages.reading(found.page, found.text, found.page.current)
    return render(request, "wiki/page/read.html", {"reading": reading, "page_title": found.text})

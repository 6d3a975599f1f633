"""What was edited last."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.forms.filters import RecentFilter
from wiki.queries.history.recent import newest_edits
from wiki.queries.lists.paging import page_of


@require_safe
def recent(request):
    """List the newest edits of all pages."""
    form = RecentFilter(request.GET, request.viewer.sight)
    edits = newest_edits(request.viewer.sight, **form.cleaned_data) if form.is_valid() else []
    page_obj = page_of(edits, request.GET.get("page"))
    return render(request, "wiki/history/recent.html", {"form": form, "page_obj": page_obj})

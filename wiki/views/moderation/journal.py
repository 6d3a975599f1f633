"""The public journal of moderators' actions."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.forms.filters import JournalFilter
from wiki.queries.lists.paging import page_of
from wiki.queries.moderation.journal import journal as entries_of, lines


@require_safe
def journal(request):
    """List the journal, newest first."""
    form = JournalFilter(request.GET, request.viewer.sight)
    entries = entries_of(request.viewer.sight, request.user, **form.cleaned_data) if form.is_valid() else []
    page_obj = page_of(entries, request.GET.get("page"))
    context = {"form": form, "page_obj": page_obj, "lines": lines(request.user, page_obj)}
    return render(request, "wiki/moderation/journal.html", context)

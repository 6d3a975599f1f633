"""Members and their edits."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.forms.filters import ContributionsFilter
from wiki.queries.history.recent import newest_edits
from wiki.queries.lists.paging import page_of
from wiki.queries.people.members import member_named, public_record


@require_safe
def user(request, name):
    """Show a member and their edits."""
    member = member_named(name)
    if member is None:
        return render(request, "wiki/people/missing.html", {"name": name}, status=404)
    form = ContributionsFilter(request.GET, request.viewer.sight)
    edits = newest_edits(request.viewer.sight, person=member, **form.cleaned_data) if form.is_valid() else []
    context = {
        "member": member,
        "record": public_record(request.viewer.sight, member),
        "form": form,
        "page_obj": page_of(edits, request.GET.get("page")),
    }
    return render(request, "wiki/people/user.html", context)

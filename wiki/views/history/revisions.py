"""The history of a page, one revision, and two compared."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.pages.editing import restore_revision
from wiki.forms.filters import HistoryFilter
from wiki.models import Proposal, Revision
from wiki.permissions.editing import may_write
from wiki.permissions.powers import may_act
from wiki.permissions.protection import protections_in_words
from wiki.queries.history import revisions
from wiki.queries.history.comparisons import compare as compare_contents
from wiki.queries.lists.paging import page_of
from wiki.queries.pages.reading import Reading
from wiki.queries.titles.lookup import current_title, editing_target
from wiki.queries.visibility import knows_page
from wiki.refusals import NotReached
from wiki.views.moderation.proposals import answer_proposed
from wiki.views.pages.asking import ask_first
from wiki.views.site.errors import gone, missing_page
from wiki.views.site.rates import refuse_too_fast, refuse_visitor_too_fast


@require_safe
def history(request, title):
    """Show the history of a page; that of a deleted page only to members who may restore it."""
    target = editing_target(request.viewer.sight, title)
    if target.deleted and not may_act(request.user, "delete_page"):
        return gone(request, target.title, target.deleted)
    page = target.page or target.deleted
    if page is None:
        return missing_page(request, target.title)
    form = HistoryFilter(request.GET)
    edits = revisions.revisions_of(request.viewer.sight, page, **form.cleaned_data) if form.is_valid() else []
    context = {
        "page_title": target.title,
        "page": page,
        "form": form,
        "page_obj": page_of(edits, request.GET.get("page")),
        "may_undo": may_write(request.user) and not page.deleted_at,
        "protections": protections_in_words(page),
    }
    return render(request, "wiki/history/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revision(request, pk):
    """Show one revision; a POST makes it current again."""
    revision = _revision_or_404(request, pk)
    page, title = revision.page, current_title(revision.page).text
    if request.method == "POST":
        return _restore(request, revision, title)
    is_readable = revision.is_readable
    if asking := is_readable and ask_first(request, page, title, revision):
        return asking
    context = {
        "reading": Reading(request.viewer, page, title, revision, closes=True) if is_readable else None,
        "page": page,
        "page_title": title,
        "revision": revision,
        "is_current": revision.pk == page.current_id,
        "next": revisions.next_revision(revision),
        "may_restore": may_write(request.user) and revision.is_readable and not page.deleted_at,
    }
    return render(request, "wiki/history/revision.html", context)


@require_safe
def compare(request):
    """Redirect to the comparison of the two revisions that were chosen in a history."""
    refuse_visitor_too_fast(request, "compare")
    pair = revisions.two_revisions(request.user, request.GET.get("old"), request.GET.get("new"))
    if pair is None:
        reason = _("Choose two different revisions of the same page. Go back and choose again.")
        return render(request, "400.html", {"reason": reason}, status=400)
    return redirect("diff", *(revision.pk for revision in pair))


@require_safe
def diff(request, old, new):
    """Compare two revisions of one page, the older with the newer."""
    refuse_visitor_too_fast(request, "diff")
    old, new = _revision_or_404(request, old), _revision_or_404(request, new)
    if old.page_id != new.page_id:
        raise Http404
    if old.number > new.number:
        return redirect(reverse("diff", args=[new.pk, old.pk], query=request.GET))
    page, title, readable = new.page, current_title(new.page).text, old.is_readable and new.is_readable
    if asking := readable and ask_first(request, page, title, old, new):
        return asking
    may_undo = old.pk == new.parent_id and may_write(request.user) and readable and not page.deleted_at
    context = {
        "page": page,
        "page_title": title,
        "old": old,
        "new": new,
        "next": revisions.next_revision(new),
        "between": revisions.between(old, new),
        "comparison": compare_contents(page.kind, old, new) if readable else None,
        "may_undo": may_undo,
        "split": request.GET.get("view") == "split",
    }
    return render(request, "wiki/history/diff.html", context)


def _restore(request, revision, title):
    refuse_too_fast(request, "save")
    base = revisions.revision_of(revision.page, request.POST.get("base"))
    restored = restore_revision(revision, by=request.user, base=base)
    if isinstance(restored, Proposal):
        return answer_proposed(request, restored)
    if restored == base:
        messages.info(request, _("No changes to save."))
    else:
        messages.success(request, _("Revision %(number)s is current again.") % {"number": revision.number})
    return redirect("page-read", title)


def _revision_or_404(request, pk):
    """Return a revision. Raises Http404, or NotReached if the reader may not know of its page."""
    try:
        revision = revisions.find_revision(request.user, pk)
    except Revision.DoesNotExist as missing:
        raise Http404 from missing
    if not knows_page(request.viewer.sight, revision.page):
        raise NotReached(_("An edit"), revision.page)
    return revision

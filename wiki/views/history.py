"""The history of a page, one revision, and two compared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.pages import restore_revision
from wiki.actions.refusals import Refused
from wiki.facts.checking import FactsInvalid
from wiki.models import Revision
from wiki.permissions import NotAllowed, may_edit
from wiki.queries import history, pages
from wiki.text.titles import BadTitle
from wiki.views.errors import bad_request, forbidden, missing_page

REVISIONS_ON_A_PAGE = 50


@require_safe
def page(request, title):
    """Show the history of the page with that title."""
    try:
        target = pages.editing_target(title)
    except BadTitle as problem:
        return bad_request(request, problem)
    if target.page is None:
        return missing_page(request, title)
    paginator = Paginator(history.revisions_of(target.page), REVISIONS_ON_A_PAGE)
    context = {
        "page_title": target.title,
        "page": target.page,
        "page_obj": paginator.get_page(request.GET.get("page")),
    }
    return render(request, "wiki/page/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revision(request, pk):
    """Show one revision as it was; a post makes it current again."""
    found = _revision_or_404(pk)
    title = pages.current_title(found.page).text
    if request.method == "POST":
        return _restore(request, found, title)
    context = {
        "reading": pages.reading(found.page, title, found),
        "page_title": title,
        "revision": found,
        "is_current": found.pk == found.page.current_id,
        "next": history.next_revision(found),
        "may_restore": may_edit(request.user, found.page),
    }
    return render(request, "wiki/revision/read.html", context)


@require_safe
def diff(request, old, new):
    """Compare two revisions of one page."""
    old, new = _revision_or_404(old), _revision_or_404(new)
    if old.page_id != new.page_id:
        raise Http404
    context = {
        "page_title": pages.current_title(new.page).text,
        "old": old,
        "new": new,
        "next": history.next_revision(new),
        "comparison": history.compare(new.page.kind, old.body, old.facts, new.body, new.facts),
    }
    return render(request, "wiki/revision/diff.html", context)


def _restore(request, found, title):
    try:
        base = history.revision_of(found.page, request.POST.get("base"))
        restored = restore_revision(found, by=request.user, base=base)
    except NotAllowed as refusal:
        return forbidden(request, refusal)
    except (Refused, FactsInvalid) as refusal:
        messages.error(request, str(refusal))
        return redirect("revision", found.pk)
    if restored == base:
        messages.info(request, _("The page says this already, so nothing was saved."))
    else:
        messages.success(request, _("Revision %(number)s is current again.") % {"number": found.number})
    return redirect("page-read", title)


def _revision_or_404(pk):
    try:
        return history.find_revision(pk)
    except Revision.DoesNotExist as missing:
        raise Http404 from missing

"""Reporting a problem, with or without an account, and finding out what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.moderation.reports import report_problem
from wiki.forms.reports import ReportForm
from wiki.queries.lists.paging import page_of
from wiki.queries.moderation.reports import report_with, reports_of, title_to_report
from wiki.queries.titles.lookup import find_page
from wiki.views.site.rates import is_too_fast

REPORTS_ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """Ask what is wrong; a post keeps it, and leads to where the answer will be."""
    if request.method != "POST":
        return _ask(request, ReportForm(initial={"title": title_to_report(request.GET.get("title", ""))}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    member = request.user if request.user.is_authenticated else None
    if is_too_fast(request, "report_by_member" if member else "report"):
        form.add_error(None, _("You have reported much in an hour. Wait an hour, then send this again."))
        response = _ask(request, form, status=429)
        response["Retry-After"] = "3600"
        return response
    told = form.cleaned_data
    sent = report_problem(find_page(told["title"]), by=member, **told)
    return redirect("report-answer", sent.token)


@require_safe
@never_cache
def answer(request, token):
    """Show a report, and what came of it, to whoever has its address."""
    found = report_with(token)
    if found is None:
        raise Http404
    return render(request, "wiki/moderation/report_answer.html", {"report": found})


@require_safe
@login_required
def reports(request):
    """List what whoever asks has reported."""
    page_obj = page_of(reports_of(request.user), request.GET.get("page"), REPORTS_ON_A_PAGE)
    return render(request, "wiki/moderation/reports.html", {"page_obj": page_obj})


def _ask(request, form, status=200):
    return render(request, "wiki/moderation/report.html", {"form": form}, status=status)

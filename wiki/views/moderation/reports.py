"""Reporting a problem, with or without an account, and reading the answer."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.moderation.reports import report_problem
from wiki.forms.moderation import ReportForm
from wiki.models import Report
from wiki.queries.lists.paging import page_of
from wiki.queries.moderation.reports import page_reported, report_begun, reports_of
from wiki.queries.titles.lookup import find_page
from wiki.views.site.rates import is_too_fast


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """Show the form of a report; a POST sends it, and redirects to where the answer will be."""
    template = "wiki/moderation/report.html"
    if request.method != "POST":
        form = ReportForm(initial=report_begun(request.viewer, request.GET))
        return render(request, template, {"form": form})
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, template, {"form": form})
    member = request.user if request.user.is_authenticated else None
    if is_too_fast(request, "report_by_member" if member else "report"):
        form.add_error(None, _("You've sent too many reports. Try again in an hour."))
        response = render(request, template, {"form": form}, status=429)
        response["Retry-After"] = "3600"  # seconds
        return response
    sent = report_problem(find_page(form.cleaned_data["title"]), by=member, **form.cleaned_data)
    return redirect("report-answer", sent.token)


@require_safe
@never_cache
def answer(request, token):
    """Show a report and its answer to anybody who has its address."""
    report = get_object_or_404(Report.objects.select_related("page"), token=token)
    template = "wiki/moderation/report_answer.html"
    return render(request, template, {"report": report, "page": page_reported(request.viewer.sight, report)})


@require_safe
@login_required
def reports(request):
    """List the reports of the member who asks."""
    page_obj = page_of(reports_of(request.user), request.GET.get("page"))
    return render(request, "wiki/moderation/reports.html", {"page_obj": page_obj})

"""Reports of problems, and the answer to each."""

from django.contrib import admin
from django.db.models import Q
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.reports import answer_report
from wiki.admin.base import ActionForm, ActionOnlyAdmin, ConditionFilter
from wiki.forms.moderation import WordsField
from wiki.models import MAX_REPORT_LENGTH, Report
from wiki.permissions.powers import may_act


class AnswerForm(ActionForm):
    outcome = Report._meta.get_field("outcome").formfield(required=True)
    answer = WordsField(
        label=_("Answer"),
        max_length=MAX_REPORT_LENGTH,
        help_text=_("Only the person who sent the report sees it. The journal shows only the outcome."),
    )


class ReportStateFilter(ConditionFilter):
    title = _("state")
    parameter_name = "state"
    default = (_("Open"), Q(outcome=""))
    conditions = {"answered": (_("Answered"), ~Q(outcome="")), "all": (_("All"), Q())}


@admin.register(Report)
class ReportAdmin(ActionOnlyAdmin):
    """Shows reports; open ones can be answered."""

    form = AnswerForm
    save_label = _("Answer this report")
    saved_message = _("Answered. The person who sent the report can read it.")
    list_display = ["kind", "beginning", "where", "age", "sender", "outcome"]
    list_filter = [ReportStateFilter, "kind"]
    list_select_related = ["page", "by"]
    search_fields = ["title", "words", "answer"]
    fields = ["kind", "where", "section", "progress", "words", "sender", "created_at", "outcome", "answer"]
    readonly_fields = [*fields[:7], "answered_by", "answered_at"]

    def get_fields(self, request, obj=None):
        return [*self.fields, "answered_by", "answered_at"] if obj and obj.outcome else self.fields

    def has_change_permission(self, request, obj=None):
        """Answered reports can't be changed. A second answer is still refused with what was typed."""
        is_open = obj is None or not obj.outcome or request.method == "POST"
        return is_open and may_act(request.user, "answer_report")

    @admin.display(description=_("where"), ordering="title")
    def where(self, report):
        if report.page is None:
            return report.title or _("the whole wiki")
        if report.page.deleted_at:
            return format_html("{} ({})", report.title, _("deleted"))
        address = reverse("page-read", args=[str(report.page)]) + f"#{report.section}".rstrip("#")
        return format_html('<a href="{}">{}</a>', address, report.title)

    @admin.display(description=_("description"))
    def beginning(self, report):
        return truncatechars(report.words, 100)

    @admin.display(description=_("reported by"), ordering="by__username")
    def sender(self, report):
        return report.by or _("a visitor")

    def save_model(self, request, obj, form, change):
        answer_report(obj, by=request.user, **form.cleaned_data)

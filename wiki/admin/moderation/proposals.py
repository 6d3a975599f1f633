"""Edits that wait for a review: looked at on their own page, accepted here or there."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wiki.actions.moderation.proposals import accept
from wiki.admin.base import ReadOnlyAdmin
from wiki.forms.proposals import AcceptForm
from wiki.models import Proposal
from wiki.models.requests import ProposalState
from wiki.queries.moderation.excerpts import excerpts_of_proposals
from wiki.queries.people.records import records_of
from wiki.refusals import EditConflict, Refused
from wiki.wording import reason_of


class ProposalStateFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        decided = [state for state in ProposalState.choices if state[0] != ProposalState.WAITING]
        return [*decided, ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": ProposalState.WAITING.label}, *others]

    def queryset(self, request, queryset):
        state = self.value() or ProposalState.WAITING
        return queryset if state == "all" else queryset.filter(state=state)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """Only its author changes a proposal; what else may be done about one are buttons that call actions."""

    list_display = ["where", "what_changed", "who", "age", "buttons", "state"]
    list_display_links = None
    list_filter = [ProposalStateFilter, "cause"]
    list_select_related = ["page", "author"]
    titles_of = ["page__titles"]
    search_fields = ["title", "page__titles__text", "author__username"]
    fields = [
        *("where", "kind", "buttons", "author", "cause", "summary", "created_at", "changed_at"),
        *("state", "reason", "decided_by", "decided_at", "revision"),
    ]

    def get_list_display(self, request):
        """Tell the state where not all that is listed waits."""
        return self.list_display if "state" in request.GET else self.list_display[:-1]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "facts")

    def get_changelist_instance(self, request):
        """Judge whole pages of the list at once: what each would change, and whose it is."""
        found = super().get_changelist_instance(request)
        excerpts = excerpts_of_proposals(found.result_list)
        records = records_of({one.author_id for one in found.result_list})
        for one in found.result_list:
            one.record, one.is_own = records[one.author_id], one.author_id == request.user.pk
            one.excerpt = excerpts[one.pk]
        return found

    @admin.display(description=gettext_lazy("page"))
    def where(self, proposal):
        return str(proposal) if proposal.page_id else _("%(title)s (new)") % {"title": proposal}

    @admin.display(description=gettext_lazy("what it would change"))
    def what_changed(self, proposal):
        context = {"excerpt": proposal.excerpt, "url": reverse("proposal", args=[proposal.pk])}
        context |= {"summary": proposal.summary, "why": proposal.get_cause_display()}
        return render_to_string("admin/wiki/revision/_excerpt.html", context)

    @admin.display(description=gettext_lazy("who"), ordering="author__username")
    def who(self, proposal):
        context = {"member": proposal.author, "record": proposal.record}
        return render_to_string("admin/wiki/revision/_who.html", context)

    @admin.display(description=gettext_lazy("age"), ordering="created_at")
    def age(self, proposal):
        return timesince(proposal.created_at, depth=1)

    @admin.display(description=gettext_lazy("what to do"))
    def buttons(self, proposal):
        """The button stands in the form of the list, which carries the token; to reject needs a reason."""
        address = reverse("proposal", args=[proposal.pk])
        look = format_html('<a href="{}">{}</a>', address, _("Look"))
        if not proposal.is_waiting or getattr(proposal, "is_own", True):
            return look
        return format_html(
            '{} <button type="submit" formmethod="post" formaction="{}" name="changed_at" value="{}">{}'
            '</button> <a href="{}#reject">{}</a>',
            look,
            reverse("admin:wiki_proposal_accept", args=[proposal.pk]),
            proposal.changed_at.isoformat(),
            _("Accept"),
            address,
            _("Reject"),
        )

    def get_urls(self):
        accepting = self.admin_site.admin_view(require_POST(self.accept))
        return [path("<int:pk>/accept/", accepting, name="wiki_proposal_accept"), *super().get_urls()]

    def accept(self, request, pk):
        """Accept what was on the list; where it clashes, lead to the page on which to choose."""
        proposal = get_object_or_404(Proposal.objects.select_related("page", "base", "author"), pk=pk)
        form = AcceptForm(request.POST)
        form.is_valid()
        try:
            accept(proposal, by=request.user, changed_at=form.cleaned_data.get("changed_at"))
        except EditConflict:
            messages.error(request, _("The page was edited since. Accept the proposal here to choose."))
            return redirect("proposal", pk)
        except Refused as refusal:
            messages.error(request, reason_of(refusal))
        else:
            messages.success(request, _("Accepted."))
        return redirect("admin:wiki_proposal_changelist")

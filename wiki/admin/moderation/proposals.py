"""Proposals in the admin: the list, with a button to accept each."""

from django.contrib import admin, messages
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.proposals import accept
from wiki.admin.base import ConditionFilter, EditsAdmin
from wiki.admin.powers import Button
from wiki.forms.moderation import AcceptForm
from wiki.models import Proposal, ProposalState
from wiki.queries.moderation.excerpts import excerpts_of_proposals
from wiki.refusals import EditConflict


class ProposalStateFilter(ConditionFilter):
    title = _("state")
    parameter_name = "state"
    default = (ProposalState.WAITING.label, Q(state=ProposalState.WAITING))
    conditions = {
        "accepted": (ProposalState.ACCEPTED.label, Q(state=ProposalState.ACCEPTED)),
        "rejected": (ProposalState.REJECTED.label, Q(state=ProposalState.REJECTED)),
        "withdrawn": (ProposalState.WITHDRAWN.label, Q(state=ProposalState.WITHDRAWN)),
        "all": (_("All"), Q()),
    }


def _accept(proposal, *, by, posted):
    form = AcceptForm(posted)
    form.is_valid()
    accept(proposal, by=by, changed_at=form.cleaned_data.get("changed_at"))


ACCEPT = Button(name="accept", act=_accept, done=_("Accepted."))


@admin.register(Proposal)
class ProposalAdmin(EditsAdmin):
    """Only its author changes a proposal. Moderators accept it here, or open it to reject it."""

    powers = (ACCEPT,)
    excerpts_of = staticmethod(excerpts_of_proposals)
    list_display = ["where", "what_changed", "who", "age", "buttons", "state"]
    list_display_links = None
    list_filter = [ProposalStateFilter, "cause"]
    list_select_related = ["page", "author"]
    search_fields = ["title", "page__titles__text", "author__username"]
    fields = [
        *("where", "kind", "buttons", "author", "cause", "summary", "created_at", "changed_at"),
        *("state", "reason", "decided_by", "decided_at", "revision"),
    ]

    def get_list_display(self, request):
        """Show the state only where the list has more than one."""
        return self.list_display if "state" in request.GET else self.list_display[:-1]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "facts")

    @admin.display(description=_("page"))
    def where(self, proposal):
        return str(proposal) if proposal.page_id else _("%(title)s (new)") % {"title": proposal}

    @admin.display(description=_("proposed change"))
    def what_changed(self, proposal):
        context = {"excerpt": proposal.excerpt, "url": reverse("proposal", args=[proposal.pk])}
        context |= {"summary": proposal.summary, "why": proposal.get_cause_display()}
        return render_to_string("admin/wiki/revision/_excerpt.html", context)

    def respond_to_refusal(self, request, proposal, refusal):
        """After a conflict, lead to the page of the proposal, which asks what to keep."""
        if not isinstance(refusal, EditConflict):
            return super().respond_to_refusal(request, proposal, refusal)
        messages.error(request, _("The page was edited since. Accept the proposal here to choose."))
        return redirect("proposal", proposal.pk)

"""Edits that wait for review. Only their authors and moderators can see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.moderation.proposals import accept, reject, withdraw
from wiki.facts.kinds import KINDS
from wiki.forms.moderation import AcceptForm, RejectForm
from wiki.models import Proposal
from wiki.permissions.powers import may_act
from wiki.queries.history.comparisons import compare
from wiki.queries.lists.paging import page_of
from wiki.queries.moderation.proposals import compared_with, find_proposal, proposals_of
from wiki.queries.pages.editing import shown_clashes
from wiki.queries.people.members import public_record
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import EditConflict, Refused, TitleTaken
from wiki.wording import reason_of

_CAUSES = {
    Proposal.Cause.PROTECTED: _("Edits of this page are checked before they appear."),
    Proposal.Cause.FIRST: _("First edits of new members are checked before they appear."),
    Proposal.Cause.LINKS: _("Edits that add links are checked before they appear."),
}


def answer_proposed(request, proposal, *, amended=False):
    """Redirect the author of an edit to its proposal, and say why it is reviewed."""
    changed = _("Your proposal is changed. A moderator will review it.")
    sent = _("Sent for review.") + " " + _CAUSES[proposal.cause]
    return _done(request, proposal, changed if amended else sent)


@require_safe
@login_required
def proposals(request):
    """List the proposals of the member who asks."""
    page_obj = page_of(proposals_of(request.user), request.GET.get("page"))
    return render(request, "wiki/moderation/proposals.html", {"page_obj": page_obj})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def proposal(request, pk):
    """Show a proposal; a POST withdraws, accepts or rejects it."""
    proposal = find_proposal(request.user, pk)
    if proposal is None:
        raise Http404
    steps = {"withdraw": _withdraw, "accept": _accept, "reject": _reject}
    step = steps.get(request.POST.get("action"), _show)
    try:
        return step(request, proposal)
    except Refused as refusal:
        return _show(request, proposal, status=refusal.status, notice=reason_of(refusal))


def _withdraw(request, proposal):
    withdraw(proposal, by=request.user)
    return _done(request, proposal, _("Proposal withdrawn."))


def _accept(request, proposal):
    form = AcceptForm(request.POST)
    form.is_valid()
    changed_at = form.cleaned_data.get("changed_at")
    try:
        accept(proposal, by=request.user, changed_at=changed_at, choices=form.choices)
    except EditConflict as conflict:
        return _show(request, proposal, status=conflict.status, **_clash(request, proposal, form, conflict))
    except TitleTaken as refusal:
        notice = _("Another page has this title now. Reject the proposal, and say where the text belongs.")
        return _show(request, proposal, status=refusal.status, notice=notice, taken=refusal.title)
    return _done(request, proposal, _("Proposal accepted."))


def _clash(request, proposal, form, conflict):
    """Return what the moderator is asked where page and proposal clash; the rest is merged already."""
    if conflict.merge is None:
        return {"notice": _("The edited revision is gone. Reject the proposal, and ask for a new edit.")}
    notice = _("The page has changed in the same places since. Choose below, then accept.")
    if "clashes" in request.POST:
        notice = _("Choose which version to keep in each place below, then accept.")
    clashes = shown_clashes(KINDS[proposal.kind], conflict.merge)
    context = {"merge": conflict.merge, "fact_clashes": clashes, "theirs": conflict.current}
    return context | {"choices": form.choices, "notice": notice}


def _reject(request, proposal):
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _show(request, proposal, form=form)
    reason = form.cleaned_data["reason"]
    try:
        reject(proposal, by=request.user, reason=reason)
    except Refused as refusal:
        context = {"notice": reason_of(refusal), "form": form, "typed": [(form["reason"].label, reason)]}
        return _show(request, proposal, status=refusal.status, **context)
    return _done(request, proposal, _("Proposal rejected. Its author can read the reason."))


def _done(request, proposal, message):
    messages.success(request, message)
    return redirect("proposal", proposal.pk)


def _show(request, proposal, *, status=200, **context):
    """Show a proposal as it is now; see templates/wiki/moderation/proposal.html for the rest of `context`."""
    if status != 200:
        proposal = find_proposal(request.user, proposal.pk)
    is_author = proposal.author == request.user
    context = {
        "form": RejectForm(),
        "proposal": proposal,
        "record": public_record(request.viewer.sight, proposal.author),
        "comparison": compare(proposal.kind, compared_with(proposal), proposal),
        "is_author": is_author,
        "deleted": proposal.page or deleted_page(proposal.title),
        "may_decide": proposal.is_waiting and not is_author and may_act(request.user, "decide_proposal"),
    } | context
    return render(request, "wiki/moderation/proposal.html", context, status=status)

"""Edits that wait for a review. Only their authors, and whoever decides, get to see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.moderation.proposals import accept, reject, withdraw
from wiki.facts.kinds import KINDS
from wiki.forms.proposals import AcceptForm, RejectForm
from wiki.permissions.powers import may_act
from wiki.queries.lists.paging import page_of
from wiki.queries.moderation.proposals import changes_of, find_proposal, proposals_of
from wiki.queries.pages.editing import shown_clashes
from wiki.queries.people.members import standing_of
from wiki.queries.titles.lookup import deleted_page
from wiki.refusals import EditConflict, NotAllowed, Refused, TitleTaken
from wiki.wording import reason_of

PROPOSALS_ON_A_PAGE = 50

CLASHES = gettext_lazy(
    "The page was edited since, in the same places. Nothing is done yet: choose below, then accept."
)
CHOOSE = gettext_lazy("Choose one in each place below, then accept. Nothing is done yet.")
TAKEN = gettext_lazy(
    "Somebody wrote a page with this title meanwhile, so this can't become one, and nothing was done. "
    "Its author can still copy the text from here: reject the proposal with a word about where it belongs."
)
BASE_GONE = gettext_lazy(
    "The revision that was edited is gone, so the two can't be put together, and nothing was done. "
    "Its author can still copy the text from here: reject the proposal and ask for a new edit of the page."
)

PROPOSED = gettext_lazy(
    "Kept, but not on the page yet: %(why)s. A moderator will look at it. You can change it until then."
)


def kept(request, proposal, words):
    """Lead whoever wrote it to a proposal, and say why it waits."""
    messages.success(request, words % {"why": proposal.get_cause_display()})
    return redirect("proposal", proposal.pk)


@require_safe
@login_required
def proposals(request):
    """List what whoever asks has proposed."""
    page_obj = page_of(proposals_of(request.user), request.GET.get("page"), PROPOSALS_ON_A_PAGE)
    return render(request, "wiki/moderation/proposals.html", {"page_obj": page_obj})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def proposal(request, pk):
    """Show a proposal; a post withdraws, accepts or rejects it."""
    found = find_proposal(request.user, pk)
    if found is None:
        raise Http404
    answers = {"withdraw": _withdraw, "accept": _accept, "reject": _reject}
    step = request.POST.get("action", "") if request.method == "POST" else ""
    try:
        return answers.get(step, _show)(request, found)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _show(request, found, status=409, notice=reason_of(refusal))


def _withdraw(request, found):
    withdraw(found, by=request.user)
    return _done(request, found, _("Your proposal is withdrawn."))


def _accept(request, found):
    form = AcceptForm(request.POST)
    form.is_valid()
    try:
        accept(found, by=request.user, changed_at=form.cleaned_data.get("changed_at"), choices=form.choices)
    except EditConflict as conflict:
        return _clash(request, found, form, conflict)
    except TitleTaken as refusal:
        return _show(request, found, status=409, notice=TAKEN, taken=refusal.title)
    return _done(request, found, _("Accepted."))


def _clash(request, found, form, conflict):
    """Ask what the page shall say where it and the proposal clash; the rest is merged already."""
    if conflict.merge is None:
        return _show(request, found, status=409, notice=BASE_GONE)
    context = {
        "merge": conflict.merge,
        "fact_clashes": shown_clashes(KINDS[found.kind], conflict.merge),
        "theirs": conflict.current,
        "choices": form.choices,
    }
    return _show(
        request, found, status=409, notice=CHOOSE if "clashes" in request.POST else CLASHES, **context
    )


def _reject(request, found):
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form=form)
    reason = form.cleaned_data["reason"]
    try:
        reject(found, by=request.user, reason=reason)
    except Refused as refusal:
        typed = [(form["reason"].label, reason)]
        return _show(request, found, status=409, notice=reason_of(refusal), form=form, typed=typed)
    return _done(request, found, _("Rejected. Its author can read why."))


def _done(request, found, words):
    messages.success(request, words)
    return redirect("proposal", found.pk)


def _show(request, found, *, status=200, **context):
    """Show a proposal as it is now; `context` says more (templates/wiki/moderation/proposal.html)."""
    shown = found if status == 200 else find_proposal(request.user, found.pk)
    is_author = shown.author == request.user
    context = {
        "form": RejectForm(),
        "proposal": shown,
        "standing": standing_of(shown.author),
        "comparison": changes_of(shown),
        "is_author": is_author,
        "deleted": shown.page if shown.page else deleted_page(shown.title),
        "may_decide": shown.is_waiting and not is_author and may_act(request.user, "decide_proposal"),
    } | context
    return render(request, "wiki/moderation/proposal.html", context, status=status)

"""The editing form: opened, and saved. Every answer brings back what the person typed."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wiki.actions.moderation.proposals import amend, submit_edit, submit_page
from wiki.facts.checking import FactsInvalid
from wiki.forms.pages import PageForm
from wiki.models import Proposal
from wiki.permissions import NotAllowed, why_not_edit
from wiki.queries.history.comparisons import compare
from wiki.queries.history.revisions import page_moved_from, revision_of
from wiki.queries.moderation.proposals import amendable
from wiki.queries.titles.lookup import EditTarget, target_of
from wiki.queries.titles.near import near_titles
from wiki.refusals import BodyRefused, EditConflict, Overtaken, Refused, TitleTaken
from wiki.text.titles import title_key
from wiki.views.moderation.proposals import PROPOSED, kept
from wiki.views.pages.conflicts import another_kind, clash, conflict, lost_section
from wiki.views.pages.edit_form import TOO_FAST, answer
from wiki.views.pages.previews import show_changes, show_preview
from wiki.views.site.errors import too_fast
from wiki.views.site.rates import is_too_fast
from wiki.views.titles.addresses import of_title

LOG_IN_AGAIN = gettext_lazy(
    "You are logged out. Log in in another tab, then save here again: your text is below."
)
ANOTHER_NAME = gettext_lazy(
    "You are logged in as %(name)s now, and this form was opened under another name. Nothing is saved yet "
    "and nothing is lost: save again to save it as %(name)s."
)
SAVE_AGAIN = gettext_lazy(
    "We could not be sure that this form came from you, perhaps because you logged in or out meanwhile. "
    "Nothing is saved yet and nothing is lost: look it over, then save again."
)
TAKEN_BACK = gettext_lazy(
    "The edit is taken out of the form below, and later edits are kept. "
    "Nothing is saved yet: look it over, then save."
)
AMENDED = gettext_lazy("Your proposal is changed. A moderator will look at it.")
NOT_YOURS_TO_CHANGE = gettext_lazy(
    "This proposal can't be changed, perhaps because somebody has decided on it meanwhile. "
    "Below is the page as it is now."
)
DECIDED = gettext_lazy(
    "The proposal that you were changing does not wait any more. Nothing is saved yet, and nothing is lost: "
    "your text is below. Saving now makes it an edit of its own."
)
DELETED = gettext_lazy(
    "This page was deleted while you were writing. Nothing of yours is saved yet, and nothing is lost: "
    "it is in the form below. Saving now writes the page again."
)
MERGED = gettext_lazy(
    "Saved. Somebody else had saved this page while you were writing: both edits are kept. "
    "Below is all that changed since you began."
)


@require_http_methods(["GET", "HEAD", "POST"])
@of_title
def edit(request, target):
    """Show the form of a page, or of a title without one; take what comes back."""
    if request.method != "POST":
        return _open(request, target)
    if target.page is None and (moved := page_moved_from(target.title, request.POST.get("base"))):
        target = target_of(moved)  # the page was moved away while it was edited
    form = _posted_form(request, target)
    if reason := _why_not(request, form.target):
        return answer(request, form, status=403, notice=reason)
    if target.deleted and request.POST.get("base"):
        form.begin_again()
        return answer(request, form, status=409, notice=DELETED)
    if request.POST.get("proposal") and not form.proposal:
        form.leave_proposal()
        return answer(request, form, status=409, notice=DECIDED)
    step, _dash, place = request.POST.get("action", "save").partition("-")
    answers = {"preview": show_preview, "diff": show_changes, "add": _add, "remove": _remove}
    return answers.get(step, _save)(request, form, place)


def _open(request, target):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if reason := _why_not(request, target):
        context = {"page_title": target.title, "page": target.page, "reason": reason}
        return render(request, "wiki/pages/source.html", context, status=403)
    if proposal := amendable(request.user, request.GET.get("proposal"), target):
        return answer(request, _amending(proposal, target))
    if "proposal" in request.GET:
        return answer(request, PageForm(target), notice=NOT_YOURS_TO_CHANGE)
    asked = {name: request.GET[name] for name in ("kind", "undo", "section") if name in request.GET}
    form = PageForm(target, **asked)
    if form.opening.undo:
        return answer(request, form, notice=TAKEN_BACK, comparison=_compared(target, form.opening))
    near = [] if target.page else near_titles(target.title)
    return answer(request, form, notice=form.opening.refusal, near=near)


def _amending(proposal, target, posted=None):
    """Return the form that changes a proposal; a new page stays new when somebody else takes its title."""
    if proposal.page is None:
        target = EditTarget(proposal.title, None, None, target.deleted)
    return PageForm(target, posted, proposal=proposal)


def _why_not(request, target):
    """Say why this person may not save here, or return None."""
    if not request.user.is_authenticated:
        return LOG_IN_AGAIN
    if request.POST.get("writer", "") not in ("", str(request.user.pk)):
        return ANOTHER_NAME % {"name": request.user}
    return why_not_edit(request.user, target.page or target.deleted, key=title_key(target.title))


def _compared(target, opening):
    now = target.revision
    return compare(target.kind, now.body, now.facts, opening.body, opening.facts)


@of_title
def edit_again(request, target):
    """Answer a post that can't be trusted with the same form, as it was typed, and a new token."""
    return answer(request, _posted_form(request, target), status=403, notice=SAVE_AGAIN)


def _posted_form(request, target):
    if proposal := amendable(request.user, request.POST.get("proposal"), target):
        return _amending(proposal, target, request.POST)
    base = revision_of(target.page, request.POST.get("base")) if target.page else None
    asked = {name: request.POST.get(name, "") for name in ("undo", "section")}
    return PageForm(target, request.POST, base=base, **asked)


def _save(request, form, _place):
    if form.section_is_lost:
        return lost_section(request, form)
    if form.base and form.is_of_another_kind():
        return another_kind(request, form)
    if not form.is_valid():
        return answer(request, form)
    if is_too_fast(request, "save"):
        return too_fast(answer(request, form, status=429, notice=TOO_FAST))
    try:
        return _saved(request, form, _write(form, request.user))
    except EditConflict as refusal:
        return (clash if refusal.merge else conflict)(request, form, refusal)
    except TitleTaken as refusal:
        return conflict(request, form, refusal)
    except Overtaken as refusal:
        return answer(request, form, status=409, notice=str(refusal))
    except NotAllowed as refusal:
        return answer(request, form, status=403, notice=str(refusal))
    except (BodyRefused, FactsInvalid, Refused) as refusal:
        form.refuse(refusal)
        return answer(request, form)


def _write(form, by):
    """Return the revision of what was typed, or its Proposal."""
    content, page = form.content(), form.target.page
    if form.proposal:
        return amend(form.proposal, by=by, **content)
    if page is None:
        return submit_page(form.target.title, form.page_kind.name, by=by, **content)
    undoes = revision_of(page, form.opening.undo) if form.takes_back() else None
    return submit_edit(page, by=by, base=form.base, undoes=undoes, choices=form.choices, **content)


def _saved(request, form, revision):
    if isinstance(revision, Proposal):
        return kept(request, revision, AMENDED if form.proposal else PROPOSED)
    if form.says_nothing_new(revision) or revision.author_id != request.user.pk:
        messages.info(request, _("Nothing differs, so nothing was saved."))
    elif "merged" in revision.tags:
        messages.success(request, MERGED)
        return redirect("diff", form.base.pk, revision.pk)
    else:
        messages.success(request, _("Saved."))
    anchor = f"#{form.opening.section}" if form.opening.section else ""
    return redirect(reverse("page-read", args=[form.target.title]) + anchor)


def _add(request, form, place):
    form.facts_form.add_row(place)
    return answer(request, form)


def _remove(request, form, place):
    fact, _dash, row_id = place.partition("-")
    form.facts_form.remove_row(fact, row_id)
    return answer(request, form)

"""The editing form: opened, and saved. Every answer brings back what the person typed."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wiki.actions.pages import create_page, edit_page
from wiki.actions.refusals import BodyRefused, EditConflict, Overtaken, Refused, TitleTaken
from wiki.facts.checking import FactsInvalid
from wiki.forms.pages import PageForm
from wiki.permissions import NotAllowed, may_edit
from wiki.queries import history, pages
from wiki.views.conflicts import another_kind, clash, conflict, lost_section
from wiki.views.errors import too_fast
from wiki.views.forms import TOO_FAST, answer
from wiki.views.previews import show_changes, show_preview
from wiki.views.targets import of_target

LOG_IN_AGAIN = gettext_lazy(
    "You are logged out. Log in in another tab, then save here again: your text is below."
)
SAVE_AGAIN = gettext_lazy(
    "We could not be sure that this form came from you, perhaps because you logged in or out meanwhile. "
    "Nothing is saved yet and nothing is lost: look it over, then save again."
)
TAKEN_BACK = gettext_lazy(
    "The edit is taken out of the form below, and later edits are kept. "
    "Nothing is saved yet: look it over, then save."
)
MERGED = gettext_lazy(
    "Saved. Somebody else had saved this page while you were writing: both edits are kept. "
    "Below is all that changed since you began."
)


@require_http_methods(["GET", "HEAD", "POST"])
@of_target
def edit(request, target):
    """Show the form of a page, or of a title without one; take what comes back."""
    if request.method != "POST":
        return _open(request, target)
    if target.page is None and (moved := history.page_of_revision(request.POST.get("base"))):
        target = pages.target_of(moved)  # the page was moved away while it was edited
    form = _posted_form(request, target)
    if not may_edit(request.user, target.page):
        return answer(request, form, status=403, notice=LOG_IN_AGAIN)
    step, _dash, place = request.POST.get("action", "save").partition("-")
    answers = {"preview": show_preview, "diff": show_changes, "add": _add, "remove": _remove}
    return answers.get(step, _save)(request, form, place)


def _open(request, target):
    if not may_edit(request.user, target.page):
        return redirect_to_login(request.get_full_path())
    asked = {name: request.GET[name] for name in ("kind", "undo", "section") if name in request.GET}
    form = PageForm(target, **asked)
    if form.opening.undo:
        return answer(request, form, notice=TAKEN_BACK, comparison=_compared(target, form.opening))
    near = [] if target.page else pages.near_titles(target.title)
    return answer(request, form, notice=form.opening.refusal, near=near)


def _compared(target, opening):
    now = target.revision
    return history.compare(target.kind, now.body, now.facts, opening.body, opening.facts)


@of_target
def edit_again(request, target):
    """Answer a post that can't be trusted with the same form, as it was typed, and a new token."""
    return answer(request, _posted_form(request, target), status=403, notice=SAVE_AGAIN)


def _posted_form(request, target):
    base = history.revision_of(target.page, request.POST.get("base")) if target.page else None
    asked = {name: request.POST.get(name, "") for name in ("undo", "section")}
    return PageForm(target, request.POST, base=base, **asked)


def _save(request, form, _place):
    if form.section_is_lost:
        return lost_section(request, form)
    if form.base and form.is_of_another_kind():
        return another_kind(request, form)
    if not form.is_valid():
        return answer(request, form)
    if not ratelimit.consume(request, action="save", user=request.user):
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
    content = form.content()
    if form.target.page is None:
        return create_page(form.target.title, form.page_kind.name, by=by, **content)
    tags = ["undo"] if form.takes_back() else []
    return edit_page(form.target.page, by=by, base=form.base, tags=tags, choices=form.choices, **content)


def _saved(request, form, revision):
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

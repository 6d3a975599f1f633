"""Renaming a page, and its other titles."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.forms.titles import MoveForm, RedirectForm, TitleForm
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.titles.lookup import current_title, editing_target
from wiki.queries.visibility import shown_titles
from wiki.refusals import InputRefused, NotAllowed, Refused, TooFast
from wiki.views.site.errors import gone, missing_page
from wiki.views.site.rates import refuse_too_fast
from wiki.wording import reason_of

STEPS = {"move": (MoveForm, move_page), "add": (RedirectForm, add_title), "remove": (TitleForm, remove_title)}


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, title):
    """Show the titles of a page; a POST renames it, or adds or removes a title that redirects to it."""
    target = editing_target(request.viewer.sight, title)
    if target.deleted:
        return gone(request, target.title, target.deleted)
    if target.page is None:
        return missing_page(request, target.title)
    if request.method == "POST":
        step = request.POST.get("action")
        return _change(request, target, step if step in STEPS else "move")
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    refuse(EditRights(request.user, target.page).why_not_move)
    return _answer(request, target)


def _change(request, target, step):
    form_class, change = STEPS[step]
    form = form_class(request.POST, auto_id=f"{step}_%s")
    if not form.is_valid():
        return _answer(request, target, **{step: form})
    try:
        refuse_too_fast(request, "move")
        revision = change(target.page, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None if isinstance(refusal, NotAllowed | TooFast) else "title", reason_of(refusal))
        status = 200 if isinstance(refusal, InputRefused) else refusal.status
        return _answer(request, target, status=status, **{step: form})
    messages.success(request, revision.summary)
    return redirect("page-read" if step == "move" else "page-move", current_title(target.page).text)


def _answer(request, target, *, status=200, **forms):
    unposted = {
        "move": MoveForm(initial={"title": target.title}, auto_id="move_%s"),
        "add": RedirectForm(auto_id="add_%s"),
    }
    context = {
        "page_title": target.title,
        "page": target.page,
        "others": shown_titles(request.viewer.sight, page=target.page, is_current=False).order_by("text"),
        "forms": unposted | forms,
        "form": next(iter(forms.values()), None),
    }
    return render(request, "wiki/titles/move.html", context, status=status)

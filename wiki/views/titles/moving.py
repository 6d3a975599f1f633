"""Changing what a page is called."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.forms.titles import MoveForm, TitleForm
from wiki.permissions import NotAllowed, why_not_move
from wiki.queries.titles.lookup import current_title
from wiki.queries.visibility import public_titles
from wiki.refusals import Refused
from wiki.text.titles import BadTitle
from wiki.views.site.errors import forbidden, missing_page, too_fast
from wiki.views.site.rates import is_too_fast
from wiki.views.titles.addresses import of_target

STEPS = {"move": (MoveForm, move_page), "add": (TitleForm, add_title), "remove": (TitleForm, remove_title)}


@require_http_methods(["GET", "HEAD", "POST"])
@of_target
def move(request, target):
    """Show what a page is called; a post moves it, or adds or removes a title that leads to it."""
    if target.page is None:
        return missing_page(request, target.title)
    if request.method != "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if reason := why_not_move(request.user, target.page):
            return forbidden(request, reason)
        return _answer(request, target)
    step = request.POST.get("action")
    return _change(request, target, step if step in STEPS else "move")


def _change(request, target, step):
    form_class, change = STEPS[step]
    form = form_class(request.POST, auto_id=f"{step}_%s")
    if not form.is_valid():
        return _answer(request, target, **{step: form})
    if is_too_fast(request, "move"):
        form.add_error(None, _("That was fast. Wait a minute, then try again."))
        return too_fast(_answer(request, target, status=429, **{step: form}))
    try:
        revision = change(target.page, by=request.user, **form.cleaned_data)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _answer(request, target, status=403, **{step: form})
    except (Refused, BadTitle) as refusal:
        form.add_error("title", str(refusal))
        return _answer(request, target, **{step: form})
    messages.success(request, revision.summary)
    face = "page-read" if step == "move" else "page-move"
    return redirect(face, current_title(target.page).text)


def _answer(request, target, *, status=200, **forms):
    unposted = {
        "move": MoveForm(initial={"title": target.title}, auto_id="move_%s"),
        "add": TitleForm(auto_id="add_%s"),
    }
    context = {
        "page_title": target.title,
        "page": target.page,
        "others": public_titles(page=target.page, is_current=False).order_by("text"),
        "forms": unposted | forms,
        "form": next(iter(forms.values()), None),
    }
    return render(request, "wiki/titles/move.html", context, status=status)

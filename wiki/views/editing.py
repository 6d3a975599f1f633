"""The editing form: every answer brings back what the person typed."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wiki.actions.pages import create_page, edit_page
from wiki.actions.preparation import compiled, prepare, tidy_body
from wiki.actions.refusals import BodyRefused, EditConflict, Refused, TitleTaken
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS
from wiki.forms.pages import PageForm
from wiki.permissions import NotAllowed, may_edit
from wiki.queries import history, pages
from wiki.queries.compositions import compose
from wiki.queries.relations import relations_of
from wiki.text.titles import BadTitle
from wiki.views.errors import bad_request

LOG_IN_AGAIN = gettext_lazy(
    "You are logged out. Log in in another tab, then save here again: your text is below."
)
SAVE_AGAIN = gettext_lazy(
    "We could not be sure that this form came from you, perhaps because you logged in or out meanwhile. "
    "Nothing is saved yet and nothing is lost: look it over, then save again."
)
FACTS_OF_THE_KIND = gettext_lazy(
    "Below are the facts that a page of this kind has. Fill in what you know, then preview again: "
    "nothing is saved yet."
)
TOO_FAST = gettext_lazy("That was fast. Wait a minute, then try again: your text is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, title):
    """Show the form of a page, or of a title without one; take what comes back."""
    try:
        target = pages.editing_target(title)
    except BadTitle as problem:
        return bad_request(request, problem)
    if request.method != "POST":
        if not may_edit(request.user, target.page):
            return redirect_to_login(request.get_full_path())
        return _answer(request, PageForm(target, kind=request.GET.get("kind", "article")))
    form = _posted_form(request, target)
    if not may_edit(request.user, target.page):
        return _answer(request, form, status=403, notice=LOG_IN_AGAIN)
    step, _dash, place = request.POST.get("action", "save").partition("-")
    answers = {"preview": _preview, "diff": _diff, "add": _add, "remove": _remove}
    return answers.get(step, _save)(request, form, place)


def edit_again(request, title):
    """Answer a post that can't be trusted with the same form, as it was typed, and a new token."""
    try:
        target = pages.editing_target(title)
    except BadTitle as problem:
        return bad_request(request, problem)
    return _answer(request, _posted_form(request, target), status=403, notice=SAVE_AGAIN)


@require_POST
def preview(request):
    """Answer the live preview of a body with a fragment of HTML, or with one line that says why not."""
    if not may_edit(request.user):
        return _fragment(_("Log in to see a preview."), status=403)
    if not ratelimit.consume(request, action="preview", user=request.user):
        return _too_fast(_fragment(TOO_FAST, status=429))
    try:
        document = compiled(tidy_body(request.POST.get("content", "")))
    except BodyRefused as refusal:
        return _fragment(refusal, status=422)
    context = {"composition": compose(KINDS["article"], document, {}), "document": document}
    return _fragment(render_to_string("wiki/page/_preview.html", context, request))


def _posted_form(request, target):
    base = history.revision_of(target.page, request.POST.get("base")) if target.page else None
    return PageForm(target, request.POST, base=base)


def _fragment(words, status=200):
    """Answer with a part of a page. The script shows nothing else: never a stray page of errors."""
    return HttpResponse(conditional_escape(words), status=status, headers={"X-Fragment": "preview"})


def _save(request, form, place):
    if not form.is_valid():
        return _answer(request, form)
    if not ratelimit.consume(request, action="save", user=request.user):
        return _too_fast(_answer(request, form, status=429, notice=TOO_FAST))
    try:
        revision = _write(form, request.user)
    except EditConflict as conflict:
        return _conflict(request, form, conflict, conflict.current)
    except TitleTaken as conflict:
        return _conflict(request, form, conflict, conflict.title.page.current)
    except NotAllowed as refusal:
        return _answer(request, form, status=403, notice=str(refusal))
    except (BodyRefused, FactsInvalid, Refused) as refusal:
        form.refuse(refusal)
        return _answer(request, form)
    unchanged = revision == form.base
    messages.success(request, _("Nothing differs, so nothing was saved.") if unchanged else _("Saved."))
    return redirect("page-read", form.target.title)


def _write(form, by):
    content = form.content()
    if form.target.page is None:
        return create_page(form.target.title, form.page_kind.name, by=by, **content)
    return edit_page(form.target.page, by=by, base=form.base, **content)


def _preview(request, form, place):
    if form.kind_is_new():
        return _answer(request, form, notice=FACTS_OF_THE_KIND)
    return _with_content(request, form, lambda content: _previewed(form.unsaved_page(), content))


def _previewed(page, content):
    composition = compose(content.kind, content.document, content.facts)
    relations = relations_of(page, composition, content.facts)
    return {"composition": composition, "document": content.document, "relations": relations}


def _diff(request, form, place):
    return _with_content(request, form, lambda content: {"comparison": _compared(form, form.base, content)})


def _with_content(request, form, shown):
    """Answer with the form, and above it what `shown` makes of the content typed so far."""
    if not ratelimit.consume(request, action="preview", user=request.user):
        return _too_fast(_answer(request, form, status=429, notice=TOO_FAST))
    try:
        content = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
    except (BodyRefused, FactsInvalid) as refusal:
        form.refuse(refusal)
        return _answer(request, form)
    return _answer(request, form, **shown(content))


def _add(request, form, place):
    form.facts_form.add_row(place)
    return _answer(request, form)


def _remove(request, form, place):
    fact, _dash, row_id = place.partition("-")
    form.facts_form.remove_row(fact, row_id)
    return _answer(request, form)


def _conflict(request, form, conflict, theirs):
    """Show what the other person saved beside what was typed here; saving again replaces theirs."""
    try:
        content = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
        comparison = _compared(form, theirs, content)
    except (BodyRefused, FactsInvalid) as refusal:
        form.refuse(refusal)
        comparison = None
    form.move_to(theirs)
    return _answer(request, form, status=409, notice=str(conflict), theirs=theirs, comparison=comparison)


def _compared(form, old, content):
    body, facts = (old.body, old.facts) if old else ("", {})
    return history.compare(content.kind.name, body, facts, content.body, content.facts)


def _too_fast(response):
    response["Retry-After"] = "60"
    return response


def _answer(request, form, *, status=200, **context):
    context |= {"form": form, "page_title": form.target.title, "page": form.target.page}
    return render(request, "wiki/page/edit.html", context, status=status)

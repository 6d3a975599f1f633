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
from wiki.queries.derived import derived_facts
from wiki.queries.disambiguation import ambiguous_titles
from wiki.queries.editing import shown_clashes
from wiki.queries.relations import relations_of
from wiki.queries.suggestions import keys_of_sources
from wiki.views.targets import of_target

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
MERGED = gettext_lazy(
    "Saved. Somebody else had saved this page while you were writing: both edits are kept. "
    "Below is all that changed since you began."
)
TOO_FAST = gettext_lazy("That was fast. Wait a minute, then try again: your text is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
@of_target
def edit(request, target):
    """Show the form of a page, or of a title without one; take what comes back."""
    if request.method != "POST":
        return _open(request, target)
    form = _posted_form(request, target)
    if not may_edit(request.user, target.page):
        return _answer(request, form, status=403, notice=LOG_IN_AGAIN)
    step, _dash, place = request.POST.get("action", "save").partition("-")
    answers = {"preview": _preview, "diff": _diff, "add": _add, "remove": _remove}
    return answers.get(step, _save)(request, form, place)


def _open(request, target):
    if not may_edit(request.user, target.page):
        return redirect_to_login(request.get_full_path())
    asked = {name: request.GET[name] for name in ("kind", "undo", "section") if name in request.GET}
    form = PageForm(target, **asked)
    near = [] if target.page else pages.near_titles(target.title)
    return _answer(request, form, notice=form.opening.refusal, near=near)


@of_target
def edit_again(request, target):
    """Answer a post that can't be trusted with the same form, as it was typed, and a new token."""
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
    context = {
        "composition": compose(KINDS["article"], document, {}),
        "document": document,
        "ambiguous": ambiguous_titles(document),
    }
    return _fragment(render_to_string("wiki/page/_preview.html", context, request))


def _posted_form(request, target):
    base = history.revision_of(target.page, request.POST.get("base")) if target.page else None
    asked = {name: request.POST.get(name, "") for name in ("undo", "section")}
    return PageForm(target, request.POST, base=base, **asked)


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
        return _clash(request, form, conflict) if conflict.merge else _conflict(request, form, conflict)
    except TitleTaken as conflict:
        return _conflict(request, form, conflict)
    except NotAllowed as refusal:
        return _answer(request, form, status=403, notice=str(refusal))
    except (BodyRefused, FactsInvalid, Refused) as refusal:
        form.refuse(refusal)
        return _answer(request, form)
    return _saved(request, form, revision)


def _saved(request, form, revision):
    if revision == form.base or revision.author_id != request.user.pk:
        messages.info(request, _("Nothing differs, so nothing was saved."))
    elif "merged" in revision.tags:
        messages.success(request, MERGED)
        return redirect("diff", form.base.pk, revision.pk)
    else:
        messages.success(request, _("Saved."))
    return redirect("page-read", form.target.title)


def _write(form, by):
    content = form.content()
    if form.target.page is None:
        return create_page(form.target.title, form.page_kind.name, by=by, **content)
    tags = ["undo"] if form.takes_back() else []
    return edit_page(form.target.page, by=by, base=form.base, tags=tags, choices=form.choices, **content)


def _preview(request, form, place):
    if form.kind_is_new():
        form.take_outline()
        return _answer(request, form, notice=FACTS_OF_THE_KIND)
    body = form.typed_body()
    return _with_content(request, form, body, lambda content: _previewed(form.unsaved_page(), content))


def _previewed(page, content):
    composition = compose(content.kind, content.document, content.facts)
    relations = relations_of(page, composition, content.facts)
    return {
        "composition": composition,
        "document": content.document,
        "relations": relations,
        "ambiguous": ambiguous_titles(content.document),
    }


def _diff(request, form, place):
    body = form.whole_body()
    return _with_content(request, form, body, lambda content: {"comparison": _compared(form.base, content)})


def _with_content(request, form, body, shown):
    """Answer with the form, and above it what `shown` makes of `body` and of the facts typed so far."""
    if not ratelimit.consume(request, action="preview", user=request.user):
        return _too_fast(_answer(request, form, status=429, notice=TOO_FAST))
    try:
        content = prepare(form.unsaved_page(), body, form.facts_form.facts())
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


def _clash(request, form, conflict):
    """Offer theirs, yours or both for each place that two people changed; the rest is merged already."""
    form.show_whole()
    clashes = shown_clashes(form.page_kind, conflict.merge)
    context = {"merge": conflict.merge, "fact_clashes": clashes, "theirs": conflict.current}
    return _answer(request, form, status=409, notice=str(conflict), **context)


def _conflict(request, form, conflict):
    """Show what stands there now beside what was typed here; saving again replaces it."""
    form.show_whole()
    theirs = conflict.current
    try:
        content = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
        comparison = _compared(theirs, content)
    except (BodyRefused, FactsInvalid) as refusal:
        form.refuse(refusal)
        comparison = None
    form.move_to(theirs)
    return _answer(request, form, status=409, notice=str(conflict), theirs=theirs, comparison=comparison)


def _compared(old, content):
    body, facts = (old.body, old.facts) if old else ("", {})
    return history.compare(content.kind.name, body, facts, content.body, content.facts)


def _too_fast(response):
    response["Retry-After"] = "60"
    return response


def _answer(request, form, *, status=200, **context):
    page = form.target.page
    context |= {"form": form, "page_title": form.target.title, "page": page}
    context |= {"source_keys": keys_of_sources(page), "derived": derived_facts(page) if page else []}
    return render(request, "wiki/page/edit.html", context, status=status)

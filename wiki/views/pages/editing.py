"""The editing form, opened and saved. Every answer keeps what the person typed."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wiki.actions.moderation.proposals import amend
from wiki.actions.pages.editing import create_page, edit_page
from wiki.facts.kind import REVEAL
from wiki.forms.pages import PageForm
from wiki.models import Proposal
from wiki.permissions.editing import EditRights, refuse
from wiki.queries.history.comparisons import compare
from wiki.queries.history.revisions import page_moved_from, revision_of
from wiki.queries.moderation.proposals import amendable
from wiki.queries.pages.documents import document_of, hides_unmarked
from wiki.queries.pages.warnings import warnings_about
from wiki.queries.search.suggestions import near_titles
from wiki.queries.titles.lookup import EditTarget, current_title, editing_target
from wiki.queries.visibility import knows_page
from wiki.refusals import Refused
from wiki.text.titles import title_key
from wiki.views.moderation.proposals import answer_proposed
from wiki.views.pages.asking import ask_first
from wiki.views.pages.edit_form import LOST_SECTION, answer, answer_refusal
from wiki.views.pages.previews import show_changes, show_preview
from wiki.views.site.errors import keep_typed
from wiki.views.site.rates import refuse_too_fast

ANOTHER_NAME = _("You are logged in as %(name)s now. To save your edit as %(name)s, save again.")
UNDONE = _("The edit is undone below, and later edits are kept. Check the text, then save.")
NOT_YOURS_TO_CHANGE = _("This proposal can't be changed any more. Below is the page as it is now.")
DECIDED = _("A moderator has decided about this proposal. To make a new edit, save again.")
DELETED = _("This page was deleted while you were editing. To create it again, save again.")
ANOTHER_KIND = _(
    "Somebody else has created this page as another kind of page, which can't have the facts shown here. "
    "Copy what you need, then save again to save without them."
)
MOST_WARNINGS = 5  # after a save; a preview has all
UNMARKED = _("Until somebody marks what this page spoils, readers see only its lead and its facts.")
MERGED = _("Saved and merged with somebody else's edit. Below are all changes since you began.")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, title):
    """Show the form of a page, or of a title without one; a POST saves or previews it."""
    # How far they have watched is looked up only if the title is hidden from somebody.
    target = editing_target(SimpleLazyObject(lambda: request.viewer.sight), title)
    if request.method != "POST":
        return _open(request, target)
    if not request.user.is_authenticated:
        # No form is built for a visitor: that costs far more than a page.
        return keep_typed(request, _("You are logged out. Log in in another tab, then save here again."))
    moved = None if target.page else page_moved_from(target.title, request.POST.get("base"))
    if moved and knows_page(request.viewer.sight, moved):
        target = EditTarget(current_title(moved).text, moved)  # it was moved away while it was edited
    form = _posted_form(request, target)
    if request.POST.get("writer", "") not in ("", str(request.user.pk)):
        return answer(request, form, status=403, notice=ANOTHER_NAME % {"name": request.user})
    if target.deleted and request.POST.get("base"):
        form.forget("base", "undo", "section", "proposal")
        return answer(request, form, status=409, notice=DELETED)
    if request.POST.get("proposal") and not form.proposal:
        form.forget("proposal")
        return answer(request, form, status=409, notice=DECIDED)
    return _take_step(request, form)


def _take_step(request, form):
    """Do what the button that sent the form stands for."""
    step, _dash, place = request.POST.get("action", "save").partition("-")
    try:
        if step not in ("preview", "diff", "add", "remove"):
            return _save(request, form)
        refuse(_rights(request, form.target).why_not_edit)
        if step == "preview":
            return show_preview(request, form)
        if step == "diff":
            return show_changes(request, form)
    except Refused as refusal:
        return answer_refusal(request, form, refusal)
    if step == "add":
        form.facts_form.add_row(place)
    else:
        fact, _dash, row_id = place.partition("-")
        form.facts_form.remove_row(fact, row_id)
    return answer(request, form)


def _open(request, target):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    read = _read_to_edit(request, target) if target.page else ()
    if asking := target.page and ask_first(request, target.page, target.title, *read):
        return asking
    if reason := _rights(request, target).why_not_edit:
        context = {"page_title": target.title, "page": target.page, "reason": reason}
        return render(request, "wiki/pages/source.html", context, status=403)
    if proposal := amendable(request.user, request.GET.get("proposal"), target):
        return answer(request, _amending(proposal, target))
    if "proposal" in request.GET:
        return answer(request, PageForm(target), notice=NOT_YOURS_TO_CHANGE)
    options = {name: request.GET[name] for name in ("kind", "undo", "section") if name in request.GET}
    form = PageForm(target, **options)
    if form.opening.undo:
        changes = compare(target.kind, target.page.current, form.opening)
        return answer(request, form, notice=UNDONE, comparison=changes)
    near = [] if target.page else near_titles(request.viewer.sight, target.title)
    return answer(request, form, notice=form.opening.refusal, near=near)


def _read_to_edit(request, target):
    """Return the revisions that the form of a page shows: one to undo and its parent too, if they differ."""
    current, undone = target.page.current, revision_of(target.page, request.GET.get("undo"))
    others = filter(None, (undone, undone.parent)) if undone else ()
    return [current, *(other for other in others if _content_of(other) != _content_of(current))]


def _content_of(revision):
    """Return the text and facts of a revision, without whether somebody has looked at its page."""
    return revision.body, {name: fact for name, fact in revision.facts.items() if name != REVEAL}


def _rights(request, target):
    return EditRights(request.user, target.page or target.deleted, key=title_key(target.title))


def _amending(proposal, target, posted=None):
    """Return the form that changes a proposal; a new page stays new if somebody else takes its title."""
    if proposal.page is None:
        target = EditTarget(proposal.title, deleted=target.deleted)
    return PageForm(target, posted, proposal=proposal)


def _posted_form(request, target):
    if proposal := amendable(request.user, request.POST.get("proposal"), target):
        return _amending(proposal, target, request.POST)
    base = revision_of(target.page, request.POST.get("base")) if target.page else None
    options = {name: request.POST.get(name, "") for name in ("undo", "section")}
    return PageForm(target, request.POST, base=base, **options)


def _save(request, form):
    if form.section_is_lost:
        return answer(request, form, status=409, notice=LOST_SECTION)
    if form.base and form.is_of_another_kind():
        return answer(request, form, status=409, notice=ANOTHER_KIND)
    if not form.is_valid():
        return answer(request, form)
    refuse_too_fast(request, "save")
    revision = _write(form, request.user)
    if isinstance(revision, Proposal):
        return answer_proposed(request, revision, amended=bool(form.proposal))
    path = reverse("page-read", args=[form.target.title])
    anchor = f"#{form.opening.section.partition(':')[0]}" if form.opening.section else ""
    nothing_new = form.base is not None and revision.sha256 == form.base.sha256
    if nothing_new or revision.author_id != request.user.pk:
        messages.info(request, _("No changes to save."))
    elif "merged" in revision.tags:
        messages.success(request, MERGED)
        path, anchor = reverse("diff", args=[form.base.pk, revision.pk]), ""
    else:
        messages.success(request, _("Saved."))
    if hides_unmarked(revision.page, revision):
        messages.warning(request, UNMARKED)
    document = document_of(revision.page, revision)
    for words in warnings_about(revision.page, document, revision.facts)[:MOST_WARNINGS]:
        messages.warning(request, words)
    return redirect(path + anchor)


def _write(form, by):
    """Return the revision of what was typed, or its Proposal."""
    content, page = form.content(), form.target.page
    if form.proposal:
        return amend(form.proposal, by=by, **content)
    if page is None:
        return create_page(form.target.title, form.page_kind.name, by=by, **content)
    undoes = revision_of(page, form.opening.undo) if form.takes_back(content) else None
    return edit_page(page, by=by, base=form.base, undoes=undoes, choices=form.choices, **content)

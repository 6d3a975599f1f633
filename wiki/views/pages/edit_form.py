"""Answers with the editing form. Whatever is wrong, it has everything that was typed."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wiki.permissions.editing import EditRights
from wiki.permissions.protection import protections_in_words
from wiki.queries.history.comparisons import compare
from wiki.queries.history.revisions import newest_by
from wiki.queries.moderation.proposals import proposals_for
from wiki.queries.pages.airing import show_around
from wiki.queries.pages.derived import derived_facts
from wiki.queries.pages.editing import shown_clashes
from wiki.queries.pages.preparation import prepare
from wiki.queries.search.suggestions import keys_of_sources
from wiki.refusals import EditConflict, InputRefused, TitleTaken
from wiki.text.titles import title_key
from wiki.wording import reason_of

LOST_SECTION = _("This section can't be found. Open the whole page in another tab, and put your text there.")


def answer(request, form, *, status=200, **context):
    """Show a PageForm to a member; see templates/wiki/pages/edit.html for the rest of `context`."""
    page, user, key = form.target.page, request.user, title_key(form.target.title)
    about = page or form.target.deleted
    cause = None if form.proposal else EditRights(user, about, key=key).cause_of_review
    proposed = proposals_for(user, form.target)
    context |= {
        "form": form,
        "page_title": form.target.title,
        "page": page,
        "amending": form.proposal,
        "left_out": form.left_out(),
        "source_keys": keys_of_sources(request.viewer.sight, page),
        "around": show_around(form.facts_form.placed, for_marks=True),
        "derived": derived_facts(request.viewer.sight, page) if page else [],
        "saved": _saved(user, page, proposed),
        "waiting": next((proposal for proposal in proposed if proposal.is_waiting), None),
        "review": cause.label if cause else "",
        "protections": protections_in_words(about, key),
    }
    return render(request, "wiki/pages/edit.html", context, status=status)


def _saved(user, page, proposed):
    """Return a text that changes whenever `user` saves or proposes something here.

    static/wiki/editor-draft.js compares it to find out whether a draft that was sent has arrived.
    """
    newest = newest_by(user, page) if page else None
    changed = max((proposal.changed_at for proposal in proposed), default=None)
    return f"{newest or ''} {changed.isoformat() if changed else ''}".strip()


def answer_refusal(request, form, refusal):
    """Show the form with a Refused: beside the field that it is about, or above the form."""
    if isinstance(refusal, EditConflict) and refusal.merge:
        return _clash(request, form, refusal)
    if isinstance(refusal, EditConflict | TitleTaken):
        return _conflict(request, form, refusal)
    if isinstance(refusal, InputRefused):
        form.refuse(refusal)
        return answer(request, form)
    return answer(request, form, status=refusal.status, notice=reason_of(refusal))


def _clash(request, form, conflict):
    """Offer theirs, yours or both for each place that two people changed; the rest is merged already."""
    form.show_whole()
    clashes = shown_clashes(form.page_kind, conflict.merge)
    notice = str(conflict)
    if "clashes" in request.POST:
        notice = _("Choose which version to keep in each place, then save again. Your edit is not saved yet.")
    context = {"merge": conflict.merge, "fact_clashes": clashes, "theirs": conflict.current}
    return answer(request, form, status=409, notice=notice, **context)


def _conflict(request, form, refusal):
    """Show the page as it is now beside what was typed; saving again replaces it."""
    form.show_whole()
    theirs, comparison, notice = refusal.current, None, reason_of(refusal)
    if not request.POST.get("base"):
        notice = _("Somebody else has created this page. Combine both texts below, then save again.")
    try:
        mine = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
        comparison = compare(mine.kind.name, theirs, mine)
    except InputRefused as problem:
        form.refuse(problem)
    form.move_to(theirs)
    return answer(request, form, status=409, notice=notice, theirs=theirs, comparison=comparison)

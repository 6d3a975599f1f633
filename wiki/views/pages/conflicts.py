"""Answers to an edit that can't be saved; the form comes back with everything that was typed."""

from django.utils.translation import gettext_lazy

from wiki.queries.history.comparisons import compare
from wiki.queries.pages.editing import shown_clashes
from wiki.queries.pages.preparation import prepare
from wiki.refusals import InputRefused
from wiki.views.pages.edit_form import answer
from wiki.wording import reason_of

CHOOSE = gettext_lazy(
    "Choose which version to keep in each place, then save again. Your edit is not saved yet."
)
WRITTEN_MEANWHILE = gettext_lazy(
    "Somebody else created a page with this title while you were writing. Your page is not saved yet. "
    "Combine both texts below, then save again."
)
LOST_SECTION = gettext_lazy(
    "This section can't be saved, because the revision that you edited is not known or has no such section. "
    "Your text is below. Open the whole page in another tab and put it there."
)
ANOTHER_KIND = gettext_lazy(
    "Somebody else created this page in the meantime as another kind of page. It can't have the facts "
    "shown here. Copy what you need, then save again to save without them."
)


def answer_refusal(request, form, refusal):
    """Answer a Refused with the editing form: beside the field it is about, or above the form."""
    if refusal.code == "conflict" and refusal.merge:
        return _clash(request, form, refusal)
    if refusal.code in ("conflict", "title-taken"):
        return _conflict(request, form, refusal)
    if isinstance(refusal, InputRefused):
        form.refuse(refusal)
        return answer(request, form)
    return answer(request, form, status=refusal.status, notice=reason_of(refusal))


def lost_section(request, form):
    """Keep the text of a section for which there is no place."""
    return answer(request, form, status=409, notice=LOST_SECTION)


def another_kind(request, form):
    """Give back the facts that the page can't have, before they are left out."""
    return answer(request, form, status=409, notice=ANOTHER_KIND)


def _clash(request, form, conflict):
    """Offer theirs, yours or both for each place that two people changed; the rest is merged already."""
    form.show_whole()
    clashes = shown_clashes(form.page_kind, conflict.merge)
    notice = CHOOSE if "clashes" in request.POST else str(conflict)
    context = {"merge": conflict.merge, "fact_clashes": clashes, "theirs": conflict.current}
    return answer(request, form, status=409, notice=notice, **context)


def _conflict(request, form, refusal):
    """Show the page as it is now beside what was typed; saving again replaces it."""
    form.show_whole()
    theirs, comparison = refusal.current, None
    notice = reason_of(refusal) if request.POST.get("base") else WRITTEN_MEANWHILE
    try:
        mine = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
        comparison = compare(mine.kind.name, theirs.body, theirs.facts, mine.body, mine.facts)
    except InputRefused as problem:
        form.refuse(problem)
    form.move_to(theirs)
    return answer(request, form, status=409, notice=notice, theirs=theirs, comparison=comparison)

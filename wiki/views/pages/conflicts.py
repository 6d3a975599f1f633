"""What is answered when an edit can't be saved for what others have saved: 409, and the text."""

from django.utils.translation import gettext_lazy

from wiki.facts.checking import FactsInvalid
from wiki.queries.history.comparisons import compare
from wiki.queries.pages.editing import shown_clashes
from wiki.queries.pages.preparation import prepare
from wiki.refusals import BodyRefused
from wiki.views.pages.edit_form import answer

CHOOSE = gettext_lazy(
    "Choose theirs, yours or both in each place below, then save again. Nothing of yours is saved yet."
)
WRITTEN_MEANWHILE = gettext_lazy(
    "There is a page with this title by now: somebody else wrote it while you were writing. Nothing of yours "
    "is saved yet, and nothing is lost: bring together what both of you wrote, then save again."
)
LOST_SECTION = gettext_lazy(
    "This section can't be put back: the revision that you changed is not known, or has no such section. "
    "Nothing is saved, and your text is below. Open the whole page in another tab and put it there."
)
ANOTHER_KIND = gettext_lazy(
    "Somebody wrote this page meanwhile, and it is about something else than you chose. It has no room for "
    "the facts that are shown here. Copy what you need; to save without them, save again."
)


def clash(request, form, conflict):
    """Offer theirs, yours or both for each place that two people changed; the rest is merged already."""
    form.show_whole()
    clashes = shown_clashes(form.page_kind, conflict.merge)
    notice = CHOOSE if "clashes" in request.POST else str(conflict)
    context = {"merge": conflict.merge, "fact_clashes": clashes, "theirs": conflict.current}
    return answer(request, form, status=409, notice=notice, **context)


def conflict(request, form, refusal):
    """Show what stands there now beside what was typed here; saving again replaces it."""
    form.show_whole()
    theirs = refusal.current
    notice = str(refusal) if request.POST.get("base") else WRITTEN_MEANWHILE
    try:
        content = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
        kinds = content.kind.name, theirs.body, theirs.facts, content.body, content.facts
        comparison = compare(*kinds)
    except (BodyRefused, FactsInvalid) as problem:
        form.refuse(problem)
        comparison = None
    form.move_to(theirs)
    return answer(request, form, status=409, notice=notice, theirs=theirs, comparison=comparison)


def lost_section(request, form):
    """Keep the text of a section for which there is no place."""
    return answer(request, form, status=409, notice=LOST_SECTION)


def another_kind(request, form):
    """Give back the facts that the page has no room for, before they are left out."""
    return answer(request, form, status=409, notice=ANOTHER_KIND)

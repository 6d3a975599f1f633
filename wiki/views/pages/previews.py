"""Previews of an edit, and of its changes. Nothing is saved."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wiki.facts.kinds import KINDS
from wiki.models import Page, PageKind
from wiki.permissions.editing import may_write
from wiki.queries.history.comparisons import compare
from wiki.queries.pages.airing import settled, show_around
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.places import placed
from wiki.queries.pages.preparation import compiled, prepare, tidy_body
from wiki.queries.pages.relations import relations_of
from wiki.queries.pages.warnings import warnings_about
from wiki.queries.titles.backlinks import missing_titles
from wiki.queries.titles.disambiguation import ambiguous_titles
from wiki.queries.titles.lookup import find_page
from wiki.queries.visibility import knows_page, visible_facts
from wiki.refusals import Refused
from wiki.text.progress import SAFE, Sight, Watched, parse_progress
from wiki.views.pages.edit_form import LOST_SECTION, answer
from wiki.views.search.suggestions import fragment
from wiki.views.site.rates import refuse_too_fast


@require_POST
def preview(request):
    """Answer the live preview of a body with a fragment of HTML, or with one line that says why not."""
    if not may_write(request.user):
        return fragment("preview", _("Log in to see a preview."), status=403)
    try:
        refuse_too_fast(request, "preview")
        page = find_page(request.POST.get("title", ""))
        if page is None or not knows_page(request.viewer.sight, page):
            page = Page(kind=request.POST.get("kind", ""))
        page = placed(page, {name.removeprefix("facts-"): text for name, text in request.POST.items()})
        document = compiled(tidy_body(request.POST.get("content", "")), page.below_lead)
    except Refused as refusal:
        return fragment("preview", refusal, status=refusal.status)
    page.kind = PageKind.ARTICLE  # only the text is shown
    context = _previewed(request, page, document, {})
    return fragment("preview", render_to_string("wiki/pages/_preview.html", context, request))


def show_preview(request, form):
    """Show the form with a preview of the page, or of the section that is edited."""
    if form.target.page is None and not form.facts_form.was_shown:  # its kind was just chosen
        form.take_outline()
        notice = _("Below are the facts of this kind of page. Fill in what you know, then preview again.")
        return answer(request, form, notice=notice)
    refuse_too_fast(request, "preview")
    page = form.facts_form.placed
    content = prepare(page, form.typed_body(), form.facts_form.facts())
    return answer(request, form, **_previewed(request, page, content.document, content.facts))


def show_changes(request, form):
    """Show the form with the changes to the revision that it began from."""
    if form.section_is_lost:
        return answer(request, form, status=409, notice=LOST_SECTION)
    refuse_too_fast(request, "preview")
    content = prepare(form.unsaved_page(), form.whole_body(), form.facts_form.facts())
    return answer(request, form, comparison=compare(content.kind.name, form.base, content))


def _previewed(request, page, document, facts):
    """Return the context of a preview as of the point `as`, or else with everything that is marked closed.

    Editors have typed it all. Of what other pages tell, they are shown what they have watched at most.
    """
    kind, sight, upto = KINDS[page.kind], request.viewer.sight, parse_progress(request.POST.get("as", ""))
    here, options = SAFE.on(None), {"closes": True}
    if upto is not None and (around := show_around(page, for_marks=True)).show:
        reader = Watched(*around.show, max(upto, settled(around.seasons, upto)))  # perhaps not released yet
        # The names of other pages are not part of what was typed, so editors get those they may know.
        sight = sight.upto(reader.show, reader.point)
        here, options = Sight((reader,)).on(reader.show), {"point": page.point, "names_for": sight}
        facts = visible_facts(kind, facts, here, page.point)
    composition = compose(here, kind, document, facts, **options)
    return {
        "composition": composition,
        "relations": relations_of(sight, page, composition, facts),
        "warnings": warnings_about(page, document, facts),
        "ambiguous": ambiguous_titles(document),
        "missing": missing_titles(document),
    }

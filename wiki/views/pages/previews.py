"""Previews of an edit, and of its changes. Nothing is saved."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wiki.facts.kinds import KINDS
from wiki.models import Page
from wiki.permissions.editing import may_write
from wiki.queries.history.comparisons import compare
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.preparation import compiled, prepare, tidy_body
from wiki.queries.pages.relations import relations_of
from wiki.queries.pages.warnings import warnings_about
from wiki.queries.titles.backlinks import missing_titles
from wiki.queries.titles.disambiguation import ambiguous_titles
from wiki.refusals import Refused
from wiki.text.progress import SAFE
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
        document = compiled(tidy_body(request.POST.get("content", "")))
    except Refused as refusal:
        return fragment("preview", refusal, status=refusal.status)
    # The page is not known. A page of this kind need not name its show in its marks.
    context = _previewed(Page(kind="show"), document, {})
    return fragment("preview", render_to_string("wiki/pages/_preview.html", context, request))


def show_preview(request, form):
    """Show the form with a preview of the page, or of the section that is edited."""
    if form.target.page is None and not form.facts_form.was_shown:  # its kind was just chosen
        form.take_outline()
        notice = _("Below are the facts of this kind of page. Fill in what you know, then preview again.")
        return answer(request, form, notice=notice)
    refuse_too_fast(request, "preview")
    content = prepare(form.unsaved_page(), form.typed_body(), form.facts_form.facts())
    page = form.unsaved_page()
    context = _previewed(page, content.document, content.facts)
    composition = context["composition"]
    context["relations"] = relations_of(request.viewer.sight, page, composition, content.facts)
    return answer(request, form, **context)


def show_changes(request, form):
    """Show the form with the changes to the revision that it began from."""
    if form.section_is_lost:
        return answer(request, form, status=409, notice=LOST_SECTION)
    refuse_too_fast(request, "preview")
    content = prepare(form.unsaved_page(), form.whole_body(), form.facts_form.facts())
    return answer(request, form, comparison=compare(content.kind.name, form.base, content))


def _previewed(page, document, facts):
    """Return the context of a preview. Editors have typed it all: everything that is marked is closed."""
    return {
        "composition": compose(SAFE.on(None), KINDS[page.kind], document, facts, closes=True),
        "warnings": warnings_about(page, document, facts),
        "ambiguous": ambiguous_titles(document),
        "missing": missing_titles(document),
    }

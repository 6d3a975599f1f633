"""What an edit would look like, and what it would change: nothing is saved."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wiki.facts.kinds import KINDS
from wiki.permissions.editing import may_write
from wiki.queries.history.comparisons import compare
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.preparation import compiled, prepare, tidy_body
from wiki.queries.pages.relations import relations_of
from wiki.queries.titles.backlinks import missing_titles
from wiki.queries.titles.disambiguation import ambiguous_titles
from wiki.refusals import Refused
from wiki.views.pages.conflicts import lost_section
from wiki.views.pages.edit_form import answer
from wiki.views.search.suggestions import fragment
from wiki.views.site.rates import refuse_too_fast
from wiki.wording import translated

FACTS_OF_THE_KIND = gettext_lazy(
    "Below are the facts that a page of this kind has. Fill in what you know, then preview again: "
    "nothing is saved yet."
)


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
    context = _previewed(KINDS["article"], document, {})
    return fragment("preview", render_to_string("wiki/pages/_preview.html", context, request))


def show_preview(request, form, _place):
    """Answer the form's own button: all of the page, or the one section, as it would look."""
    if form.kind_is_new():
        form.take_outline()
        return answer(request, form, notice=FACTS_OF_THE_KIND)

    def shown(content):
        context = _previewed(content.kind, content.document, content.facts)
        relations = relations_of(form.unsaved_page(), context["composition"], content.facts)
        return context | {"relations": relations}

    return _with_content(request, form, form.typed_body(), shown)


def show_changes(request, form, _place):
    """Answer with what the edit would change in the revision that it began from."""
    if form.section_is_lost:
        return lost_section(request, form)
    return _with_content(request, form, form.whole_body(), lambda content: changes(form.base, content))


def changes(old, content):
    """Return what `content` changes in a revision, None for a new page, for the template of the form."""
    body, facts = (old.body, old.facts) if old else ("", {})
    return {"comparison": compare(content.kind.name, body, facts, content.body, content.facts)}


def _previewed(kind, document, facts):
    return {
        "composition": compose(kind, document, facts),
        "warnings": [translated(warning) for warning in document.warnings],
        "ambiguous": ambiguous_titles(document),
        "missing": missing_titles(document),
    }


def _with_content(request, form, body, shown):
    """Answer with the form, and above it what `shown` makes of `body` and of the facts typed so far."""
    refuse_too_fast(request, "preview")
    content = prepare(form.unsaved_page(), body, form.facts_form.facts())
    return answer(request, form, **shown(content))

"""What is offered while somebody types."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wiki.permissions import may_edit
from wiki.queries.suggestions import suggestions


@require_safe
@never_cache
def suggest(request):
    """Answer with titles for what was typed so far, `q`, of pages of `kind`, as options of a list box.

    `value` says what choosing one types: the title, a `link` to it, or the `key` of a source.
    """
    asked = request.GET
    if not may_edit(request.user):
        return _fragment(_("Log in to see suggestions."), status=403)
    found = suggestions(asked.get("q", ""), asked.get("kind", ""))
    context = {"suggestions": found, "value": asked.get("value")}
    return _fragment(render_to_string("wiki/editor/suggestions.html", context, request))


def _fragment(words, status=200):
    """Answer with a part of a page, which no search engine should list."""
    headers = {"X-Fragment": "suggestions", "X-Robots-Tag": "noindex"}
    return HttpResponse(words, status=status, headers=headers)

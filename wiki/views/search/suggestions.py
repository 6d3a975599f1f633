"""Parts of a page, which scripts put into it."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wiki.permissions.editing import may_write
from wiki.queries.search.suggestions import suggestions


@require_safe
@never_cache
def suggest(request):
    """Answer with titles for what was typed so far, `q`, of pages of `kind`, as options of a list box.

    `value` says what choosing one types: the title, a `link` to it, or the `key` of a source.
    """
    asked = request.GET
    if not may_write(request.user):
        return fragment("suggestions", _("Log in to see suggestions."), status=403)
    suggested = suggestions(request.viewer.sight, asked.get("q", ""), asked.get("kind", ""))
    context = {"suggestions": suggested, "value": asked.get("value")}
    return fragment("suggestions", render_to_string("wiki/pages/editor/suggestions.html", context, request))


def fragment(name, words, status=200):
    """Answer with a part of a page: HTML, or words to escape. Scripts show only what has the `name`."""
    headers = {"X-Fragment": name, "X-Robots-Tag": "noindex"}
    return HttpResponse(conditional_escape(words), status=status, headers=headers)

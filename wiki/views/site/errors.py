"""Answers with an error status. They keep what somebody has typed."""

from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.permissions.editing import may_write
from wiki.permissions.powers import may_act
from wiki.queries.search.suggestions import near_titles
from wiki.queries.titles.backlinks import category_members
from wiki.text.titles import clean_title, title_key

# More fields than any of our forms has, and few enough to render quickly.
_MAX_FIELDS = 5_000


def bad_request(request, exception=None):
    """Answer 400, with the reason if it is known."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    if isinstance(exception, TooManyFieldsSent):
        reason = _("The form has too many fields.")
    return render(request, "400.html", {"reason": reason}, status=400)


def gone(request, title, page):
    """Answer 410 for a deleted page, with the reason but nothing of its content."""
    context = {
        "page_title": title,
        "page": page,
        "may_write": may_write(request.user),
        "may_restore": may_act(request.user, "delete_page"),
    }
    return render(request, "410.html", context, status=410)


def missing_page(request, title):
    """Answer 404 for a title without a page, with similar titles and a link to create it.

    A category may have members before it has a page: they are listed.
    """
    context = {
        "title": clean_title(title),
        "members": category_members(request.viewer.sight, [title_key(title)]),
        "near": near_titles(request.viewer.sight, title),
        "may_create": may_write(request.user),
        "create_url": reverse("page-edit", args=[clean_title(title)]),
    }
    return render(request, "wiki/pages/missing.html", context, status=404)


def csrf_failure(request, reason=""):
    """Answer a POST whose CSRF token is missing or out of date."""
    words = _(
        "We could not be sure that this form came from you. Most often this means that you logged in or out "
        "in another tab, or that your browser refuses cookies from this site."
    )
    return keep_typed(request, words)


def keep_typed(request, why):
    """Answer 403 with the reason and what was typed. It renders little, because anybody can send much.

    The fields of the editing form can be sent again from here, with a new token.
    """
    fields = [
        (name, text)
        for name in list(request.POST)[:_MAX_FIELDS]
        for text in request.POST.getlist(name)
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    context = {
        "why": why,
        "typed": [(name, text) for name, text in fields if text.strip() and name not in ("base", "action")],
        "fields": fields if request.resolver_match.url_name == "page-edit" else [],
    }
    return render(request, "errors/kept.html", context, status=403)

"""Gives back what somebody typed when the form itself can't be shown. Nothing else is built."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy

# More than a form of ours has, and few enough to cost no more than a page.
_MOST_FIELDS = 5_000
_NEVER_SHOWN = ("csrfmiddlewaretoken", "base", "action")
_SENT_AGAIN = "page-edit"

NOT_SURE = gettext_lazy(
    "We could not be sure that this form came from you. Most often this means that you logged in or out in "
    "another tab, or that your browser refuses cookies from this site."
)


def csrf_failure(request, reason=""):
    """Answer a post whose token is missing or out of date."""
    return keep_typed(request, NOT_SURE)


def keep_typed(request, why):
    """Answer 403 with what was typed, and why it was not taken.

    What was typed in the editing form can be sent again from here, with a new token.
    """
    fields = [
        (name, text) for name in list(request.POST)[:_MOST_FIELDS] for text in request.POST.getlist(name)
    ]
    fields = [
        (name, text) for name, text in fields if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    match = request.resolver_match
    context = {
        "why": why,
        "typed": [(name, text) for name, text in fields if text.strip() and name not in _NEVER_SHOWN],
        "fields": fields if match and match.url_name == _SENT_AGAIN else [],
    }
    return render(request, "errors/kept.html", context, status=403)

"""What is said to a post whose token is missing or out of date."""

from django.shortcuts import render

from wiki.views.pages.editing import edit_again

KEPT_FIELDS = 500


def csrf_failure(request, reason=""):
    """Answer a post without a valid token, and give back what was typed.

    The editing form comes back whole, with a token that is valid: saving again is enough.
    """
    if request.resolver_match and request.resolver_match.url_name == "page-edit":
        return edit_again(request, request.resolver_match.kwargs["title"])
    typed = [(name, text) for name, text in request.POST.items() if text.strip() and _is_shown_again(name)]
    return render(request, "errors/csrf.html", {"typed": typed[:KEPT_FIELDS]}, status=403)


def _is_shown_again(name):
    return "password" not in name and name not in ("csrfmiddlewaretoken", "base", "action")

"""How somebody likes to read, kept in a cookie of their browser."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki.forms.preferences import COOKIE, PreferencesForm, preferences_of

A_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Show what can be chosen; a post remembers it."""
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, initial=preferences_of(request))
    if not form.is_valid():
        return render(request, "wiki/people/preferences.html", {"form": form})
    response = redirect("preferences")
    if words := form.words():
        response.set_cookie(
            COOKIE, words, A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    messages.success(request, _("Your preferences are saved in this browser."))
    return response

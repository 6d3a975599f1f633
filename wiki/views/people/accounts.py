"""One's own account and preferences. (Most account pages are allauth's.)"""

from datetime import timedelta

from allauth.account.views import ConfirmEmailView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.actions.people.accounts import close_account, end_sessions
from wiki.exchange.people import account_as_json
from wiki.forms.accounts import ClosingForm
from wiki.forms.preferences import COOKIE, PreferencesForm, preferences_of
from wiki.queries.people.members import sessions_of
from wiki.refusals import Refused
from wiki.views.site.rates import refuse_too_fast
from wiki.wording import reason_of


@require_safe
@login_required
def account(request):
    """Link to everything about one's account."""
    context = {"page_title": _("Your account"), "has_second_step": is_mfa_enabled(request.user)}
    return render(request, "wiki/people/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request):
    """List one's sessions; a POST logs out of all others."""
    if request.method == "POST":
        end_sessions(request.user, but=request.session.session_key)
        messages.success(request, _("You are logged out everywhere else."))
        return redirect("account-sessions")
    return render(request, "wiki/people/account_sessions.html", {"sessions": sessions_of(request.user)})


@require_safe
@login_required
def download(request):
    """Answer with everything that is stored about the member who asks, as one file."""
    pieces = account_as_json(request.user, preferences_of(request))
    headers = {"Content-Disposition": 'attachment; filename="account.json"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type="application/json", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request):
    """Explain what closing an account means; a POST with the password does it."""
    form = ClosingForm(request.user, request.POST if request.method == "POST" else None)
    status = 200
    try:
        if request.method == "POST":
            refuse_too_fast(request, "close")
        if form.is_valid():
            close_account(request.user, by=request.user)
            logout(request)
            messages.success(request, _("Your account is closed. Thank you for everything you have written."))
            return redirect("home")
    except Refused as refusal:
        form.add_error(None, reason_of(refusal))
        status = refusal.status
    return render(request, "wiki/people/account_close.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Show the reading preferences; a POST saves them in a cookie."""
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, initial=preferences_of(request))
    if not form.is_valid():
        return render(request, "wiki/people/preferences.html", {"form": form})
    response = redirect("preferences")
    if words := form.words():
        options = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
        response.set_cookie(COOKIE, words, timedelta(days=365), **options)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    messages.success(request, _("Your preferences are saved in this browser."))
    return response


class ConfirmEmail(ConfirmEmailView):
    """allauth's view, but a GET logs nobody out: any site may link to the address of another account."""

    def logout_other_user(self, confirmation):
        if self.request.method == "POST":
            super().logout_other_user(confirmation)

"""One's own account: what leads to all that can be done with it. (Most of it is allauth's.)"""

from allauth.account.views import ConfirmEmailView
from allauth.mfa.utils import is_mfa_enabled
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
from wiki.forms.preferences import preferences_of
from wiki.queries.people.members import sessions_of
from wiki.refusals import Refused
from wiki.views.site.rates import refuse_too_fast
from wiki.wording import reason_of


@require_safe
@login_required
def account(request):
    """Lead to everything about one's account."""
    context = {"page_title": _("Your account"), "has_second_step": is_mfa_enabled(request.user)}
    return render(request, "wiki/people/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request):
    """List where one is logged in; a post logs out everywhere else."""
    if request.method == "POST":
        end_sessions(request.user, but=request.session.session_key)
        messages.success(request, _("You are logged out everywhere else."))
        return redirect("account-sessions")
    return render(request, "wiki/people/account_sessions.html", {"sessions": sessions_of(request.user)})


@require_safe
@login_required
def download(request):
    """Hand over all that is kept about whoever asks, as one file."""
    pieces = account_as_json(request.user, preferences_of(request))
    headers = {"Content-Disposition": 'attachment; filename="account.json"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type="application/json", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request):
    """Say what closing an account means; a post with the password does it."""
    if request.method != "POST":
        return _closing(request, ClosingForm(request.user))
    form = ClosingForm(request.user, request.POST)
    try:
        refuse_too_fast(request, "close")
        if not form.is_valid():
            return _closing(request, form)
        close_account(request.user, by=request.user)
    except Refused as refusal:
        form.add_error(None, reason_of(refusal))
        return _closing(request, form, status=refusal.status)
    logout(request)
    messages.success(request, _("Your account is closed. Thank you for everything you have written."))
    return redirect("home")


def _closing(request, form, status=200):
    return render(request, "wiki/people/account_close.html", {"form": form}, status=status)


class ConfirmEmail(ConfirmEmailView):
    """allauth's, but a mere look at the link of another account logs nobody out: it may stand on any page."""

    def logout_other_user(self, confirmation):
        if self.request.method == "POST":
            super().logout_other_user(confirmation)

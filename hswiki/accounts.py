"""Adapts django-allauth: error messages, counters of log-in attempts and redirects."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wiki.actions.acts import act
from wiki.actions.people.accounts import forget_session
from wiki.actions.people.progress import take_over_cookie
from wiki.forms.progress import COOKIE as PROGRESS
from wiki.queries.people.members import members_meant, normal_name
from wiki.refusals import Refused

NOT_RIGHT = _("The username or password is incorrect. Check both, including capital letters.")
WRONG_CODE = _("This code is incorrect or has already been used. Codes from the app change every 30 seconds.")
WRONG_PASSWORD = _("This password is incorrect.")


class GroupPermissions(ModelBackend):
    """Gives members the permissions of their groups only, without a query for their own. Never logs in."""

    def authenticate(self, request, **credentials):
        return None

    def get_user_permissions(self, user_obj, obj=None):
        return set()


def _attempt_keys(username="", email="", **_secrets):
    """Return the keys that an attempt is counted by: its accounts, else the normalised username."""
    typed = username or email
    accounts = sorted(user.pk for user in members_meant(typed))
    return [f"account:{pk}" for pk in accounts] or [f"nobody:{normal_name(typed)}"]


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": _("You can't remove your primary address."),
        "duplicate_email": _("This address is already in your account."),
        "email_password_mismatch": NOT_RIGHT,
        "username_password_mismatch": NOT_RIGHT,
        "email_taken": _("Another account has this address."),
        "enter_current_password": WRONG_PASSWORD,
        "incorrect_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("Too many attempts. Try again in five minutes."),
        "rate_limited": _("You're doing that too often. Try again in a few minutes."),
        "username_blacklisted": _(
            "This name looks like an official account of the wiki. Choose another name."
        ),
    }

    def pre_authenticate(self, request, **credentials):
        """Count a log-in attempt for each account that it may be for. allauth counts by host and spelling."""
        limit = {"app": "allauth.account", "action": "login_failed"}
        attempts = [ratelimit.consume(request, key=key, **limit) for key in _attempt_keys(**credentials)]
        if not all(attempts):
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(
            [counted for attempt in attempts for counted in attempt.usage]
        )

    def authenticate(self, request, **credentials):
        """Hash a password equally often whether or not the account exists, so that timing does not reveal it.

        The backend tries the username as an address too. With both, it would try the address twice.
        """
        if credentials.get("username"):
            credentials.pop("email", None)
        return super().authenticate(request, **credentials)

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """Clear the attempts at an account after its password was reset."""
        for key in _attempt_keys(**credentials):
            ratelimit.clear(request, app="allauth.account", action="login_failed", key=key)

    def save_user(self, request, user, form, commit=True):
        """Refuse a name that somebody else has got since the form was checked."""
        try:
            with act():
                return super().save_user(request, user, form, commit)
        except IntegrityError as taken:
            raise Refused(_("Somebody has just taken this name. Go back and choose another.")) from taken

    def login(self, request, user):
        """Record the email address of an account created by `make admin`."""
        super().login(request, user)
        sync_user_email_address(user)

    def post_login(self, request, user, **options):
        """Take over what the person has said as a visitor about how far they have watched."""
        response = super().post_login(request, user, **options)
        if cookie := request.COOKIES.get(PROGRESS):
            take_over_cookie(user, cookie)
            response.delete_cookie(PROGRESS, samesite="Lax")
        return response

    def logout(self, request):
        """Delete the record of the session; allauth keeps it until the next log-in."""
        key = request.session.session_key
        super().logout(request)
        forget_session(key)

    def get_email_verification_redirect_url(self, email_address):
        """Redirect to the account page, which asks for a log-in if needed."""
        return reverse("account")


def _unverified_email():
    words = _(
        "Confirm your email address first. The link is in the email we sent you; "
        '<a href="{}">Email addresses</a> can send it again.'
    )
    return format_html(words, reverse("account_email"))


class SecondStep(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Turn off two-step verification before you add an address."),
        "cannot_generate_recovery_codes": _(
            "Turn on two-step verification before you create recovery codes."
        ),
        "incorrect_code": WRONG_CODE,
        "unverified_email": lazy(_unverified_email, SafeString)(),
    }

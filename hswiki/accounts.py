"""Where this wiki differs from allauth as it comes: what it says when something is wrong, when it writes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wiki.actions.people.accounts import forget_session
from wiki.queries.people.members import members_meant, normal_name
from wiki.refusals import Refused

NOT_RIGHT = _("The name or the password is not right. Look at both, and at capitals in the password.")
WRONG_CODE = _("This code is not right, or it was used before. A code of the app holds for half a minute.")
WRONG_PASSWORD = _("This is not your password.")


class GroupPermissions(ModelBackend):
    """Gives members the permissions of their groups, and asks nothing about their own. Logs nobody in."""

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
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("You're doing that too often. Try again in a few minutes."),
        "username_blacklisted": _("This name would seem to speak for the wiki. Choose another."),
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
        """Hash a password equally often whether or not the account exists, so that timing does not tell.

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
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as taken:
            raise Refused(_("Somebody has just taken this name. Go back and choose another.")) from taken

    def login(self, request, user):
        """Note the address of an account that `make admin` made, so that no look at the addresses has to."""
        super().login(request, user)
        sync_user_email_address(user)

    def logout(self, request):
        """Keep nothing of a log-in that is over; allauth would until the next one."""
        key = request.session.session_key
        super().logout(request)
        forget_session(key)

    def get_email_verification_redirect_url(self, email_address):
        """Lead to the account, whoever opened the link; without a log-in that asks for one."""
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

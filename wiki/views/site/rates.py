"""How often one person may do what: the settings say it (ACCOUNT_RATE_LIMITS)."""

from allauth.core import ratelimit
from django.conf import settings
from django.utils.translation import gettext as _

from wiki.permissions.powers import is_newcomer
from wiki.refusals import NotAllowed, TooFast


def refuse_too_fast(request, action):
    """Count that this member does something, and raise TooFast when it is too often.

    Where there is a limit for members who are not Trusted yet, such as `save_new`, they are counted by it.
    Raises NotAllowed for a visitor.
    """
    if not request.user.is_authenticated:
        raise NotAllowed(_("Log in first."))
    for_new = f"{action}_new"
    if for_new in settings.ACCOUNT_RATE_LIMITS and is_newcomer(request.user):
        action = for_new
    if not ratelimit.consume(request, action=action, user=request.user):
        raise TooFast(_("You're doing that too often. Try again in a minute: your text is kept."))

"""How often one person may do what: the settings say it (ACCOUNT_RATE_LIMITS)."""

from allauth.core import ratelimit
from django.conf import settings

from wiki.permissions import is_newcomer


def is_too_fast(request, action):
    """Count once more that somebody does something, and say whether it is too often.

    Where there is a limit for members who are not Trusted yet, as `save_new`, they are counted by it.
    """
    for_new = f"{action}_new"
    if for_new in settings.ACCOUNT_RATE_LIMITS and is_newcomer(request.user):
        action = for_new
    return not ratelimit.consume(request, action=action, user=request.user)

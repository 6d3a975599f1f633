"""Rate limits, as set in ACCOUNT_RATE_LIMITS in the notation of allauth."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from wiki.permissions.powers import is_newcomer
from wiki.refusals import NotAllowed, TooFast

_LIMITS = "allauth.account"


def refuse_too_fast(request, action):
    """Count an `action` of this member, and raise TooFast if that is over the limit.

    Members who are not Trusted yet have a limit of their own if there is one, such as `save_new`. Raises
    NotAllowed for a visitor.
    """
    if not request.user.is_authenticated:
        raise NotAllowed(_("Log in first."))
    if f"{action}_new" in settings.ACCOUNT_RATE_LIMITS and is_newcomer(request.user):
        action = f"{action}_new"
    if is_too_fast(request, action):
        raise TooFast(_("You're doing that too often. Try again in a minute: your text is kept."))


def refuse_visitor_too_fast(request, action):
    """Count an `action` of somebody without an account, and raise TooFast if that is over the limit.

    Use it for GET, which never writes to the database: each worker counts in its own memory.
    """
    if not request.user.is_authenticated and is_too_fast(request, action, caches["visitors"]):
        raise TooFast(_("You're doing that too often. Try again in a minute."))


def is_too_fast(request, action, counters=None):
    """Count an `action`, by default for all workers together; return whether that is over the limit."""
    counters, over = counters or caches["default"], False
    for rate in ratelimit.get_rates(app=_LIMITS, action=action):
        key = ratelimit.get_cache_key(request, app=_LIMITS, action=action, rate=rate, user=request.user)
        over |= _count(counters, f"count:{key}", rate.duration) > rate.amount
    return over


def _count(counters, key, seconds):
    """Add 1 to a counter that expires so many seconds after its first use; return its value.

    Our own table needs one query. (allauth keeps a list of times under a lock: nine queries with Django's
    DatabaseCache.)
    """
    if hasattr(counters, "count"):
        return counters.count(key, seconds)
    if counters.add(key, 1, timeout=seconds):
        return 1
    try:
        counted = counters.incr(key)
    except ValueError:  # it has just expired
        return _count(counters, key, seconds)
    if counted == 1:  # if the key expires during Django's `incr`, Redis makes one that never expires
        counters.set(key, 1, timeout=seconds)
    return counted

"""What `make serve` runs, without limits of how often somebody may ask or save."""

from hswiki.settings.local import *  # noqa: F403 the same wiki
from hswiki.settings.local import ACCOUNT_RATE_LIMITS

_ACTIONS = ("save", "save_new", "search", "diff", "compare")
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | dict.fromkeys(_ACTIONS, "1000000/m/user")

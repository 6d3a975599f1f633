"""What `make serve` runs, less what costs time: cheap passwords, plain style sheets, no limits."""

from hswiki.settings.local import *  # noqa: F403 the same wiki
from hswiki.settings.local import ACCOUNT_RATE_LIMITS, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_ACTIONS = ("save", "save_new", "move", "move_new")
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | dict.fromkeys(_ACTIONS, "100000/m/user")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

"""What `make serve` runs, less what costs time: cheap passwords, plain style sheets, no limit of saves."""

from hswiki.settings.local import *  # noqa: F403 the same wiki
from hswiki.settings.local import ACCOUNT_RATE_LIMITS, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | {"save": "100000/m/user", "save_new": "100000/m/user"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

"""Settings for tests: local settings without the slow parts. The state is deleted at the end."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

# A worker of xdist begins with the folder of the process that started it.
_shared = os.environ.get("HSWIKI_VAR") if "PYTEST_XDIST_WORKER" in os.environ else None
_state = TemporaryDirectory(prefix="hswiki-test-", dir=_shared)
os.environ["HSWIKI_VAR"] = _state.name
os.environ["DATABASE_IS_LOCAL"] = "on"
SHARED_STATE = Path(_shared or _state.name)

from hswiki.settings.local import *  # noqa: E402, F403 needs the environment above
from hswiki.settings.local import CACHES, DATABASES, STORAGES  # noqa: E402

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Look up static files when they are requested, not for each test client.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES["pages"]["OPTIONS"]["MAX_BYTES"] = 0  # tests look into the contexts of templates
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A real file, because connections to memory do not lock like those of a served wiki.
    DATABASES["default"]["TEST"] = {"NAME": str(SHARED_STATE / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"

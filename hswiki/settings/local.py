"""Settings for a local wiki over plain HTTP: production without the list in docs/settings.md."""

from django.core.exceptions import ImproperlyConfigured

from hswiki.settings.base import *  # noqa: F403 shared settings
from hswiki.settings.base import CACHES, DATABASES, STATE_DIR, STATIC_ROOT, env
from hswiki.state import refuse_production, secret_key

refuse_production(STATE_DIR)
if "sqlite" not in DATABASES["default"]["ENGINE"] and not env.bool("DATABASE_IS_LOCAL", default=False):
    raise ImproperlyConfigured(
        "DATABASE_URL may name a database in production: export the whole environment of production, or set "
        "DATABASE_IS_LOCAL=on to use this database with local settings."
    )
DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    # So that changes of templates show at once.
    ANSWER_CACHE_BYTES = CACHES["pages"]["OPTIONS"]["MAX_BYTES"] = 0
SECRET_KEY = secret_key(STATE_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "mail"
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", default="optional")
WIKI_STAFF_SECOND_STEP = False
# The folder is empty before `collectstatic`, so `runserver` would warn.
STATIC_ROOT.mkdir(exist_ok=True)

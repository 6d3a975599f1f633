"""A wiki on one machine, over plain HTTP: production less the list in docs/settings.md."""

from hswiki.settings.base import *  # noqa: F403 the base is what settings are made of
from hswiki.settings.base import STATE_DIR, STATIC_ROOT, env
from hswiki.state import refuse_production, secret_key

refuse_production(STATE_DIR)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(STATE_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "mail"
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", default="optional")
WIKI_STAFF_SECOND_STEP = False
# Before `collectstatic` there is nothing in it, which a hand-typed `runserver` need not complain of.
STATIC_ROOT.mkdir(exist_ok=True)

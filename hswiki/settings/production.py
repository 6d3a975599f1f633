"""Settings for a public wiki behind HTTPS. It refuses to start with missing settings or example values."""

from django.core.exceptions import ImproperlyConfigured

from hswiki.settings.base import *  # noqa: F403 shared settings
from hswiki.settings.base import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if "example" in SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is the published example: generate a key of your own.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY is too easy to guess: generate 50 random characters or more.")
if not env.str("DATABASE_URL", default="").strip():
    raise ImproperlyConfigured(
        "DATABASE_URL is not set: name the database, such as postgres://user:password@host:5432/name."
    )
if ":password@" in env.str("DATABASE_URL"):
    raise ImproperlyConfigured("DATABASE_URL has the published password: choose a password of your own.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if not any(ALLOWED_HOSTS) or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of the wiki, such as wiki.example.org.")
vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

"""Settings of every hswiki. docs/settings.md lists the environment variables."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = Path(env.str("HSWIKI_VAR", default=str(BASE_DIR / "var"))).resolve()
STATE_DIR.mkdir(parents=True, exist_ok=True)

# The wiki: everything that differs between wikis.
WIKI_NAME = env.str("WIKI_NAME", default="hswiki")
WIKI_TAGLINE = env.str("WIKI_TAGLINE", default="A fan wiki that keeps every fact with its source")
WIKI_LICENCE_NAME = "CC BY-SA 4.0"
WIKI_LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"
WIKI_SOURCE_CODE_URL = env.str("WIKI_SOURCE_CODE_URL", default="")
# Pages linked from every page; "" for none.
WIKI_HELP_TITLE = env.str("WIKI_HELP_TITLE", default="Help:Contents")
WIKI_PRIVACY_TITLE = env.str("WIKI_PRIVACY_TITLE", default="Help:Privacy")
# The page whose first paragraph is shown on the home page.
WIKI_WELCOME_TITLE = env.str("WIKI_WELCOME_TITLE", default="Help:Welcome")
# The category of disambiguation pages; "" for none.
WIKI_DISAMBIGUATION_TITLE = "Category:Disambiguation"
# The address of the wiki, such as https://wiki.example.org, for canonical links; "" for relative links.
WIKI_ADDRESS = env.str("WIKI_ADDRESS", default="")
# The contact for blocked members, such as an email address; "" tells them to report a problem.
WIKI_CONTACT = env.str("WIKI_CONTACT", default="")
# When a member becomes Trusted: days after signing up, and edits that were not reverted.
WIKI_TRUSTED_AFTER_DAYS = env.int("WIKI_TRUSTED_AFTER_DAYS", default=30)
WIKI_TRUSTED_AFTER_EDITS = env.int("WIKI_TRUSTED_AFTER_EDITS", default=50)
# The number of first edits of a new member that need a review, and whether their external links do.
WIKI_REVIEW_FIRST_EDITS = env.int("WIKI_REVIEW_FIRST_EDITS", default=0)
WIKI_REVIEW_NEW_LINKS = env.bool("WIKI_REVIEW_NEW_LINKS", default=True)
# New facts with these labels, in lower case, are never shown to everybody unless their editor says so.
WIKI_CLOSED_LABELS = ["status", "fate", "relationship", "orientation"]
# What readers see who have not said how far they have watched: "none" for what everybody may, or "all".
WIKI_UNASKED_READERS = env.str("WIKI_UNASKED_READERS", default="none")
# Whether readers see only the lead of a page about a character or season until somebody has marked it.
WIKI_HIDE_UNMARKED = env.bool("WIKI_HIDE_UNMARKED", default=True)
WIKI_MAX_BODY_BYTES = 256 * 1024
WIKI_MAX_SUMMARY_LENGTH = 500
# Whether moderators and administrators need two-step verification to open the admin.
WIKI_STAFF_SECOND_STEP = True
# Limits, as "times/unit/key": our own, then stricter values for some of allauth's.
ACCOUNT_RATE_LIMITS = {
    "preview": "120/m/user",
    "save": "60/m/user",
    "save_new": "20/m/user",  # for members who are not Trusted yet
    "move": "20/m/user",
    "move_new": "5/m/user",
    "close": "5/5m/user",
    "report": "5/h/ip",
    "diff": "30/m/ip",  # without an account; each worker counts for itself
    "compare": "30/m/ip",
    "search": "60/m/ip",
    "report_by_member": "10/h/user",
    "reauthenticate": "10/5m/user",
    "reset_password": "20/m/ip,5/h/key",
    "manage_email": "20/h/user",
}

INSTALLED_APPS = [
    "hswiki.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "markdownx",
    # Last, so that its admin can unregister the models of other apps.
    "wiki",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files are already compressed. It adds random bytes against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    # Adds an ETag, and answers 304 to a browser that has the same page.
    "django.middleware.http.ConditionalGetMiddleware",
    "wiki.middleware.set_cache_headers",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wiki.middleware.identify_viewer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wiki.middleware.RefusalMiddleware",
    "wiki.views.pages.asking.NotReachedMiddleware",
    "wiki.middleware.refuse_long_bodies",
]
ROOT_URLCONF = "hswiki.urls"
WSGI_APPLICATION = "hswiki.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wiki.context_processors.wiki",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_database_url = env.str("DATABASE_URL", default="").strip() or f"sqlite:///{STATE_DIR / 'hswiki.sqlite3'}"
if not _database_url.startswith(("postgres://", "postgresql://", "sqlite://")):
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
DATABASES = {"default": env.db_url_config(_database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with Django's default, half of all concurrent saves end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA journal_size_limit=27103364",
    }
    # Opening the database and setting it up takes longer than a kept answer.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# All workers share the counters of rate limits. Each worker keeps compiled documents and comparisons, which
# never go stale, in its own memory. They are separate, so that comparisons never evict documents.
COUNTERS = {
    "BACKEND": "hswiki.caches.CounterTable",
    "LOCATION": "wiki_cache",
    # With Django's default of 300 entries, many requests under many names would evict other counters.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
_MEGABYTE = 1024 * 1024
# Each worker keeps finished answers to visitors (hswiki.answers).
ANSWER_CACHE_BYTES = env.int("ANSWER_CACHE_MB", default=16) * _MEGABYTE
CACHES = {
    "default": env.cache("CACHE_URL") if "CACHE_URL" in env else COUNTERS,
    "documents": {
        "BACKEND": "hswiki.caches.ByteBoundedCache",
        "LOCATION": "documents",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_BYTES": env.int("DOCUMENT_CACHE_MB", default=16) * _MEGABYTE},
    },
    "comparisons": {
        "BACKEND": "hswiki.caches.ByteBoundedCache",
        "LOCATION": "comparisons",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_BYTES": env.int("COMPARISON_CACHE_MB", default=4) * _MEGABYTE},
    },
    # Reading pages, for all who may see and do the same (wiki.views.pages.reading).
    "pages": {
        "BACKEND": "hswiki.caches.ByteBoundedCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_BYTES": env.int("PAGE_CACHE_MB", default=8) * _MEGABYTE},
    },
    # Counters for GET requests of visitors: a GET never writes to the database.
    "visitors": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "visitors",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

AUTH_USER_MODEL = "wiki.User"
AUTHENTICATION_BACKENDS = [
    # First, so that the other backends find its cached permissions.
    "hswiki.accounts.GroupPermissions",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USERNAME_VALIDATORS = "wiki.models.people.new_name_validators"
# Names that look official.
ACCOUNT_USERNAME_BLACKLIST = ["admin", "administrator", "moderator", "root", "staff", "system", "wiki"]
ACCOUNT_EMAIL_VERIFICATION = env.str("ACCOUNT_EMAIL_VERIFICATION", default="mandatory")
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{WIKI_NAME}] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_ADAPTER = "hswiki.accounts.Accounts"
ACCOUNT_FORMS = {
    "login": "wiki.forms.accounts.LoginForm",
    "change_password": "wiki.forms.accounts.ChangePasswordForm",
    "set_password": "wiki.forms.accounts.SetPasswordForm",
    "reset_password_from_key": "wiki.forms.accounts.ResetPasswordKeyForm",
}
MFA_ADAPTER = "hswiki.accounts.SecondStep"
MFA_FORMS = {
    "authenticate": "wiki.forms.accounts.CodeForm",
    "reauthenticate": "wiki.forms.accounts.CodeAgainForm",
    "activate_totp": "wiki.forms.accounts.TurnOnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = WIKI_NAME
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hswiki.static.HashedStaticFiles"},
}
# So that `runserver` finds the style sheet without `collectstatic`.
WHITENOISE_USE_FINDERS = True

MARKDOWNX_URLS_PATH = "/preview"
# The edit form shows an error for a text that is too long, so a form can be longer than a page. The form
# with most facts, each with the maximum number of rows, has fewer fields than this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wiki.views.site.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
# Pages of text need none of these browser features.
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
        *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
    )
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

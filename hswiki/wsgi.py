"""The WSGI application."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from hswiki.bodies import BoundedBodies
from hswiki.state import mark_production

if "DJANGO_SETTINGS_MODULE" not in os.environ:
    raise ImproperlyConfigured(
        "DJANGO_SETTINGS_MODULE is not set: export hswiki.settings.production and the rest of its "
        "environment, or use `make serve` for a wiki on one machine."
    )

_django = get_wsgi_application()

from hswiki.answers import KeptAnswers  # noqa: E402, its models need the application

_bounded = BoundedBodies(_django, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
application = KeptAnswers(_bounded, settings.ANSWER_CACHE_BYTES)
if settings.SETTINGS_MODULE == "hswiki.settings.production":
    mark_production(settings.STATE_DIR)

"""The transaction of an act. At its end it says that the site has changed (wiki.models.SiteVersion)."""

from contextlib import contextmanager
from threading import local

from django.db import transaction
from django.db.models import F

from wiki.models import SiteVersion

_running = local()


@contextmanager
def act():
    """Run a block or a function in a transaction, and increment the SiteVersion as its last statement.

    One that is part of another leaves that to the outermost. On PostgreSQL two acts wait for each other
    only from there to the commit.
    """
    depth = getattr(_running, "depth", 0)
    if depth == 0:
        _running.changes_shows = False
    _running.depth = depth + 1
    try:
        with transaction.atomic():
            yield
            if depth == 0:
                _say_that_the_site_has_changed()
    finally:
        _running.depth = depth


def _say_that_the_site_has_changed():
    shows = F("shows") + int(_running.changes_shows)
    if not SiteVersion.objects.update(changes=F("changes") + 1, shows=shows):
        SiteVersion.objects.create()  # somebody has emptied the database


def shows_change():
    """Say that the act changes shows, seasons or episodes, on which the strips of all pages depend."""
    _running.changes_shows = True

"""Which version of the site and of a page there is, and how long an answer can hold."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from wiki.models import Block, Page, Protection, SiteVersion

_VERSIONS = {
    vendor: f"SELECT changes, shows, (SELECT touched FROM {Page._meta.db_table} WHERE id = {place})"
    f" FROM {SiteVersion._meta.db_table}"
    for vendor, place in (("sqlite", "?"), ("postgresql", "%s"))
}


@dataclass(frozen=True)
class Versions:
    """The counters of the SiteVersion, and how often a page was touched, None without a page."""

    changes: int
    shows: int
    touched: int | None


def versions(page=None):
    """Return the Versions of the site and of the page with this primary key.

    It is asked before every answer to a visitor, so it uses the connection of the database's own library:
    Django's cursor takes six times as long.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    question = _VERSIONS[database.vendor]
    with database.wrap_database_errors:
        row = database.connection.execute(question, [page]).fetchone()
    return Versions(*(row or (0, 0, None)))


def midnight(days):
    """Return the beginning of the day in so many days from today. Lists of the last days begin at one."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time.min))


def unchanged_until(moment):
    """Return when an answer that was made after `moment` may become wrong without an act.

    It is midnight, when episodes are released, or sooner if a protection or a block ends.
    """
    protections, blocks = (
        model.objects.filter(expires_at__gt=moment).order_by().values_list("expires_at")
        for model in (Protection, Block)
    )
    return min([midnight(1), *(end for (end,) in protections.union(blocks))])

"""Which version of the site and of a page there is, and how long an answer can hold."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from wiki.models import Block, Page, Protection, SiteVersion

# Written out, because it is asked before every answer, and Django would take longer to build it than to ask.
_VERSIONS = (
    f"SELECT changes, shows, (SELECT touched FROM {Page._meta.db_table} WHERE id = %s)"
    f" FROM {SiteVersion._meta.db_table}"
)


@dataclass(frozen=True)
class Versions:
    """The counters of the SiteVersion, and how often a page was touched, None without a page."""

    changes: int
    shows: int
    touched: int | None


def versions(page=None):
    """Return the Versions of the site and of the page with this primary key."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [page])
        return Versions(*(cursor.fetchone() or (0, 0, None)))


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

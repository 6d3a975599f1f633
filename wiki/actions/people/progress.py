"""Writes how far members have watched. It is their own affair: nothing of it is in the journal."""

from wiki.models import Show, WatchedTo
from wiki.text.progress import read_cookie


def set_progress(user, show, point):
    """Save that a member has watched a show, given by primary key, to `point`; None forgets it."""
    if point is None:
        WatchedTo.objects.filter(user=user, show=show).delete()
    else:
        _write([WatchedTo(user=user, show_id=show, point=point)], update=["point"])


def take_over_cookie(user, cookie):
    """Save the progress in a visitor's cookie for `user`, who has just logged in.

    It never replaces what they have said as a member: others may use the same computer.
    """
    progress = read_cookie(cookie)
    shows = Show.objects.filter(key__in=progress, page__deleted_at=None).values_list("pk", "key")
    _write([WatchedTo(user=user, show_id=pk, point=progress[key]) for pk, key in shows])


def _write(rows, update=()):
    options = {"unique_fields": ["user", "show"], "update_fields": update} if update else {}
    WatchedTo.objects.bulk_create(rows, update_conflicts=bool(update), ignore_conflicts=not update, **options)

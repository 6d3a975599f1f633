"""Who reads, and how far they have watched."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists

from wiki.models import Show, User, WatchedTo
from wiki.queries.prepared import prepared
from wiki.text.progress import EVERYTHING, FULL, SAFE, Sight, Watched, read_cookie

_SHOW = ("pk", "key", "page__uid")
_LIVE = Show.objects.filter(page__deleted_at=None)


@dataclass(frozen=True)
class Viewer:
    """Somebody who reads: a member, or a visitor (Django's AnonymousUser), and what they may see.

    `once` is the uid of a page of which they have asked to see everything, for some minutes, or "".
    """

    user: User
    sight: Sight
    once: str = ""

    def has_said(self, show):
        """Return whether the reader has said how far they have watched a show, given by primary key."""
        return show in self.sight.points


def viewer_of(user, cookie, once=""):
    """Return the Viewer, in one query, or in none for a visitor without a cookie.

    A member's progress is in the database. That of a visitor is in the `cookie`, which may be anything.
    """
    if user.is_authenticated:
        watched = _watched_by(users=[user.pk])
    elif progress := read_cookie(cookie):
        shows = _shows(keys=progress)
        watched = [(pk, key, uid, progress[key], others) for pk, key, uid, others in shows]
    else:
        watched = []
    return Viewer(user, _sight_of(watched), once)


@prepared
def _watched_by(users):
    """Return rows for _sight_of of members."""
    own = WatchedTo.objects.filter(user__in=users)
    rows = own.filter(show__page__deleted_at=None)
    rows = rows.annotate(others=Exists(_LIVE.exclude(pk__in=own.values("show"))))
    return rows.values_list(*(f"show__{column}" for column in _SHOW), "point", "others")


@prepared
def _shows(keys):
    rows = _LIVE.filter(key__in=keys).annotate(others=Exists(_LIVE.exclude(key__in=keys)))
    return rows.values_list(*_SHOW, "others")


def _sight_of(rows):
    """Return the Sight of rows (pk, key, uid, point, whether there are shows that are in no row)."""
    if not rows:
        return FULL if settings.WIKI_UNASKED_READERS == "all" else SAFE
    watched = tuple(Watched(*columns) for *columns, _others in rows)
    are_all = not any(others for *_columns, others in rows)
    return Sight(
        watched,
        hides_nothing=are_all and all(show.point == EVERYTHING for show in watched),
        home=watched[0].show if are_all and len(watched) == 1 else None,
    )

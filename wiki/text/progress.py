"""How far a reader has watched each show, and what they may see.

A reader's progress in a show is a point (wiki.text.points), NOTHING or EVERYTHING. A show that they have said
nothing about counts as not started.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from wiki.text.points import NEVER, BadPoint, parse_point, point_label

NOTHING = 0  # they have watched no episode
EVERYTHING = NEVER  # they want nothing hidden, whatever is released later
MAX_SHOWS, MAX_COOKIE = 30, 1000
_WORDS = {"none": NOTHING, "all": EVERYTHING}
_COOKIE = re.compile(r"[a-z0-9-]+:[a-z0-9]+(?:\.[a-z0-9-]+:[a-z0-9]+)*")


@dataclass(frozen=True)
class Watched:
    """How far a reader has watched a show, which is known by its primary key, its key and its uid."""

    show: int
    key: str
    uid: str
    point: int


@dataclass(frozen=True)
class Sight:
    """What a reader may see. `hides_nothing` is whether they have chosen EVERYTHING for every show.

    `home` is the primary key of the only show of the wiki: pages that are about no other one belong to it.
    """

    watched: tuple[Watched, ...] = ()
    hides_nothing: bool = False
    home: int | None = None

    @cached_property
    def points(self):
        """The point of each show about which the reader has said something, by primary key."""
        return {watched.show: watched.point for watched in self.watched}

    def point(self, show):
        """Return how far the reader has watched a show. It is None where no show is known.

        Only who wants nothing hidden of any show has reached NEVER: the point of marks that can't be read or
        compared, which may be about any of them.
        """
        return EVERYTHING if self.hides_nothing else min(self.points.get(show, NOTHING), NEVER - 1)

    def sees(self, show, start, until=None):
        """Return whether the reader sees what is shown from `start` and until `until`; None is no limit."""
        point = self.point(show)
        return (start is None or point >= start) and (until is None or point < until)

    def on(self, show):
        """Return the PageSight of the pages about a show."""
        return PageSight(self, show)

    def upto(self, show, point):
        """Return the Sight of this reader, but as if they had watched `show` to `point` at most."""
        watched = (
            replace(one, point=min(one.point, point)) if one.show == show else one for one in self.watched
        )
        return Sight(tuple(watched), home=self.home)


SAFE = Sight()  # nothing watched
FULL = Sight(hides_nothing=True)


@dataclass(frozen=True)
class PageSight:
    """What a reader may see on a page about `show`, a primary key, to which marks without a show belong."""

    sight: Sight
    show: int | None

    def sees(self, mark):
        """Return whether the reader sees text with a Mark (wiki.render.document)."""
        return self.sees_named("key", mark.show, mark.start)

    def sees_row(self, uid, start, until):
        """Return whether the reader sees a row of facts; `uid` is that of the show of its mark, or None."""
        return self.sees_named("uid", uid, start, until)

    def reaches(self, point):
        """Return whether the reader has watched the show of the page to `point`."""
        return self.sight.sees(self.show, point)

    def sees_named(self, column, name, *limits):
        """Return whether the reader sees what has these limits in the show with this "key" or "uid"."""
        if not name:
            return self.sight.sees(self.show, *limits)
        shows = [watched.show for watched in self.sight.watched if getattr(watched, column) == name]
        return self.sight.sees(shows[0] if shows else None, *limits)


def parse_progress(text: str) -> int | None:
    """Return the progress that `text` names, such as "s2e3", "s2", "none" or "all", or None."""
    try:
        return _WORDS[text] if text in _WORDS else parse_point(text)
    except BadPoint:
        return None


def progress_label(progress: int) -> str:
    """Return progress as it is written: "s2e3", "s2", "none" or "all"."""
    words = {point: word for word, point in _WORDS.items()}
    return words.get(progress) or point_label(progress).lower()


def read_cookie(cookie: str) -> dict[str, int]:
    """Return {key of a show: progress} from a cookie such as `lily:all.orchard:s2e3`.

    A cookie that write_cookie would not write counts as empty.
    """
    if len(cookie) > MAX_COOKIE or not _COOKIE.fullmatch(cookie):
        return {}
    parts = [part.partition(":") for part in cookie.split(".")]
    progress = {key: parse_progress(text) for key, _colon, text in parts}
    return progress if None not in progress.values() and write_cookie(progress) == cookie else {}


def write_cookie(progress: dict[str, int]) -> str:
    """Return the cookie for {key of a show: progress}, with as many shows as fit, in the order of keys."""
    parts = [f"{key}:{progress_label(point)}" for key, point in sorted(progress.items())][:MAX_SHOWS]
    while len(".".join(parts)) > MAX_COOKIE:
        parts.pop()
    return ".".join(parts)

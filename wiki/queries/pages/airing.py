"""Which seasons and episodes of a show have been released, for readers who say how far they have watched.

An episode without a date has that of its season. A full date is released on that day, a month or a year when
it is over. Everything in a season whose status is "released" has been, too.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Subquery, Value
from django.utils import timezone

from wiki.models import Season, Show
from wiki.queries.prepared import prepared
from wiki.queries.visibility import shown_titles
from wiki.text.points import END_OF_SEASON, SEASON
from wiki.text.progress import EVERYTHING, NOTHING, SAFE

# Makes dates of every precision comparable as texts: a month comes after each of its days.
_PADDING = "-99-99"
_LIVE = Season.objects.filter(page__deleted_at=None, show__page__deleted_at=None)


@dataclass(frozen=True)
class SeasonAired:
    """A season: how many `episodes` it is known to have, and the number of the last one `aired`, or 0."""

    number: int
    episodes: int
    aired: int
    is_released: bool

    @property
    def is_over(self):
        """Whether all of the season has been released."""
        return self.is_released or 0 < self.episodes <= self.aired

    @property
    def end(self):
        return self.number * SEASON + END_OF_SEASON

    @property
    def points(self):
        """The point of each episode, and the end of the season."""
        first = self.number * SEASON + 1
        return (*range(first, first + self.episodes), self.end)

    @property
    def latest(self):
        """The last point of the season that readers can have watched to."""
        return self.end if self.is_over else self.number * SEASON + self.aired


@dataclass(frozen=True)
class ShowAround:
    """The show of a page, (primary key, key, uid) or None, its seasons, and {uid: title} of several shows."""

    show: tuple[int, str, str] | None
    seasons: list[SeasonAired]
    shows: dict[str, str]


def show_around(page, *, for_marks=False):
    """Return the ShowAround of the show that a page is about, or else of the only show, in one query.

    Its seasons are those of which anything is released; `for_marks`, it has all, and every show with one.
    """
    if for_marks or not page.about_id:
        rows = _seasons_of_all(for_marks)
    else:
        rows = _seasons_of(shows=[page.about_id])
    own, known, shows = None, [], {}
    for (has_others, title, *show), season in _aired(rows):
        if has_others:
            shows[show[-1]] = title
        is_own = page.about_id == show[0] or not (page.about_id or has_others)
        if is_own and (for_marks or season.aired or season.is_released):
            own = show
            known.append(season)
    return ShowAround(own, known, shows)


@prepared
def _seasons_of(shows):
    """Return rows for _aired of the live seasons of these shows."""
    return _rows(_LIVE.filter(show__in=shows).annotate(has_others=Value(True), title=Value("")))


@prepared
def _seasons_of_all(are_several):
    """Return rows for _aired of the live seasons of all shows; none of several unless there `are_several`."""
    others = Show.objects.filter(page__deleted_at=None).exclude(pk=OuterRef("show"))
    title = shown_titles(SAFE, page=OuterRef("show__page"), is_current=True).values("text")[:1]
    seasons = _LIVE.annotate(has_others=Exists(others), title=Subquery(title))
    return _rows(seasons if are_several else seasons.filter(has_others=False))


def _rows(seasons):
    show = ("has_others", "title", "show", "show__key", "show__page__uid")
    columns = ("number", "status", "episode_count", "released")
    episode = ("episodes__number", "episodes__released", "episodes__page__deleted_at")
    return seasons.order_by("show", "number").values_list(*show, *columns, *episode)


def _aired(rows):
    """Yield ((has_others, title, primary key, key and uid of the show), SeasonAired) of seasons.

    The dates are compared here, because today is another one tomorrow, and prepared queries stay.
    """
    today = timezone.localdate().isoformat()
    for (*show, number, status, count, released), of_season in groupby(rows, lambda row: row[:-3]):
        episodes = [(number, date) for *_, number, date, deleted in of_season if number and not deleted]
        aired = (number for number, date in episodes if _has_come(date or released, today))
        last = max((number for number, _date in episodes), default=0)
        is_released = status == Season.Status.RELEASED or (not last and _has_come(released, today))
        yield show, SeasonAired(number, max(count or 0, last), max(aired, default=0), is_released)


def _has_come(date, today):
    """Return whether a date is over, or is today. A month or a year comes after each of its days."""
    return date != "" and f"{date}{_PADDING}" <= f"{today}{_PADDING}"


def latest_of(seasons):
    """Return the last point of a show that has been released, NOTHING if none is."""
    return seasons[-1].latest if seasons else NOTHING


def settled(seasons, point):
    """Return the point that a reader who says `point` has really reached.

    The last episode of a season that is over counts as its end. The end of a season that still runs is its
    last episode so far: who is caught up in March must not be told in April what happened since.
    """
    if point in (NOTHING, EVERYTHING):
        return point
    number, episode = divmod(point, SEASON)
    season = next((season for season in seasons if season.number == number), None)
    if season is None:
        return point
    if episode == END_OF_SEASON:
        return season.latest
    return season.end if season.is_over and season.episodes and episode >= season.episodes else point


def next_point(seasons, point):
    """Return the point of the next released episode after `point`, or None if there is none.

    It is the end of its season if the episodes of that are not known.
    """
    number, episode = divmod(point, SEASON)
    for season in seasons:
        aired = max(season.aired, season.episodes) if season.is_over else season.aired
        if season.number == number and episode < aired:
            return point + 1
        if not aired and season.end > point:
            return season.end
        if season.number > number:
            return season.number * SEASON + 1
    return None

"""Which seasons and episodes of a show have been released, for readers who say how far they have watched.

An episode without a date has that of its season. A full date is released on that day, a month or a year when
it is over. Everything in a season whose status is "released" has been, too.
"""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from wiki.models import Page, PageKind, Season
from wiki.queries.visibility import shown_titles
from wiki.text.points import END_OF_SEASON, SEASON
from wiki.text.progress import EVERYTHING, NOTHING, SAFE

# Makes dates of every precision comparable as texts: a month comes after each of its days.
_PADDING = "-99-99"


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
    others = Page.objects.live().filter(kind=PageKind.SHOW).exclude(pk=OuterRef("show__page"))
    title = Subquery(shown_titles(SAFE, page=OuterRef("show__page"), is_current=True).values("text")[:1])
    seasons = Season.objects.annotate(has_others=Exists(others), title=title if for_marks else Value(""))
    if not for_marks:
        seasons = seasons.filter(Q(show=page.about_id) if page.about_id else Q(has_others=False))
    own, known, shows = None, [], {}
    for has_others, title, *show, season in _aired(seasons):
        if has_others:
            shows[show[-1]] = title
        is_own = page.about_id == show[0] or not (page.about_id or has_others)
        if is_own and (for_marks or season.aired or season.is_released):
            own = show
            known.append(season)
    return ShowAround(own, known, shows)


def _aired(seasons):
    """Yield (has_others, title, primary key, key and uid of the show, SeasonAired) of live `seasons`."""
    today = f"{timezone.localdate().isoformat()}{_PADDING}"
    live = Q(episodes__page__deleted_at=None)
    date = Case(When(episodes__released="", then=F("released")), default=F("episodes__released"))
    seasons = seasons.filter(page__deleted_at=None, show__page__deleted_at=None).order_by("number")
    rows = seasons.annotate(date=Concat(date, Value(_PADDING)))
    is_aired = live & Q(date__lte=today) & ~Q(date=_PADDING)
    show = ("has_others", "title", "show", "show__key", "show__page__uid")
    rows = rows.values_list(*show, "number", "status", "episode_count", "released").annotate(
        last=Max("episodes__number", filter=live), aired=Max("episodes__number", filter=is_aired)
    )
    for *show, number, status, count, released, last, aired in rows:
        is_dated = bool(released) and f"{released}{_PADDING}" <= today
        is_released = status == Season.Status.RELEASED or (is_dated and not last)
        yield *show, SeasonAired(number, max(count or 0, last or 0), aired or 0, is_released)


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

"""Seasons and episodes in a line each, as cards, lists and sprigs show them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from wiki.facts.shown import date_shown
from wiki.figures.sprig import sprig
from wiki.models import Episode
from wiki.queries.titles.names import Name, names_of


@dataclass(frozen=True)
class SeasonLine:
    """A season in a line: `leaves` is the number of its episodes as far as it is known."""

    name: Name
    number: int
    status: str
    released: str
    leaves: int

    @property
    def sprig(self):
        return sprig(self.leaves, self.name.uid)


@dataclass(frozen=True)
class EpisodeLine:
    """An episode in a line; without a `name` nobody has written its page. `released` is its own date."""

    number: int
    title: str
    name: Name | None
    released: str
    premise: str
    is_current: bool

    @property
    def is_known(self):
        return self.name is not None

    @property
    def url(self):
        return self.name.url if self.name else ""


def season_lines(seasons):
    """Return a SeasonLine for each of `seasons`, a queryset, in its order."""
    found = season_rows(seasons)
    return named_season_lines(found, names_of([season.page.uid for season in found]).by_uid)


def release_words(own, season):
    """Return when an episode came out: its `own` date in words, or with its season (a SeasonLine)."""
    if own or season is None or not season.released:
        return own
    return _("with the season, %(date)s") % {"date": season.released}


def season_rows(seasons):
    written = Count("episodes", filter=Q(episodes__page__deleted_at=None))
    return list(seasons.annotate(pages=written).select_related("page", "show__page"))


def named_season_lines(seasons, names):
    return [
        SeasonLine(
            names[season.page.uid],
            season.number,
            season.get_status_display(),
            date_shown(season.released) if season.released else "",
            max(season.episode_count or 0, season.pages),
        )
        for season in seasons
        if season.page.uid in names
    ]


def episode_rows(**wanted):
    return list(Episode.objects.filter(page__deleted_at=None, **wanted).select_related("page"))


def episode_lines(episodes, season, names, current):
    """Return a line for each number that the season is known to have, and for each that has a page."""
    found = {one.number: one for one in episodes}
    numbers = sorted({*range(1, (season.leaves if season else 0) + 1), *found})
    return [_episode_line(number, found.get(number), names, current) for number in numbers]


def _episode_line(number, episode, names, current):
    name = names.get(episode.page.uid) if episode else None
    if name is None:
        return EpisodeLine(number, "", None, "", "", False)
    released = date_shown(episode.released) if episode.released else ""
    title = episode.title or name.title
    return EpisodeLine(number, title, name, released, episode.premise, name.uid == current.uid)

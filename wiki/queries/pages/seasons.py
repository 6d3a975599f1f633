"""Seasons and episodes as single lines, for cards, lists and sprigs."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from wiki.facts.shown import date_shown
from wiki.figures.sprig import sprig
from wiki.models import Episode, Season
from wiki.queries.prepared import prepared
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import sees_premise, shown_page, sight_on


@dataclass(frozen=True)
class SeasonLine:
    """A season in one line: `show` is a uid, `leaves` the number of episodes, as far as known."""

    show: str
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
    """An episode in one line; `name` is None without a page. `released` is its own date, if it has one."""

    number: int
    title: str = ""
    name: Name | None = None
    released: str = ""
    premise: str = ""
    is_current: bool = False


@prepared
def season_rows(sight, lookup, keys):
    """Return the seasons from which a `lookup` leads to one of `keys`, in order, with page and show.

    Each has in `pages` how many of its episodes the reader knows.
    """
    wanted = Season.objects.filter(**{f"{lookup}__in": keys}).values("pk")
    live = Count("episodes", filter=shown_page(sight, "episodes__page"))
    seasons = Season.objects.filter(pk__in=wanted).annotate(pages=live).select_related("page", "show__page")
    return seasons.order_by("show", "number")


@prepared
def episode_rows(sight, seasons):
    """Return the episodes of these seasons, given by primary key, with their pages."""
    return Episode.objects.filter(shown_page(sight, "page"), season__in=seasons).select_related("page")


def season_lines(sight, seasons, names=None):
    """Return a SeasonLine for each live one of `seasons` (see season_rows). `names` are by uid, if known."""
    if names is None:
        names = names_of(sight, [season.page.uid for season in seasons]).by_uid
    return [
        SeasonLine(
            season.show.page.uid,
            names[season.page.uid],
            season.number,
            season.get_status_display(),
            date_shown(season.released) if season.released else "",
            max(season.episode_count or 0, season.pages),
        )
        for season in seasons
        if season.page.uid in names
    ]


def release_words(released, season):
    """Return when an episode was `released` in words, or else when its season was, a SeasonLine or None."""
    if released or season is None or not season.released:
        return released
    return _("with the season, %(date)s") % {"date": season.released}


def episode_lines(sight, episodes, season, names, current):
    """Return an EpisodeLine for each number that a season, a SeasonLine or None, is known to have.

    A premise is there for readers who have watched everything before the episode.

    `episodes` have pages, named in `names`; `current` is the page that shows these lines.
    """
    by_number = {episode.number: episode for episode in episodes if episode.page.uid in names}
    lines = []
    for number in sorted({*range(1, (season.leaves if season else 0) + 1), *by_number}):
        if episode := by_number.get(number):
            name = names[episode.page.uid]
            released = date_shown(episode.released) if episode.released else ""
            title, is_current = episode.title or name.title, name.uid == current.uid
            premise = (
                episode.premise if sees_premise(sight_on(sight, episode.page), episode.page.point) else ""
            )
            lines.append(EpisodeLine(number, title, name, released, premise, is_current))
        else:
            lines.append(EpisodeLine(number))
    return lines

"""Seasons and episodes as single lines, for cards, lists and sprigs."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from wiki.facts.shown import date_shown
from wiki.figures.sprig import sprig
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


def season_rows(sight, seasons):
    """Return `seasons`, a queryset, with page and show, and in `pages` how many known episodes each has."""
    live = Count("episodes", filter=shown_page(sight, "episodes__page"))
    return seasons.annotate(pages=live).select_related("page", "show__page")


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

"""What a reader is asked about how far they have watched."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from wiki.models import PageKind
from wiki.queries.pages.airing import SeasonAired, next_point, settled, show_around
from wiki.text.points import point_label
from wiki.text.progress import EVERYTHING, NOTHING, progress_label
from wiki.wording import point_words

_ABOUT_NO_SHOW = (PageKind.HELP, PageKind.SOURCE)


@dataclass(frozen=True)
class Strip:
    """The line under the title of a page about a show: how far the reader has watched, and what they can say.

    `key` is that of the show. `point` is None if they have not said it yet. `here` is the point of the page
    if it is about an episode. With `is_lowered`, the page is shown as of an earlier point than theirs.
    """

    key: str
    seasons: list[SeasonAired]
    point: int | None
    here: int | None = None
    is_lowered: bool = False

    @property
    def words(self):
        """How far the reader has watched, in words."""
        if self.point == EVERYTHING:
            return _("Nothing is hidden")
        if self.point == NOTHING:
            return _("Shown as of the beginning") if self.is_lowered else _("As of the beginning")
        words = _("Shown as of %(point)s") if self.is_lowered else _("As of %(point)s")
        return words % {"point": point_words(self.point)}

    @cached_property
    def offer(self):
        """(progress, label) of the commonest next step, or None: this episode, or else the next one."""
        if self.point is None or self.point == EVERYTHING:
            return None
        point = self.here if (self.here or 0) > self.point else next_point(self.seasons, self.point)
        return (progress_label(point), point_label(point)) if point else None

    @property
    def asks_here(self):
        """Whether the offer is the episode of the page."""
        return self.offer is not None and self.offer[0] == progress_label(self.here or NOTHING)

    @property
    def choices(self):
        """(progress, label) of each season: of its end, or of the last episode of one that still runs."""
        return [(progress_label(season.latest), _season_words(season)) for season in self.seasons]


def strip_of(viewer, page, upto=None):
    """Return the Strip of a page for a Viewer as of `upto` at most, in one query, or None without a show."""
    around = None if page.kind in _ABOUT_NO_SHOW else show_around(page)
    if around is None or around.show is None:
        return None
    pk, key, _uid = around.show
    own = viewer.sight.points.get(pk)
    point = own if None in (own, upto) else min(own, settled(around.seasons, upto))
    return Strip(key, around.seasons, point, page.below_lead, is_lowered=point != own)


def _season_words(season):
    if season.is_over:
        return _("Season %(number)s") % {"number": season.number}
    return _("Season %(number)s so far") % {"number": season.number}

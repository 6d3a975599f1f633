"""Writes to which show, and to which of its points, pages belong. Their reveal marks are read by it."""

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from wiki.facts.kind import REVEAL
from wiki.models import Character, Episode, Page, Season, Show
from wiki.text.points import END_OF_SEASON, EVERYBODY, SEASON, parse_point

# The facts that decide.
PLACES = (REVEAL, "show", "season", "number", "first_appearance")


def write_places(pages):
    """Write `about` and `point` of `pages`, a queryset, as their typed rows say now, in one query."""
    page, first = OuterRef("pk"), "first_appearance"
    episodes, seasons = Episode.objects.filter(page=page), Season.objects.filter(page=page)
    shows = [
        Show.objects.filter(page=page).values("pk"),
        seasons.values("show"),
        episodes.values("season__show"),
        Character.objects.filter(page=page).values(f"{first}__season__show"),
        Character.objects.filter(page=page).values(f"{first}__episode__season__show"),
    ]
    points = [
        seasons.values(point=F("number") * SEASON + END_OF_SEASON),
        episodes.values(point=F("season__number") * SEASON + F("number")),
    ]
    pages.update(
        about=Coalesce(*map(Subquery, shows), F("shown_show")),
        point=Coalesce(*map(Subquery, points), Value(None)),
    )


def write_reveals(pages):
    """Write from which point readers may know of each of `pages`, as its current facts say."""
    marks = {page: page.current.facts.get(REVEAL, {}) for page in pages}
    named = {mark["show"] for mark in marks.values() if "show" in mark}
    shows = dict(Show.objects.filter(page__uid__in=named).values_list("page__uid", "pk"))
    for page, mark in marks.items():
        point = mark.get("value", EVERYBODY)
        page.shown_from = None if point == EVERYBODY else parse_point(point)
        page.shown_show_id = shows.get(mark.get("show"))
    Page.objects.bulk_update(pages, ["shown_from", "shown_show"], batch_size=500)


def pages_placed_by(page):
    """Return `page` and the pages that belong to a show or a point by its facts.

    They are the episodes of a season, and the characters who appear first in it or in one of them.
    """
    episodes = Episode.objects.filter(season__page=page).values("page")
    first_seen = Q(first_appearance=page) | Q(first_appearance__in=episodes)
    characters = Character.objects.filter(first_seen).values("page")
    return Page.objects.filter(Q(pk=page.pk) | Q(pk__in=episodes) | Q(pk__in=characters))

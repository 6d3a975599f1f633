"""Lists of what there is: shows, episodes, characters, actors, all pages, and pages by their marks."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from wiki.models import Casting, Character, Episode, Page, PageKind, PageLink, Season, Title, TitlePart
from wiki.queries.lists.paging import Listing, facet_of, page_of
from wiki.queries.pages.seasons import episode_lines, season_lines, season_rows
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import (
    at_point,
    hidden_pages,
    hidden_titles,
    shown_page,
    shown_rows,
    shown_titles,
)
from wiki.text.points import END_OF_SEASON, SEASON, BadPoint, parse_point
from wiki.text.progress import FULL, SAFE

SHOWS_ON_A_PAGE = 20
SEASONS_ON_A_PAGE = 10
PEOPLE_ON_A_PAGE = 60
PAGES_ON_A_PAGE = 100
MOST_CHOICES = 200  # of a filter
_MARKS = PageLink.objects.filter(kind="mark")
_UNMARKED = _MARKS.filter(target_key="")


@dataclass(frozen=True)
class Entry:
    """A person or character, the others in their roles, and (season, billing) of each role."""

    name: Name
    others: list[Name | str]
    roles: list[tuple[str, str]]


def _titles(sight, **wanted):
    """Return the current titles of live pages that a reader may know, as TitleParts in order."""
    parts = TitlePart.objects.filter(rank=TitlePart.CURRENT, **wanted).order_by("words")
    return parts.exclude(title__in=hidden_titles(sight))


def _page_of_titles(parts, asked, size):
    """Return a Page of Titles with their pages, which are looked up for the rows of this page only."""
    page = page_of(parts.values_list("title", flat=True), asked.get("page"), size)
    titles = Title.objects.current().select_related("page").in_bulk(page.object_list)
    page.object_list = [titles[key] for key in page if key in titles]
    return page


def shows(sight, asked, size=SHOWS_ON_A_PAGE):
    """Return a Page of the shows by title: each row is a Name and the SeasonLines of the show in order."""
    page = _page_of_titles(_titles(sight, kind=PageKind.SHOW), asked, size)
    by_show, keys = defaultdict(list), [title.page_id for title in page]
    for line in season_lines(sight, season_rows(sight, "show__page", keys=keys)):
        by_show[line.show].append(line)
    names = [Name(title.page.uid, PageKind.SHOW, title.text) for title in page]
    page.object_list = [(name, by_show[name.uid]) for name in names]
    return page


def episodes(sight, asked):
    """Return the Listing of all episodes by season: each row is a SeasonLine with its EpisodeLines."""
    live = Episode.objects.filter(shown_page(sight, "page"))
    seasons = Season.objects.filter(Exists(live.filter(season=OuterRef("pk"))), shown_page(sight, "page"))
    facet = _season_facet(sight, asked)
    if facet.chosen:
        seasons = seasons.filter(page__titles__text=facet.chosen)
    page = page_of(seasons.order_by("show", "number"), asked.get("page"), SEASONS_ON_A_PAGE)
    rows = season_rows(sight, "pk", keys=[season.pk for season in page])
    episodes_listed = live.filter(season__in=page.object_list).select_related("page", "season__page")
    by_season = defaultdict(list)
    for episode in episodes_listed:
        by_season[episode.season.page.uid].append(episode)
    names = names_of(sight, [row.page.uid for row in (*rows, *episodes_listed)]).by_uid
    page.object_list = [
        (season, episode_lines(sight, by_season[season.name.uid], None, names, season.name))
        for season in season_lines(sight, rows, names)
    ]
    return Listing(page, [facet])


def characters(sight, asked):
    """Return the Listing of all characters by title, each with those who play them."""
    known = Character.objects.filter(shown_page(sight, "page"))
    names = known.filter(school_name__gt="").order_by("school_name").values_list("school_name")
    schools = known.filter(school__isnull=False).order_by("school").values("school").distinct()
    titles = shown_titles(sight, is_current=True).filter(page__in=schools[:MOST_CHOICES]).values_list("text")
    choices = sorted({*names.distinct()[:MOST_CHOICES], *titles})
    school = facet_of(asked, "school", _("School"), [(title, title) for (title,) in choices])
    parts = _titles(sight, kind=PageKind.CHARACTER)
    if school.chosen:
        named = Character.objects.filter(school_name=school.chosen)
        paged = Character.objects.filter(school__titles__text=school.chosen)
        parts = parts.filter(title__page__in=named.values("page").union(paged.values("page")))
    return _people(sight, parts, "character", "actor", asked, [school])


def actors(sight, asked):
    """Return the Listing of all people who are cast in a season, each with the characters they play."""
    cast = shown_rows(sight, Casting).exclude(actor=None).values("actor__page")
    people = _titles(sight, kind=PageKind.PERSON, title__page__in=cast)
    return _people(sight, people, "actor", "character", asked)


def pages(sight, asked):
    """Return the Listing of the current titles of all pages, or those of one kind, with their pages."""
    facet = facet_of(asked, "kind", _("Kind"), PageKind.choices)
    titles = _titles(sight, kind=facet.chosen) if facet.chosen else _titles(sight)
    return Listing(_page_of_titles(titles, asked, PAGES_ON_A_PAGE), [facet])


def counts_of_marks():
    """Return how many pages are `marked` and how many are `unmarked`, without hidden pages."""
    counted = {"marked": _MARKS.filter(target_key="any"), "unmarked": _UNMARKED}
    return {name: links.exclude(page__in=hidden_pages(SAFE)).count() for name, links in counted.items()}


def unmarked(sight, asked):
    """Return a Page of the current titles of unmarked pages (wiki.queries.pages.documents)."""
    return _page_of_titles(_titles(sight, title__page__in=_UNMARKED.values("page")), asked, PAGES_ON_A_PAGE)


def marks(sight, asked):
    """Return a Page of the current titles of pages with a mark at the point `asked` for, also on a title.

    Without a point, it is of pages with a mark that can't be read or compared, or is after the last season.
    """
    try:
        point = parse_point(asked.get("point", ""))
    except BadPoint:
        last = Season.objects.filter(shown_page(FULL, "page")).aggregate(last=Max("number"))["last"] or 0
        to_check = at_point(last * SEASON + END_OF_SEASON, "gt") | Q(show=None) & ~Q(show_key="")
        if Page.objects.live().filter(kind=PageKind.SHOW).count() > 1:
            to_check |= Q(show=None, page__about=None) & at_point(0, "gt")
        pages = _MARKS.filter(to_check).values("page")
    else:
        titled = Title.objects.filter(at_point(point)).values("page")
        pages = _MARKS.filter(at_point(point)).values("page").union(titled)
    return _page_of_titles(_titles(sight, title__page__in=pages), asked, PAGES_ON_A_PAGE)


def _season_facet(sight, asked):
    """Return the Facet of the seasons: the first ones, and the one that is asked for."""
    seasons = Season.objects.filter(shown_page(sight, "page"), page__titles__is_current=True)
    titles = seasons.order_by("show", "number").values_list("page__titles__text", flat=True)
    choices = list(titles[:MOST_CHOICES])
    asked_for = asked.get("season", "").replace("\0", "")
    if asked_for and asked_for not in choices:
        choices += titles.filter(page__titles__text=asked_for)[:1]
    return facet_of(asked, "season", _("Season"), [(title, title) for title in choices])


def _people(sight, parts, role, other, asked, facets=()):
    """Return the Listing of those `parts` who have one role that all filters of roles fit."""
    season = _season_facet(sight, asked)
    billing = facet_of(asked, "billing", _("Returning or new"), Casting.Billing.choices)
    wanted = {"billing": billing.chosen} if billing.chosen else {}
    if season.chosen:
        wanted["season__page__titles__text"] = season.chosen
    if wanted:
        fitting = shown_rows(sight, Casting).filter(**wanted)
        parts = parts.filter(title__page__in=fitting.values(f"{role}__page"))
    page = _page_of_titles(parts, asked, PEOPLE_ON_A_PAGE)
    uids = [title.page.uid for title in page]
    castings = shown_rows(sight, Casting).filter(**{f"{role}__page__uid__in": uids}, **wanted)
    page.object_list = entries(sight, uids, list(casting_rows(castings, role, other)))
    return Listing(page, [season, *facets, billing])


def casting_rows(castings, role, other):
    """Return rows for `entries`."""
    columns = (f"{role}__page__uid", f"{other}__page__uid", f"{other}_name", "season__page__uid", "billing")
    return castings.order_by("season__show", "season__number", "position").values_list(*columns)


def entries(sight, uids, rows):
    """Return an Entry for each of the live pages with these uids, with its roles among the `rows`."""
    names = names_of(sight, {*uids, *(uid for row in rows for uid in (row[1], row[3]) if uid)}).by_uid
    others, roles = defaultdict(dict), defaultdict(dict)
    for uid, other_uid, words, season, billing in rows:
        if shown := names.get(other_uid, words):
            others[uid][shown] = True
        if season in names:
            roles[uid][names[season].title, Casting.Billing(billing) if billing else ""] = True
    # Somebody may have deleted a page since the first query.
    return [Entry(names[uid], list(others[uid]), list(roles[uid])) for uid in uids if uid in names]

"""Lists of what there is: shows, episodes, characters, actors, all pages."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Count, F, FilteredRelation
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.models import Casting, Character, Episode, Page, Person, Season, Title
from wiki.models.pages import PageKind
from wiki.queries.lists.filters import Facet, Listing, narrow
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.documents import document_of
from wiki.queries.pages.seasons import episode_lines, season_lines
from wiki.queries.titles.lookup import find_title
from wiki.queries.titles.names import Name, names_by_title, names_of
from wiki.queries.visibility import is_public, public_rows


@dataclass(frozen=True)
class Entry:
    """A page in a list, what stands beside it (such as who plays it), and (season, billing) of each role."""

    name: Name
    beside: list
    roles: list[tuple[str, str]] = field(default_factory=list)


def welcome(title):
    """Return the title and the first paragraph of the page that greets visitors, or None without one."""
    found = find_title(title) if title else None
    if found is None or found.page.deleted_at:
        return None
    revision = found.page.current
    return found.text, compose(KINDS[found.page.kind], document_of(revision), revision.facts).lead


def about(shows, tagline):
    """Return in one line what the wiki is about: its only show, if it has just one, and its tagline."""
    return _("About %s. ") % shows[0].name.title + tagline if len(shows) == 1 else tagline


def shows():
    """Return all shows by title, each with its seasons (SeasonLine) in order."""
    show_of = dict(Season.objects.values_list("page__uid", "show__page__uid"))
    seasons = season_lines(Season.objects.order_by("number"))
    return [
        Entry(name, [line for line in seasons if show_of[line.name.uid] == name.uid])
        for name in names_by_title(Page.objects.live().filter(kind=PageKind.SHOW).values("uid"))
    ]


def episodes(asked):
    """Return the Listing of all episodes in order: each row is a SeasonLine with its EpisodeLines."""
    written = Episode.objects.filter(page__deleted_at=None)
    found = written.select_related("page", "season__page").order_by("number")
    names = names_of([episode.page.uid for episode in found]).by_uid
    rows = []
    for season in season_lines(Season.objects.order_by("show", "number")):
        own = [episode for episode in found if episode.season.page.uid == season.name.uid]
        lines = episode_lines(own, season, names, season.name)
        row = {"season": season.name.title, "season_line": season}
        rows += [row | {"uid": line.name.uid, "line": line} for line in lines if line.name]
    listing = narrow(rows, asked, {"season": _("Season")})
    by_season = defaultdict(list)
    for row in listing.rows:
        by_season[row["season_line"]].append(row["line"])
    return replace(listing, rows=list(by_season.items()))


def characters(asked):
    """Return the Listing of all characters by title, each with those who play them."""
    rows, names = _roles(Character, "actor", "school__uid", "school_name")
    for row in rows:
        school = names.get(row["school__uid"])
        row["school"] = school.title if school else row["school_name"]
    labels = {"season": _("Season"), "school": _("School"), "billing": _("Returning or new")}
    return _people(rows, names, asked, labels)


def actors(asked):
    """Return the Listing of all people who are cast in a season, each with the characters they play."""
    rows, names = _roles(Person, "character", role__isnull=False)
    return _people(rows, names, asked, {"season": _("Season"), "billing": _("Returning or new")})


def leading_characters(count):
    """Return the Listing of the `count` characters that come first in the cast of the newest season."""
    castings = public_rows(Casting).filter(character__isnull=False, character__page__deleted_at=None)
    newest = castings.order_by("-season__released", "-season__number", "season").values("season")[:1]
    entries = _entries(*_roles(Character, "actor", role__season__in=newest))
    total = Character.objects.filter(page__deleted_at=None).count()
    return Listing(entries[:count], len(entries[:count]), total, [])


def longest_articles(count):
    """Return the Names of the `count` longest articles by title."""
    articles = Page.objects.live().filter(kind=PageKind.ARTICLE).order_by("-current__size", "pk")
    return names_by_title(articles.values("uid")[:count])


def pages(asked):
    """Return the Listing of the titles of all pages in order, of one kind if that is asked."""
    titles = Title.objects.current().select_related("page").order_by("key")
    counts = dict(titles.order_by().values_list("page__kind").annotate(Count("pk")))
    total = sum(counts.values())
    choices = [(kind, kind.label, counts[kind]) for kind in PageKind if kind in counts]
    chosen = asked.get("kind") if asked.get("kind") in counts else ""
    rows = titles.filter(page__kind=chosen) if chosen else titles
    return Listing(rows, counts.get(chosen, total), total, [Facet("kind", _("Kind"), choices, chosen)])


def _roles(model, other, *columns, **only):
    """Return a row for each public role of each page of `model`, one for who has none, and Names by uid."""
    role = FilteredRelation("castings", condition=is_public("castings__"))
    found = model.objects.annotate(role=role).filter(page__deleted_at=None, **only)
    shows = F("role__season__show").asc(nulls_last=True)
    ordered = found.order_by(shows, "role__season__number", "role__position", "page")
    shown = {
        "uid": F("page__uid"),
        "other": F(f"role__{other}__page__uid"),
        "other_name": F(f"role__{other}_name"),
        "season": F("role__season__page__uid"),
        "billing": F("role__billing"),
    }
    rows = list(ordered.values(*columns, **shown))
    uids = {row.get(column) for row in rows for column in ("uid", "other", "season", "school__uid")}
    names = names_of(uids - {None}).by_uid
    for row in rows:
        row["other"] = names.get(row["other"], row["other_name"])
        row["season"] = names[row["season"]].title if row["season"] in names else ""
        row["billing"] = Casting.Billing(row["billing"]) if row["billing"] else ""
    return rows, names


def _people(rows, names, asked, labels):
    listing = narrow(rows, asked, labels)
    entries = _entries(listing.rows, names)
    return replace(listing, rows=sorted(entries, key=lambda entry: entry.name.title.casefold()))


def _entries(rows, names):
    """Return an Entry for each page, in the order of its first row."""
    by_uid = defaultdict(list)
    for row in rows:
        by_uid[row["uid"]].append(row)
    return [
        Entry(
            names[uid],
            list(dict.fromkeys(row["other"] for row in own if row["other"])),
            list(dict.fromkeys((row["season"], row["billing"]) for row in own if row["season"])),
        )
        for uid, own in by_uid.items()
        if uid in names  # somebody may have deleted the page since the first query
    ]

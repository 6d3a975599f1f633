"""Parts of a page that are derived from the facts of others: seasons, episodes, casts, credits, members."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wiki.models import Casting, Character, Credit, LinkKind, Show
from wiki.queries.pages.seasons import (
    EpisodeLine,
    SeasonLine,
    episode_lines,
    episode_rows,
    season_lines,
    season_rows,
)
from wiki.queries.prepared import prepared
from wiki.queries.titles.backlinks import MAX_NAMES, category_members
from wiki.queries.titles.names import Name, names_by_title, names_of
from wiki.queries.visibility import shown_links, shown_rows, shown_titles

NEIGHBOURS = 2  # in a cast, on each side of an actor or character


@dataclass(frozen=True)
class CastLine:
    """Who plays whom in a season. Each is a Name, or words without a page, or "" if unknown."""

    actor: Name | str
    character: Name | str
    season: Name
    billing: str


@dataclass(frozen=True)
class CreditLine:
    """A person's job behind the camera, for the show, season or episode with this Name."""

    job: str
    name: Name


@dataclass(frozen=True)
class Surroundings:
    """Everything around one page. What pages of its kind don't have stays empty."""

    show: Name | None = None
    season: SeasonLine | None = None
    seasons: list[SeasonLine] = field(default_factory=list)
    episodes: list[EpisodeLine] = field(default_factory=list)
    previous: Name | None = None
    next: Name | None = None
    roles: list[CastLine] = field(default_factory=list)
    cast: list[CastLine] = field(default_factory=list)
    credits: list[CreditLine] = field(default_factory=list)
    pages: list[Name] = field(default_factory=list)
    members: list[Name] = field(default_factory=list)

    @property
    def may_have_more(self):
        """Whether more pages than these may use the source, or be in the category."""
        return MAX_NAMES in (len(self.pages), len(self.members))

    @property
    def actors(self):
        """The actors of the roles, each once."""
        return list(dict.fromkeys(role.actor for role in self.roles if role.actor))

    @property
    def characters(self):
        """The characters of the roles, each once."""
        return list(dict.fromkeys(role.character for role in self.roles if role.character))


def surroundings_of(sight, page):
    """Return the Surroundings of `page` for a reader. The number of queries depends on its kind only."""
    match page.kind:
        case "show":
            seasons = season_rows(sight, "show__page", keys=[page.pk])
            return Surroundings(seasons=season_lines(sight, seasons))
        case "season":
            seasons = season_rows(sight, "show__seasons__page", keys=[page.pk])
            own = next(season for season in seasons if season.page_id == page.pk)
            return _in_season(sight, page, own, seasons)
        case "episode":
            [season] = season_rows(sight, "episodes__page", keys=[page.pk])
            return _in_season(sight, page, season, [season], _cast_rows(sight, "season", keys=[season.pk]))
        case "character":
            return _in_casts(sight, page, "character__page")
        case "person":
            return _in_casts(sight, page, "actor__page", _jobs_of(sight, page))
        case "source":
            return Surroundings(pages=_citing(sight, page))
        case "category":
            keys = shown_titles(sight, page=page).values_list("key", flat=True)
            return Surroundings(members=category_members(sight, keys))
        case "article":  # perhaps a school
            return Surroundings(members=names_by_title(sight, _pupils(schools=[page.pk])))
        case _:
            return Surroundings()


def _in_season(sight, page, season, seasons, cast=()):
    """Return the Surroundings of a season or an episode of it; `seasons` (see season_rows) has the season."""
    live = episode_rows(sight, seasons=[season.pk])
    show = season.show.page.uid
    names = names_of(sight, {show, *(row.page.uid for row in (*seasons, *live)), *_uids_in(cast)}).by_uid
    lines = season_lines(sight, seasons, names)
    here = next((line for line in lines if line.name.uid == season.page.uid), None)
    episodes = episode_lines(sight, live, here, names, page)
    siblings = [line.name for line in (lines if page.kind == "season" else episodes) if line.name]
    own, previous, following = names.get(page.uid), None, None
    if own in siblings:  # else the page is deleted
        place = siblings.index(own)
        previous, following = [None, *siblings][place], [*siblings, None][place + 1]
    return Surroundings(
        show=names.get(show),
        season=here,
        episodes=episodes,
        previous=previous,
        next=following,
        cast=_cast_lines(cast, names),
    )


def _jobs_of(sight, page):
    """Return the jobs of a person behind the camera, each with the uid of a page."""
    jobs = [(_("Creator"), uid) for uid in _shows_by(people=[page.pk])]
    return jobs + [(Credit.Job(job).label, uid) for job, uid in _credits_of(sight, people=[page.pk])]


@prepared
def _shows_by(people):
    return Show.objects.filter(creator__page__in=people).values_list("page__uid", flat=True)


@prepared
def _credits_of(sight, people):
    credits = shown_rows(sight, Credit).filter(person__page__in=people)
    return credits.order_by("job", "page__kind", "page__pk").values_list("job", "page__uid")


@prepared
def _pupils(schools):
    return Character.objects.filter(school__in=schools).values_list("page__uid", flat=True)[:MAX_NAMES]


def _in_casts(sight, page, role, jobs=()):
    """Return the roles, the neighbours in the newest cast, and the `jobs`: pairs of a job and a uid."""
    roles = _cast_rows(sight, role, keys=[page.pk])
    cast = _cast_rows(sight, "season__page__uid", keys=[roles[-1][2]]) if roles else []
    place = next((place for place, row in enumerate(cast) if page.uid in row[:2]), 0)
    near = cast[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
    beside = [row for row in near if page.uid not in row[:2]]
    names = names_of(sight, _uids_in([*roles, *beside]) | {uid for _job, uid in jobs}).by_uid
    return Surroundings(
        roles=_cast_lines(roles, names),
        cast=_cast_lines(beside, names),
        credits=[CreditLine(job, names[uid]) for job, uid in jobs if uid in names],
    )


@prepared
def _cast_rows(sight, lookup, keys):
    """Return the castings from which a `lookup` leads to one of `keys`, for a reader, in order of seasons."""
    castings = shown_rows(sight, Casting).filter(**{f"{lookup}__in": keys})
    columns = ("actor__page__uid", "character__page__uid", "season__page__uid")
    rows = castings.values_list(*columns, "actor_name", "character_name", "billing")
    return rows.order_by("season__show", "season__number", "position")


def _uids_in(cast):
    return {uid for row in cast for uid in row[:3] if uid}


def _cast_lines(cast, names):
    return [
        CastLine(
            names.get(actor, actor_name),
            names.get(character, character_name),
            names[season],
            Casting.Billing(billing).label if billing else "",
        )
        for actor, character, season, actor_name, character_name, billing in cast
        if season in names
    ]


def _citing(sight, page):
    """Return the Names of the pages that name or cite a source, or of MAX_NAMES of them."""
    titles = shown_titles(sight, page=page).values("key")
    in_facts = shown_links(sight, kind=LinkKind.FACT, target_key__in=titles)
    in_text = shown_links(sight, kind=LinkKind.CITE, target_key=page.source.key)
    rows = (rows.order_by().values_list("page__uid").distinct()[:MAX_NAMES] for rows in (in_facts, in_text))
    uids = {uid for pages in rows for (uid,) in pages}
    return names_by_title(sight, sorted(uids)[:MAX_NAMES])

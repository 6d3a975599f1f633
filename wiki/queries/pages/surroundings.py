"""What stands around a page and is derived from other pages: seasons, episodes, casts, credits, uses."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from wiki.models import Casting, Character, Citation, Credit, Episode, Season, Show
from wiki.models.pages import LinkKind
from wiki.queries.pages.seasons import (
    EpisodeLine,
    SeasonLine,
    episode_lines,
    episode_rows,
    named_season_lines,
    season_lines,
    season_rows,
)
from wiki.queries.titles.backlinks import MAX_NAMES, category_members
from wiki.queries.titles.names import Name, names_by_title, names_of
from wiki.queries.visibility import public_links, public_rows

NEIGHBOURS = 2  # on each side of somebody in the cast


@dataclass(frozen=True)
class CastLine:
    """In a season somebody plays a character; each is a Name, words, or empty when unknown."""

    actor: Name | str
    character: Name | str
    season: Name
    billing: str


@dataclass(frozen=True)
class CreditLine:
    """What somebody did for a page behind the camera."""

    job: str
    name: Name


@dataclass(frozen=True)
class Surroundings:
    """Everything around one page; what its kind does not have is empty."""

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
        """Who has these roles, each once."""
        return list(dict.fromkeys(role.actor for role in self.roles if role.actor))

    @property
    def characters(self):
        """Whom these roles are of, each once."""
        return list(dict.fromkeys(role.character for role in self.roles if role.character))


def surroundings_of(page):
    """Return the Surroundings of `page`, in a number of queries that its kind alone decides."""
    around = _AROUND.get(page.kind)
    return around(page) if around else Surroundings()


def _show(page):
    return Surroundings(seasons=season_lines(Season.objects.filter(show__page=page).order_by("number")))


def _season(page):
    of_the_show = Season.objects.filter(show__in=Season.objects.filter(page=page).values("show"))
    seasons = season_rows(of_the_show.order_by("number"))
    episodes = episode_rows(season__page=page)
    show = seasons[0].show.page.uid
    names = names_of({show} | {one.page.uid for one in (*seasons, *episodes)}).by_uid
    lines = named_season_lines(seasons, names)
    here = next((line for line in lines if line.name.uid == page.uid), None)
    return Surroundings(
        show=names.get(show),
        season=here,
        seasons=lines,
        episodes=episode_lines(episodes, here, names, page),
        **_beside([line.name for line in lines], names.get(page.uid)),
    )


def _episode(page):
    own = Season.objects.filter(pk__in=Episode.objects.filter(page=page).values("season"))
    seasons = season_rows(own)
    episodes = episode_rows(season=seasons[0])
    cast = _cast_rows(Q(season=seasons[0]))
    show = seasons[0].show.page.uid
    names = names_of({show} | {one.page.uid for one in (*seasons, *episodes)} | _uids_in(cast)).by_uid
    here = next(iter(named_season_lines(seasons, names)), None)
    lines = episode_lines(episodes, here, names, page)
    return Surroundings(
        show=names.get(show),
        season=here,
        episodes=lines,
        cast=_cast_lines(cast, names),
        **_beside([line.name for line in lines if line.name], names.get(page.uid)),
    )


def _character(page):
    return _somebody(page, Q(character__page=page), [])


def _person(page):
    shows = Show.objects.filter(creator__page=page).values_list("page__uid", flat=True)
    credits = public_rows(Credit).filter(person__page=page).order_by("page__kind", "page__pk")
    made = [(_("Creator"), uid) for uid in shows]
    made += [(Credit.Job(job).label, uid) for job, uid in credits.values_list("job", "page__uid")]
    return _somebody(page, Q(actor__page=page), made)


def _somebody(page, is_page, made):
    """Return the roles of a character or person, and who stands beside them in their newest cast."""
    roles = _cast_rows(is_page)
    cast = _cast_rows(Q(season__page__uid=roles[-1][2])) if roles else []
    places = [place for place, row in enumerate(cast) if page.uid in row[:2]]
    near = cast[max(places[0] - NEIGHBOURS, 0) : places[0] + NEIGHBOURS + 1] if places else []
    beside = [row for row in near if page.uid not in row[:2]]
    names = names_of(_uids_in([*roles, *beside]) | {uid for _job, uid in made}).by_uid
    return Surroundings(
        roles=_cast_lines(roles, names),
        cast=_cast_lines(beside, names),
        credits=[CreditLine(job, names[uid]) for job, uid in made if uid in names],
    )


def _source(page):
    """List the pages that cite this source, in their facts or in public words, or MAX_NAMES of them."""
    in_facts = Citation.objects.filter(source__page=page)
    in_words = public_links(kind=LinkKind.CITE, target_key=page.source.key)
    rows = (rows.order_by().values_list("page__uid").distinct()[:MAX_NAMES] for rows in (in_facts, in_words))
    uids = {uid for pages in rows for (uid,) in pages}
    return Surroundings(pages=names_by_title(sorted(uids)[:MAX_NAMES]))


def _category(page):
    return Surroundings(members=category_members(page.titles.values_list("key", flat=True)))


def _beside(names, here):
    """Return the names before and after `here`; a deleted page stands in no line."""
    if here not in names:
        return {}
    place = names.index(here)
    return {
        "previous": names[place - 1] if place else None,
        "next": names[place + 1] if place + 1 < len(names) else None,
    }


def _cast_rows(wanted):
    """Return the public castings that are `wanted`, in the order of seasons."""
    ordered = public_rows(Casting).filter(wanted).order_by("season__show", "season__number", "position")
    columns = ("actor__page__uid", "character__page__uid", "season__page__uid")
    return list(ordered.values_list(*columns, "actor_name", "character_name", "billing"))


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


def _article(page):
    """List the characters of a school, or MAX_NAMES of them; other articles have none."""
    characters = Character.objects.filter(school=page).values_list("page__uid", flat=True)
    return Surroundings(members=names_by_title(list(characters[:MAX_NAMES])))


_AROUND = {
    "article": _article,
    "show": _show,
    "season": _season,
    "episode": _episode,
    "character": _character,
    "person": _person,
    "source": _source,
    "category": _category,
}

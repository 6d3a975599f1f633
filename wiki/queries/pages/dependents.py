"""Answers one question for every act: which reading pages may look different when a page changes?

A page shows the titles of other pages, and lines that are derived from their facts (surroundings.py,
relations.py). The rules below follow these lines back through the typed rows, at any distance and in one
query. Decision 18 says why they are rules, and a test over every action proves them.
"""

from dataclasses import dataclass, field

from wiki.facts.kinds import KINDS
from wiki.facts.references import sources_in
from wiki.models import Casting, Episode, Page, PageLink, Relationship, Season, Show, Source, Title
from wiki.models.pages import LinkKind
from wiki.queries.pages.surroundings import NEIGHBOURS
from wiki.queries.titles.disambiguation import titles_alike
from wiki.queries.titles.lookup import PageTitles
from wiki.queries.visibility import is_public_row

_LINKS = (LinkKind.LINK, LinkKind.CATEGORY, LinkKind.FILE)


NO_TITLES = PageTitles()


@dataclass(frozen=True)
class Face:
    """What other pages show of a page: nothing while it is new or deleted.

    `titles` stay empty where an act changes none.
    """

    facts: dict = field(default_factory=dict)
    categories: frozenset[str] = frozenset()
    cited: frozenset[str] = frozenset()
    titles: PageTitles = NO_TITLES


NOTHING = Face()


def face_of(facts, document, titles=NO_TITLES):
    """Return the Face of a page with these facts, this Document, and these PageTitles."""
    return Face(
        facts,
        frozenset(link.key for link in document.categories),
        frozenset(citation.source for citation in document.citations),
        titles,
    )


def dependents(page, before, after):
    """Return the pages, a queryset, whose reading page may look different when `page` changes its Face.

    `page` is one of them once it is saved.
    """
    change = _Change(page, before, after)
    rules = (_linked, _listing, _RULES.get(page.kind, _no_more))
    first, *others = (pages.order_by() for rule in rules for pages in rule(change))
    return Page.objects.filter(pk__in=first.union(*others))


def pages_signed_by(member):
    """Return the live pages whose foot names `member` as the author of the current revision."""
    return Page.objects.live().filter(current__author=member)


class _Change:
    """What differs between two Faces of a page."""

    def __init__(self, page, before, after):
        self.uid, self.kind = page.uid, KINDS[page.kind]
        self.before, self.after = before, after
        self.titles = [face.titles.text for face in (before, after) if face.titles.text]
        self.is_renamed = before.titles.text != after.titles.text
        self.appears = len(self.titles) == 1
        self.facts = {
            name for name in (*before.facts, *after.facts) if before.facts.get(name) != after.facts.get(name)
        }

    def differs(self, *facts):
        """Return whether the title or one of these facts differs."""
        return self.is_renamed or not self.facts.isdisjoint(facts)

    def values(self, name):
        """Return the uids that a plain fact names, before and after."""
        facts = (face.facts[name]["value"] for face in (self.before, self.after) if name in face.facts)
        return {value for value in facts if isinstance(value, str)}

    def in_rows(self, name, column):
        """Return the uids in a column of the rows that differ; of all rows when the title differs."""
        before, after = (face.facts.get(name, []) for face in (self.before, self.after))
        rows = [row for row in before + after if self.is_renamed or row not in before or row not in after]
        return {row[column] for row in rows if isinstance(row.get(column), str)}

    def either(self, before, after):
        """Return what is in just one of two sets; what is in any of them when the title differs."""
        return before | after if self.is_renamed else before ^ after


def _linked(change):
    """Yield the page, the pages that link to its titles or name it in their facts, and its namesakes."""
    yield _pages({change.uid})
    before, after = change.before.titles.texts, change.after.titles.texts
    keys = {key for key in before | after if before.get(key) != after.get(key)}
    if keys:
        yield PageLink.objects.filter(kind__in=_LINKS, target_key__in=keys).values("page")
    if change.is_renamed:
        yield PageLink.objects.filter(kind=LinkKind.FACT, target_key__in=before | after).values("page")
        yield from (titles_alike(title).values("page") for title in change.titles)


def _listing(change):
    """Yield the pages that list this one: categories, sources, and people with a credit."""
    if categories := change.either(change.before.categories, change.after.categories):
        yield Title.objects.filter(key__in=categories).values("page")
    if cited := change.either(change.before.cited, change.after.cited):
        yield Source.objects.filter(key__in=cited).values("page")
    before, after = (dict(sources_in(change.kind, face.facts)) for face in (change.before, change.after))
    if uids := change.either(before.keys(), after.keys()) | change.in_rows("credits", "person"):
        yield _pages(uids)


def _no_more(change):
    return ()


def _show(change):
    if change.is_renamed:
        yield _seasons({change.uid})
        yield Episode.objects.filter(season__show__page__uid=change.uid).values("page")
    if change.differs("creator"):
        yield _pages(change.values("creator"))


def _season(change):
    shows = change.values("show")
    if change.differs("show", "number", "status", "released", "episode_count"):
        yield _pages(shows)
    if change.differs("show", "number", "released", "episode_count", "casting"):
        yield _episodes({change.uid})
    if change.differs("show", "number"):
        yield _seasons(shows)
        yield _pages({uid for face in (change.before, change.after) for uid in _cast_lines(_cast(face))})
    if change.differs("casting", "number"):
        yield _pages(_changed_keys(change, _cast_lines))
        yield from _related(_changed_keys(change, _players))


def _episode(change):
    seasons = change.values("season")
    if change.differs("season", "number", "title", "premise", "released"):
        yield _pages(seasons)
    if change.differs("season", "number", "title"):
        yield _episodes(seasons)
    if change.appears or "season" in change.facts:
        # A show has its seasons with the number of their episodes.
        yield Show.objects.filter(seasons__page__uid__in=seasons).values("page")


def _character(change):
    if change.is_renamed:
        yield from _cast_with("character", change.uid)
    if change.differs("school"):
        yield _pages(change.values("school"))
    if change.differs("relationships"):
        yield _pages(change.in_rows("relationships", "other"))


def _person(change):
    if change.is_renamed:
        yield from _cast_with("actor", change.uid)
        played = "castings__actor__page__uid"
        yield Relationship.objects.filter(**{f"character__{played}": change.uid}).values("other__page")
        yield Relationship.objects.filter(**{f"other__{played}": change.uid}).values("character__page")


def _source(change):
    keys = {face.facts["key"]["value"] for face in (change.before, change.after) if "key" in face.facts}
    if change.differs("key"):
        yield PageLink.objects.filter(kind=LinkKind.CITE, target_key__in=keys).values("page")


_RULES = {
    "show": _show,
    "season": _season,
    "episode": _episode,
    "character": _character,
    "person": _person,
    "source": _source,
}


def _pages(uids):
    return Page.objects.filter(uid__in=uids).values("pk")


def _seasons(shows):
    return Season.objects.filter(show__page__uid__in=shows).values("page")


def _episodes(seasons):
    return Episode.objects.filter(season__page__uid__in=seasons).values("page")


def _related(characters):
    """Yield the characters who are related to one of these, as either side tells it."""
    yield Relationship.objects.filter(character__page__uid__in=characters).values("other__page")
    yield Relationship.objects.filter(other__page__uid__in=characters).values("character__page")


def _cast_with(role, uid):
    """Yield everybody who is cast in a season with an actor or character, and its episodes."""
    in_cast = {f"season__castings__{role}__page__uid": uid}
    yield Episode.objects.filter(**in_cast).values("page")
    yield Casting.objects.filter(**in_cast).values("actor__page")
    yield Casting.objects.filter(**in_cast).values("character__page")


def _changed_keys(change, lines_of):
    """Return the uids for which `lines_of` the cast of a season differs between the two Faces."""
    before, after = lines_of(_cast(change.before)), lines_of(_cast(change.after))
    return {uid for uid in before | after if "number" in change.facts or before.get(uid) != after.get(uid)}


def _cast(face):
    rows = filter(is_public_row, face.facts.get("casting", []))
    return [(row.get("actor"), row.get("character"), row.get("billing")) for row in rows]


def _cast_lines(cast):
    """Map each uid in a cast to the lines around it, which its page shows."""
    lines = {}
    for place, (actor, character, _billing) in enumerate(cast):
        around = cast[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
        for uid in (actor, character):
            if isinstance(uid, str):
                lines.setdefault(uid, []).append(around)
    return lines


def _players(cast):
    """Map the uid of each character in a cast to who plays them."""
    players = {}
    for actor, character, _billing in cast:
        if isinstance(character, str):
            players.setdefault(character, []).append(actor)
    return players

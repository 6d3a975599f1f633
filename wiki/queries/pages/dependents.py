"""Answers one question for every act: which reading pages may look different when a page changes?

A page shows the titles of other pages and lines derived from their facts (surroundings.py, relations.py).
The rules below follow these lines back through the typed rows, at any distance and in one query. Decision 18
says why these are rules; tests/actions/test_touching.py checks them for every action.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from wiki.facts.kind import REVEAL
from wiki.facts.kinds import KINDS
from wiki.facts.references import sources_in
from wiki.models import Casting, Episode, LinkKind, Page, PageLink, Relationship, Season, Show, Source, Title
from wiki.queries.pages.surroundings import NEIGHBOURS
from wiki.queries.titles.disambiguation import titles_beginning
from wiki.queries.titles.lookup import PageTitles
from wiki.text.titles import title_key

_CAST = ("actor", "character", "billing", "show", "from", "until")  # what a line of a cast depends on
_LINKS = (LinkKind.LINK, LinkKind.CATEGORY, LinkKind.FILE)


@dataclass(frozen=True)
class Face:
    """Everything that other pages show of a page; empty while it is new or deleted.

    Categories and sources are (key, key of a show or None, point): with their reveal marks.
    Acts that change no titles, and do not hide or show the page, may leave `titles` empty before and after.
    """

    facts: dict = field(default_factory=dict)
    categories: frozenset[tuple] = frozenset()
    cited: frozenset[tuple] = frozenset()
    titles: PageTitles = field(default_factory=PageTitles)


NOTHING = Face()


def face_of(facts, document, titles=NOTHING.titles):
    """Return the Face of a page with these facts, this Document, and these PageTitles."""
    return Face(
        facts,
        frozenset((link.key, link.show, link.start) for link in document.categories),
        frozenset((citation.source, citation.show, citation.start) for citation in document.citations),
        titles,
    )


def dependents(page, before, after):
    """Return the pages, a queryset, that may look different after a change of Face, with `page` itself."""
    change = _Change(page, before, after)
    shown_on = chain(_linked(change), _listing(change), _derived(change))
    first, *others = (pages.order_by() for pages in shown_on)
    return Page.objects.filter(pk__in=first.union(*others))


def pages_signed_by(member):
    """Return the live pages that name `member` as the author of their current revision."""
    return Page.objects.live().filter(current__author=member)


class _Change:
    """The difference between two Faces of a page."""

    def __init__(self, page, before, after):
        self.uid, self.kind = page.uid, KINDS[page.kind]
        self.before, self.after = before, after
        self.titles = [face.titles.text for face in (before, after) if face.titles.text]
        names = before.facts | after.facts
        self.facts = {name for name in names if before.facts.get(name) != after.facts.get(name)}
        self.hides_or_shows = REVEAL in self.facts
        self.is_renamed = before.titles.text != after.titles.text or self.hides_or_shows
        self.comes_or_goes = len(self.titles) == 1 or self.hides_or_shows

    def differs(self, *facts):
        """Return whether the title or one of these facts differs."""
        return self.is_renamed or not self.facts.isdisjoint(facts)

    def values(self, name):
        """Return the texts, such as uids, that a plain fact has before and after."""
        values = (face.facts[name]["value"] for face in (self.before, self.after) if name in face.facts)
        return {value for value in values if isinstance(value, str)}

    def in_rows(self, name, column):
        """Return the uids in a column of the rows that differ, or of all rows if the title differs."""
        before, after = (face.facts.get(name, []) for face in (self.before, self.after))
        rows = [row for row in before + after if self.is_renamed or row not in before or row not in after]
        return {row[column] for row in rows if isinstance(row.get(column), str)}

    def either(self, before, after):
        """Return the elements of just one of two sets, or of both if the title differs."""
        return before | after if self.is_renamed else before ^ after


def _linked(change):
    """Yield the page, the pages that link to its titles or name it in facts, and pages of the same name."""
    yield _pages({change.uid})
    before, after = change.before.titles.texts, change.after.titles.texts
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    if keys := before | after if change.hides_or_shows else changed:
        yield PageLink.objects.filter(kind__in=_LINKS, target_key__in=keys).values("page")
    if change.is_renamed:
        yield PageLink.objects.filter(kind=LinkKind.FACT, target_key__in=before | after).values("page")
        names = (title_key(title).split(" (")[0] for title in change.titles)
        yield from (titles_beginning(name).values("page") for name in names)


def _listing(change):
    """Yield the pages that list this one: its categories, its sources, and the people in its credits."""
    if categories := change.either(change.before.categories, change.after.categories):
        yield Title.objects.filter(key__in={key for key, *_mark in categories}).values("page")
    if cited := change.either(change.before.cited, change.after.cited):
        yield Source.objects.filter(key__in={key for key, *_mark in cited}).values("page")
    before, after = (dict(sources_in(change.kind, face.facts)) for face in (change.before, change.after))
    if uids := change.either(before.keys(), after.keys()) | change.in_rows("credits", "person"):
        yield _pages(uids)


def _derived(change):
    """Yield the pages whose derived parts show this one."""
    match change.kind.name:
        case "show":
            if change.is_renamed:
                yield _seasons({change.uid})
                yield Episode.objects.filter(season__show__page__uid=change.uid).values("page")
            if change.differs("creator"):
                yield _pages(change.values("creator"))
        case "season":
            yield from _of_season(change)
        case "episode":
            yield from _of_episode(change)
        case "character":
            if change.is_renamed:
                yield from _cast_with("character", change.uid)
            if change.differs("school"):
                yield _pages(change.values("school"))
            if change.differs("relationships"):
                yield _pages(change.in_rows("relationships", "other"))
        case "person" if change.is_renamed:
            yield from _cast_with("actor", change.uid)
            yield from _related("castings__actor__page__uid", change.uid)
        case "source" if change.differs("key"):
            keys = change.values("key")
            yield PageLink.objects.filter(kind=LinkKind.CITE, target_key__in=keys).values("page")


def _of_season(change):
    shows = change.values("show")
    if change.differs("show", "number", "status", "released", "episode_count"):
        yield _pages(shows)
    if change.differs("show", "number", "released", "episode_count", "casting"):
        yield _episodes({change.uid})
    before, after = _cast_lines(change.before), _cast_lines(change.after)
    if change.differs("show", "number"):
        yield _seasons(shows)
        yield _pages(before | after)
    everybody = "number" in change.facts
    if recast := {uid for uid in before | after if everybody or before.get(uid) != after.get(uid)}:
        yield _pages(recast)
        yield from _related("page__uid__in", recast)


def _of_episode(change):
    seasons = change.values("season")
    if change.differs("season", "number", "title", "premise", "released"):
        yield _pages(seasons)
    if change.differs("season", "number", "title"):
        yield _episodes(seasons)
    if change.comes_or_goes or "season" in change.facts:
        # The page of a show has the number of episodes of each season.
        yield Show.objects.filter(seasons__page__uid__in=seasons).values("page")


def _pages(uids):
    return Page.objects.filter(uid__in=uids).values("pk")


def _seasons(shows):
    return Season.objects.filter(show__page__uid__in=shows).values("page")


def _episodes(seasons):
    return Episode.objects.filter(season__page__uid__in=seasons).values("page")


def _related(lookup, value):
    """Yield the characters who are related to a character found by `lookup`, in the facts of either."""
    yield Relationship.objects.filter(**{f"character__{lookup}": value}).values("other__page")
    yield Relationship.objects.filter(**{f"other__{lookup}": value}).values("character__page")


def _cast_with(role, uid):
    """Yield the episodes and the whole cast of every season in which an actor or character is cast."""
    in_cast = {f"season__castings__{role}__page__uid": uid}
    yield Episode.objects.filter(**in_cast).values("page")
    yield Casting.objects.filter(**in_cast).values("actor__page")
    yield Casting.objects.filter(**in_cast).values("character__page")


def _cast_lines(face):
    """Map each uid in the cast of a season to the lines that its page shows, to those who see all of them."""
    rows = face.facts.get("casting", [])
    cast = [tuple(row.get(part) for part in _CAST) for row in rows]
    lines = defaultdict(list)
    for place, (actor, character, *_rest) in enumerate(cast):
        for uid in (actor, character):
            if isinstance(uid, str):
                lines[uid].append(cast[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1])
    return lines

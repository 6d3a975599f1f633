"""Finding a page by what it is called, and all that its reading and editing screens show."""

from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import shorten

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.figures.relations import relation_map
from wiki.figures.sprig import sprig
from wiki.models import Page, Revision, Title
from wiki.queries.compositions import Composition, Heading, compose
from wiki.queries.disambiguation import namesakes, tells_apart
from wiki.queries.documents import document_of
from wiki.queries.names import Name, names_of
from wiki.queries.relations import Relation, relations_of
from wiki.queries.seasons import release_words
from wiki.queries.surroundings import Surroundings, surroundings_of
from wiki.text.titles import clean_title, title_key

NEAR_CANDIDATES = 500
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True)
class Reading:
    """Everything on the reading page. `description` is what search engines show: public words only."""

    page: Page
    title: str
    revision: Revision
    composition: Composition
    around: Surroundings
    relations: list[Relation]
    description: str
    namesakes: list[Name]

    @property
    def tells_apart(self):
        """Whether the page is there to tell titles apart."""
        return tells_apart(self.composition.categories)

    @property
    def is_somebody(self):
        """Whether the page is about one who has a name, and so a monogram."""
        return self.page.kind in ("character", "person")

    @property
    def is_sparse(self):
        """Whether the page has so little text that it needs no contents, and may use some more."""
        return len(self.composition.contents) < 2

    @property
    def released(self):
        """When an episode came out, in words."""
        own = next((line.released for line in self.around.episodes if line.is_current), "")
        return release_words(own, self.around.season)

    @property
    def sprig(self):
        """The season as a Sprig, with a leaf for each episode that is known of."""
        season = self.around.season
        return sprig(len(self.around.episodes), season.name.uid) if season else None

    @property
    def leaves(self):
        """Each leaf of the sprig with the line of its episode; a sprig has only so many."""
        return list(zip(self.sprig.leaves, self.around.episodes, strict=False))

    @property
    def relation_map(self):
        """The public relations of a character as a RelationMap, or None without any."""
        shown = [relation for relation in self.relations if not relation.mark]
        others = [(one.other.text, one.kind, one.style, one.other.url, one.other.uid) for one in shown]
        return relation_map(self.title, others) if others else None

    @property
    def infobox_template(self):
        return [f"wiki/infobox/{self.page.kind}.html", "wiki/infobox/_box.html"]

    @property
    def contents(self):
        """The headings of the page in their order, its own and those of derived parts."""
        if self.is_sparse:
            return []
        derived = (
            (self.page.kind == "season" and self.around.episodes, _("Episodes"), "episodes"),
            ("casting" in self.composition.facts, _("Cast"), "cast"),
            (self.relations, _("Relations"), "relations"),
        )
        before = [Heading(2, text, anchor) for shown, text, anchor in derived if shown]
        after = [Heading(2, _("Sources"), "sources")] if self.composition.sources else []
        return before + self.composition.contents + after

    @property
    def crumbs(self):
        """Where the page stands: in a show and season, or in a list."""
        lists = {"character": (_("Characters"), "characters"), "category": (_("Categories"), "categories")}
        if self.around.roles and self.page.kind == "person":
            lists["person"] = (_("Actors"), "actors")
        if self.page.kind in lists:
            text, address = lists[self.page.kind]
            return [{"title": text, "url": reverse(address)}, {"title": self.title}]
        season = self.around.season.name if self.around.season and self.page.kind == "episode" else None
        names = [name for name in (self.around.show, season) if name]
        return (
            [*({"title": name.title, "url": name.url} for name in names), {"title": self.title}]
            if names
            else []
        )


def find_title(text):
    """Return the Title, current or old, that `text` spells, with its page and revision, or None.

    The page may be deleted. Raises BadTitle when `text` can't be a title.
    """
    found = Title.objects.select_related("page__current__author", "page__current__mark")
    return found.filter(key=title_key(text)).first()


def deleted_page(text):
    """Return the deleted page that `text` spells a title of, or None. Raises BadTitle."""
    found = find_title(text)
    return found.page if found and found.page.deleted_at else None


def current_title(page):
    """Return the Title that the reading page of `page` bears."""
    return page.titles.get(is_current=True)


def reading(page, title, revision, *, edit_url=None):
    """Return the Reading of one revision of `page`: its current one, or an old one.

    `edit_url` is the form that edits the page, for somebody who may: its sections then have links to it.
    """
    document = document_of(revision)
    composition = compose(KINDS[page.kind], document, revision.facts, edit_url)
    return Reading(
        page,
        title,
        revision,
        composition,
        surroundings_of(page),
        relations_of(page, composition, revision.facts),
        _description(document),
        namesakes(page, title),
    )


def _description(document):
    """Return the public words of a page without its headings, as far as search engines show them."""
    headings = {heading.text for heading in document.headings}
    lines = (line for line in document.pieces[0].text.split("\n") if line not in headings)
    return shorten(" ".join(lines), DESCRIPTION_LENGTH, placeholder=" …")


def near_titles(text, limit=5):
    """Return the Names of pages whose titles resemble `text`, likest first."""
    key = title_key(text)
    words = [word for word in key.split() if len(word) > 2]
    wanted = Q(key__startswith=key[:2])
    for word in words[:8]:
        wanted |= Q(key__contains=word)
    keys = Title.objects.current().filter(wanted).values_list("key", flat=True)[:NEAR_CANDIDATES]
    near = get_close_matches(key, list(keys), n=limit, cutoff=0.5)
    names = names_of(keys=near).by_key if near else {}
    return [names[one] for one in near]


@dataclass(frozen=True)
class Target:
    """What an editing form is for: a page, or a title without one.

    Whoever writes at the title of a `deleted` page continues its history, and sees nothing of what it said.
    """

    title: str
    page: Page | None
    revision: Revision | None
    deleted: Page | None = None

    @property
    def kind(self):
        """What the page is about, None when whoever writes it may choose."""
        known = self.page or self.deleted
        return known.kind if known else None


def editing_target(text):
    """Return the Target of the editing form at `text`. Raises BadTitle."""
    found = find_title(text)
    if found is None:
        return Target(clean_title(text), None, None)
    title = found if found.is_current else current_title(found.page)
    if found.page.deleted_at:
        return Target(title.text, None, None, found.page)
    return Target(title.text, found.page, found.page.current)


def target_of(page):
    """Return the Target of the editing form of `page`."""
    return Target(current_title(page).text, page, page.current)

"""Finding a page by what it is called, and all that its reading and editing screens show."""

from dataclasses import dataclass
from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.figures.relations import relation_map
from wiki.figures.sprig import sprig
from wiki.models import Page, Revision
from wiki.queries.pages.compositions import Composition, ContentsEntry, compose
from wiki.queries.pages.documents import document_of
from wiki.queries.pages.relations import Relation, relations_of
from wiki.queries.pages.seasons import release_words
from wiki.queries.pages.surroundings import Surroundings, surroundings_of
from wiki.queries.titles.disambiguation import namesakes, tells_apart
from wiki.queries.titles.names import Name
from wiki.queries.visibility import public_prose

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
        before = [ContentsEntry(2, text, anchor) for shown, text, anchor in derived if shown]
        after = [ContentsEntry(2, _("Sources"), "sources")] if self.composition.sources else []
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


def reading_of(page, title, revision, *, edit_url=None):
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
    """Return the beginning of the public text, without headings, as long as search engines show it."""
    return shorten(public_prose(document), DESCRIPTION_LENGTH, placeholder=" …")

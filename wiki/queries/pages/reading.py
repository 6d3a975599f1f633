"""Everything on a reading page, of the current revision or of an old one."""

from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.figures.relations import relation_map
from wiki.figures.sprig import sprig
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.documents import document_of, hides_unmarked
from wiki.queries.pages.relations import relations_of
from wiki.queries.pages.seasons import release_words
from wiki.queries.pages.strip import strip_of
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.titles.disambiguation import namesakes, tells_apart
from wiki.queries.visibility import public_prose, sight_on
from wiki.text.points import SEASON

_DESCRIPTION_LENGTH = 160  # about as many characters as search engines show


class Reading:
    """Everything on the reading page of a revision for a Viewer, as if they had watched to `upto` at most.

    `edit_url` and `closes` are as in compose. `strip` asks how far they have watched; a page about no show
    has none, nor has an old revision. If a page `is_unmarked`, they get its lead, and a question instead of
    the rest if it `asks_once`. `description` is public text for search engines. A page that `tells_apart`
    lists pages with similar names. One that `is_somebody` has a monogram; a sparse one has no table of
    contents and invites edits.
    """

    def __init__(self, viewer, page, title, revision, *, edit_url=None, closes=False, upto=None):
        self.page, self.title, self.revision = page, title, revision
        sight, document = viewer.sight, document_of(page, revision)
        self.description = shorten(public_prose(document), _DESCRIPTION_LENGTH, placeholder=" …")
        self.is_unmarked = not closes and hides_unmarked(page, revision)
        self.asks_once = self.is_unmarked and not sight.hides_nothing and viewer.once != page.uid
        if self.is_unmarked and not self.asks_once:
            document = document_of(page, revision, whole=True)
        self.strip = None if closes else strip_of(viewer, page, upto)
        if self.strip and self.strip.is_lowered:
            sight = sight.upto(sight_on(sight, page).show, self.strip.point)
        asks = self.strip is not None and self.strip.point is None and not self.asks_once
        options = {"point": page.point, "edit_url": edit_url, "closes": closes, "asks": asks}
        kind, here = KINDS[page.kind], sight_on(sight, page)
        self.composition = compose(here, kind, document, revision.facts, **options)
        self.around = surroundings_of(sight, page)
        self.relations = relations_of(sight, page, self.composition, revision.facts)
        self.namesakes = namesakes(sight, page, title)
        self.tells_apart = tells_apart(self.composition.categories)
        self.is_somebody = page.kind in ("character", "person")
        self.is_sparse = len(self.composition.contents) < 2
        self.infobox_template = [f"wiki/infobox/{page.kind}.html", "wiki/infobox/_box.html"]

    @property
    def released(self):
        """When an episode was released, in words."""
        released = next((line.released for line in self.around.episodes if line.is_current), "")
        return release_words(released, self.around.season)

    @property
    def sprig(self):
        """The season as a Sprig with a leaf for each known episode, or None."""
        season = self.around.season
        return sprig(len(self.around.episodes), season.name.uid) if season else None

    @property
    def leaves(self):
        """(leaf of the sprig, its EpisodeLine, whether it is filled); a sprig has a limited number of leaves.

        Leaves are filled to where the reader has watched, or else to the episode of the page.
        """
        reached = self.page.point
        if self.strip is not None and self.strip.point is not None:
            reached = self.strip.point
        first = self.around.season.number * SEASON
        return [
            (leaf, line, first + line.number <= (reached or 0))
            for leaf, line in zip(self.sprig.leaves, self.around.episodes, strict=False)
        ]

    @property
    def relation_map(self):
        """The public relations of a character as a RelationMap, or None without any."""
        others = [
            (relation.other.text, relation.kind, relation.style, relation.other.url, relation.other.uid)
            for relation in self.relations
            if not relation.mark
        ]
        return relation_map(self.title, others) if others else None

    @property
    def contents(self):
        """The headings of the text, between those of derived parts."""
        derived = (
            (self.page.kind == "season" and self.around.episodes, _("Episodes"), "episodes"),
            ("casting" in self.composition.facts, _("Cast"), "cast"),
            (self.relations, _("Relations"), "relations"),
        )
        before = [(2, text, anchor) for shown, text, anchor in derived if shown]
        after = [(2, _("Sources"), "sources")] if self.composition.sources else []
        return before + self.composition.contents + after

    @property
    def crumbs(self):
        """The breadcrumbs: from a list, or from a show and season, to this page."""
        lists = {"character": (_("Characters"), "characters"), "category": (_("Categories"), "categories")}
        if self.around.roles:
            lists["person"] = (_("Actors"), "actors")
        if self.page.kind in lists:
            text, address = lists[self.page.kind]
            above = [{"title": text, "url": reverse(address)}]
        else:
            season = self.around.season.name if self.around.season and self.page.kind == "episode" else None
            names = filter(None, (self.around.show, season))
            above = [{"title": name.title, "url": name.url} for name in names]
        return [*above, {"title": self.title}] if above else []

"""Finding a page by what it is called, and all that its reading and editing screens show."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.models import Casting, Page, Revision, Season, Title
from wiki.queries.compositions import Composition, compose
from wiki.queries.documents import document_of
from wiki.queries.names import Name, names_of
from wiki.text.titles import clean_title, title_key

NEAR_CANDIDATES = 500


@dataclass(frozen=True)
class Credit:
    """In a season somebody plays a character; each is a Name, words, or empty when unknown."""

    actor: Name | str
    character: Name | str
    season: Name
    season_number: int
    billing: str


@dataclass(frozen=True)
class Reading:
    """Everything on the reading page."""

    page: Page
    title: str
    revision: Revision
    composition: Composition
    credits: list[Credit] = field(default_factory=list)
    seasons: list[tuple[int, Name]] = field(default_factory=list)

    @property
    def is_somebody(self):
        """Whether the page is about one who has a name, and so a monogram."""
        return self.page.kind in ("character", "person")

    @property
    def infobox_template(self):
        return f"wiki/infobox/{self.page.kind}.html"

    @property
    def crumbs(self):
        """Where the page stands: the show of a season, the list of a character or an actor."""
        here = {"title": self.title}
        show = self.composition.facts.get("show")
        if self.page.kind == "season" and show:
            return [{"title": show.values[0].value.text, "url": show.values[0].value.url}, here]
        if self.page.kind == "character":
            return [{"title": _("Characters"), "url": reverse("characters")}, here]
        if self.page.kind == "person" and self.credits:
            return [{"title": _("Actors"), "url": reverse("actors")}, here]
        return []


def find_title(text):
    """Return the Title, current or old, that `text` spells, with its page and revision, or None.

    Raises BadTitle when `text` can't be a title.
    """
    found = Title.objects.select_related("page__current__author")
    return found.filter(key=title_key(text)).first()


def current_title(page):
    """Return the Title that the reading page of `page` bears."""
    return page.titles.get(is_current=True)


def reading(page, title, revision):
    """Return the Reading of one revision of `page`: its current one, or an old one."""
    castings = _castings(page)
    seasons = _seasons(page)
    uids = {uid for casting in castings for uid in casting[:3] if uid} | {uid for _, uid in seasons}
    composition = compose(KINDS[page.kind], document_of(revision), revision.facts, other_uids=uids)
    named = composition.names.by_uid
    return Reading(
        page,
        title,
        revision,
        composition,
        [_credit(casting, named) for casting in castings],
        [(number, named[uid]) for number, uid in seasons if uid in named],
    )


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
    """What an editing form is for: a page, or a title without one."""

    title: str
    page: Page | None
    revision: Revision | None

    @property
    def kind(self):
        return self.page.kind if self.page else None


def editing_target(text):
    """Return the Target of the editing form at `text`. Raises BadTitle."""
    found = find_title(text)
    if found is None:
        return Target(clean_title(text), None, None)
    title = found if found.is_current else current_title(found.page)
    return Target(title.text, found.page, found.page.current)


_CREDIT_COLUMNS = (
    "actor__page__uid",
    "character__page__uid",
    "season__page__uid",
    "actor_name",
    "character_name",
    "season__number",
    "billing",
)


def _castings(page):
    """Return the castings that name `page`, in the order of seasons."""
    if page.kind not in ("person", "character"):
        return []
    named = Q(actor__page=page) if page.kind == "person" else Q(character__page=page)
    found = Casting.objects.public().filter(named).order_by("season__show", "season__number", "position")
    return list(found.values_list(*_CREDIT_COLUMNS))


def _credit(casting, names):
    actor, character, season, actor_name, character_name, number, billing = casting
    return Credit(
        names.get(actor, actor_name),
        names.get(character, character_name),
        names[season],
        number,
        Casting.Billing(billing).label if billing else "",
    )


def _seasons(page):
    if page.kind != "show":
        return []
    found = Season.objects.filter(show__page=page).order_by("number")
    return list(found.values_list("number", "page__uid"))

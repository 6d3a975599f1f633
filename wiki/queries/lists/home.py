"""What the home page shows beside lists: a greeting, characters and articles to begin with."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.models import Casting, Page, PageKind, Season
from wiki.queries.lists.catalogue import casting_rows, entries
from wiki.queries.pages.compositions import compose
from wiki.queries.pages.documents import document_of
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import find_title
from wiki.queries.titles.names import names_by_title
from wiki.queries.visibility import knows_title, shown_page, shown_rows, sight_on
from wiki.text.progress import FULL, SAFE

FIRST_ARTICLES = 200


def welcome(sight, title):
    """Return the title and first paragraph of the page that greets visitors, or None without one."""
    greeting = find_title(FULL, title) if title else None
    if greeting is None or greeting.page.deleted_at or not knows_title(sight, greeting):
        return None
    page, revision = greeting.page, greeting.page.current
    here, document = sight_on(sight, page), document_of(page, revision)
    composition = compose(here, KINDS[page.kind], document, revision.facts, point=page.point)
    return greeting.text, composition.lead


def about(shows, tagline):
    """Return in one line what the wiki is about: its only show, if it has just one, and its tagline."""
    if len(shows) != 1:
        return tagline
    [(name, _seasons)] = shows
    return _("About %s. ") % name.title + tagline


def leading_characters(sight, count):
    """Return Entries of the first `count` characters in the cast of the newest season."""
    first = _first_in_cast(sight, 4 * count)
    uids = list(dict.fromkeys(uid for uid, _season in first))[:count]
    rows = _castings_in(sight, uids=uids, seasons=[season for _uid, season in first[:1]])
    return entries(sight, uids, rows)


@prepared
def _first_in_cast(sight, count):
    """Return the uid of the character, and the season, of the first castings of the newest season."""
    castings = shown_rows(sight, Casting).exclude(character=None)
    castings = castings.filter(shown_page(sight, "character__page"))
    newest = Season.objects.filter(Exists(castings.filter(season=OuterRef("pk"))))
    season = newest.order_by("-released", "-number", "pk").values("pk")[:1]
    first = castings.filter(season__in=season).order_by("position")
    return first.values_list("character__page__uid", "season")[:count]


@prepared
def _castings_in(sight, uids, seasons):
    castings = shown_rows(sight, Casting).filter(character__page__uid__in=uids, season__in=seasons)
    return casting_rows(castings, "character", "actor")


def longest_articles(count):
    """Return the Names of the `count` longest among the first articles of the wiki, by title.

    Only public words count: how much is hidden must not show.
    """
    longest = sorted(_first_articles(), key=lambda article: -(article[1] or 0))[:count]
    return names_by_title(SAFE, [uid for uid, _size in longest])


@prepared
def _first_articles():
    articles = Page.objects.filter(shown_page(SAFE), kind=PageKind.ARTICLE).order_by("pk")
    return articles.values_list("uid", Length("search_entry__text"))[:FIRST_ARTICLES]

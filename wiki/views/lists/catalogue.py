"""Home and the lists of what there is."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wiki.facts.kinds import prefixed_kind
from wiki.queries.history.recent import newest_revisions
from wiki.queries.lists import catalogue, categories as category_list, home as home_page
from wiki.queries.titles.backlinks import wanted_titles

CHARACTERS_ON_HOME = 8
OTHERS_ON_HOME = 5
SHOWS_ON_HOME = 5


@require_safe
def home(request):
    sight = request.viewer.sight
    shows = catalogue.shows(sight, {}, SHOWS_ON_HOME)
    context = {
        "about": home_page.about(shows.object_list, settings.WIKI_TAGLINE),
        "welcome": home_page.welcome(sight, settings.WIKI_WELCOME_TITLE),
        "shows": shows,
        "characters": home_page.leading_characters(sight, CHARACTERS_ON_HOME),
        "articles": home_page.longest_articles(OTHERS_ON_HOME),
        "newest": newest_revisions(OTHERS_ON_HOME),
        "wanted": wanted_titles(OTHERS_ON_HOME),
    }
    return render(request, "wiki/lists/home.html", context)


def _paged(template, rows_of, **more):
    """Return a view of a Page of rows, with what is `more` in its context."""

    @require_safe
    def view(request):
        context = {"page_obj": rows_of(request.viewer.sight, request.GET)}
        return render(request, template, context | {name: found() for name, found in more.items()})

    return view


def _filtered(template, listing_of):
    """Return a view of a Listing (wiki.queries.lists.paging)."""

    @require_safe
    def view(request):
        listing = listing_of(request.viewer.sight, request.GET)
        return render(request, template, {"listing": listing, "page_obj": listing.page})

    return view


shows = _paged("wiki/lists/shows.html", catalogue.shows)
episodes = _filtered("wiki/lists/episodes.html", catalogue.episodes)
characters = _filtered("wiki/lists/characters.html", catalogue.characters)
actors = _filtered("wiki/lists/actors.html", catalogue.actors)
pages = _filtered("wiki/lists/pages.html", catalogue.pages)
unmarked = _paged("wiki/lists/unmarked.html", catalogue.unmarked, counts=catalogue.counts_of_marks)
marks = login_required(_paged("wiki/lists/marks.html", catalogue.marks))
categories = _paged("wiki/lists/categories.html", category_list.categories)


@require_safe
def category(request, name):
    """Lead to the page of a category."""
    title = name if prefixed_kind(name.casefold()) == "category" else f"Category:{name}"
    return redirect("page-read", title, permanent=True)

"""Home and the lists of what there is."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wiki.facts.kinds import prefixed_kind
from wiki.queries.history.recent import newest_revisions
from wiki.queries.lists import catalogue
from wiki.queries.lists import categories as category_list
from wiki.queries.lists.wanted import wanted_titles

CHARACTERS_ON_HOME = 8
OTHERS_ON_HOME = 5
SHOWS_ON_HOME = 5


@require_safe
def home(request):
    shows = catalogue.shows({}, SHOWS_ON_HOME)
    context = {
        "about": catalogue.about(shows.object_list, settings.WIKI_TAGLINE),
        "welcome": catalogue.welcome(settings.WIKI_WELCOME_TITLE),
        "shows": shows,
        "characters": catalogue.leading_characters(CHARACTERS_ON_HOME),
        "articles": catalogue.longest_articles(OTHERS_ON_HOME),
        "newest": newest_revisions(OTHERS_ON_HOME),
        "wanted": wanted_titles(OTHERS_ON_HOME),
    }
    return render(request, "wiki/lists/home.html", context)


@require_safe
def shows(request):
    return render(request, "wiki/lists/shows.html", {"page_obj": catalogue.shows(request.GET)})


@require_safe
def episodes(request):
    return _filtered(request, "wiki/lists/episodes.html", catalogue.episodes(request.GET))


@require_safe
def characters(request):
    return _filtered(request, "wiki/lists/characters.html", catalogue.characters(request.GET))


@require_safe
def actors(request):
    return _filtered(request, "wiki/lists/actors.html", catalogue.actors(request.GET))


@require_safe
def categories(request):
    return render(request, "wiki/lists/categories.html", {"page_obj": category_list.categories(request.GET)})


@require_safe
def category(request, name):
    """Lead to the page of a category."""
    title = name if prefixed_kind(name.casefold()) == "category" else f"Category:{name}"
    return redirect("page-read", title, permanent=True)


@require_safe
def pages(request):
    return _filtered(request, "wiki/lists/pages.html", catalogue.pages(request.GET))


def _filtered(request, template, listing):
    return render(request, template, {"listing": listing, "page_obj": listing.page})

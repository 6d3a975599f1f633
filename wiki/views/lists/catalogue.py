"""Home and the lists of what there is."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wiki.facts.kinds import prefixed_kind
from wiki.queries.history.recent import newest_revisions
from wiki.queries.lists import catalogue
from wiki.queries.lists import categories as category_list
from wiki.queries.lists.wanted import wanted_titles

CHARACTERS_ON_HOME = 8
OTHERS_ON_HOME = 5
PAGES_ON_A_PAGE = 100


@require_safe
def home(request):
    shows = catalogue.shows()
    context = {
        "about": catalogue.about(shows, settings.WIKI_TAGLINE),
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
    return render(request, "wiki/lists/shows.html", {"shows": catalogue.shows()})


@require_safe
def episodes(request):
    return render(request, "wiki/lists/episodes.html", {"listing": catalogue.episodes(request.GET)})


@require_safe
def characters(request):
    return render(request, "wiki/lists/characters.html", {"listing": catalogue.characters(request.GET)})


@require_safe
def actors(request):
    return render(request, "wiki/lists/actors.html", {"listing": catalogue.actors(request.GET)})


@require_safe
def categories(request):
    return render(request, "wiki/lists/categories.html", {"categories": category_list.categories()})


@require_safe
def category(request, name):
    """Lead to the page of a category."""
    title = name if prefixed_kind(name.casefold()) == "category" else f"Category:{name}"
    return redirect("page-read", title, permanent=True)


@require_safe
def pages(request):
    listing = catalogue.pages(request.GET)
    page_obj = Paginator(listing.rows, PAGES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "wiki/lists/pages.html", {"listing": listing, "page_obj": page_obj})

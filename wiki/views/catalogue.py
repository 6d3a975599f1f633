"""Home and the lists of what there is."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.queries import catalogue

NEWEST_ON_HOME = 5


@require_safe
def home(request):
    context = {
        "shows": catalogue.shows(),
        "articles": catalogue.articles(),
        "newest": catalogue.newest_revisions(NEWEST_ON_HOME),
    }
    return render(request, "wiki/catalogue/home.html", context)


@require_safe
def characters(request):
    return render(request, "wiki/catalogue/characters.html", {"entries": catalogue.characters()})


@require_safe
def actors(request):
    return render(request, "wiki/catalogue/actors.html", {"entries": catalogue.actors()})

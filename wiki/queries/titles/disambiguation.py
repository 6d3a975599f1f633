"""Telling apart what is called alike: "Out", an episode, and "Out (song)"."""

import re

from django.conf import settings
from django.db.models import Q

from wiki.models import LinkKind, Title, TitlePart
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import between, limits_of
from wiki.queries.titles.names import Name
from wiki.queries.visibility import shown_links, shown_title, shown_titles
from wiki.text.progress import SAFE
from wiki.text.titles import title_key

MOST_NAMESAKES = 5
_BRACKETS = re.compile(r" \(.*\)$")


def namesakes(sight, page, title):
    """Return the Names of a few other pages whose titles differ from `title` only by brackets at the end."""
    name = title_key(_BRACKETS.sub("", title))
    columns = {"names": [name], "limits": limits_of(f"{name} ("), "pages": [page.pk]}
    return [Name(*identity) for identity in _namesakes(sight, **columns)]


@prepared
def _namesakes(sight, names, limits, pages):
    alike = _beginning(names, limits).filter(shown_title(sight), Q(key__in=names) | Q(key__endswith=")"))
    others = alike.exclude(page__in=pages).order_by("key").values_list("page__uid", "page__kind", "text")
    return others[:MOST_NAMESAKES]


def titles_beginning(name):
    """Return the current titles of pages that are `name`, a title key, or go on with a bracket after it."""
    return _beginning([name], limits_of(f"{name} ("))


def _beginning(names, limits):
    alike = Q(words__in=names) | Q(**between("words", *limits))
    parts = TitlePart.objects.filter(alike, rank=TitlePart.CURRENT)
    return Title.objects.filter(pk__in=parts.values("title"))


def tells_apart(categories):
    """Whether a page in these categories, Targets, is there to tell titles apart."""
    keys = {title_key(category.title) for category in categories}
    return bool(settings.WIKI_DISAMBIGUATION_TITLE) and title_key(settings.WIKI_DISAMBIGUATION_TITLE) in keys


def ambiguous_titles(document):
    """Return the titles that a Document links to and that only tell others apart."""
    if not settings.WIKI_DISAMBIGUATION_TITLE:
        return []
    category = title_key(settings.WIKI_DISAMBIGUATION_TITLE)
    telling = shown_links(SAFE, kind=LinkKind.CATEGORY).filter(target_key=category)
    linked = shown_titles(SAFE, key__in={link.key for link in document.links})
    return list(linked.filter(page__in=telling.values("page")).order_by("key").values_list("text", flat=True))

"""Telling apart what is called alike: "Out", an episode, and "Out (song)"."""

import re

from django.conf import settings
from django.db.models import Q

from wiki.models import Title, TitlePart
from wiki.models.pages import LinkKind
from wiki.queries.titles.names import names_of
from wiki.queries.titles.parts import between
from wiki.queries.visibility import public_links, public_titles
from wiki.text.titles import title_key

MOST_NAMESAKES = 5
_BRACKETS = re.compile(r" \([^()]*\)$")


def namesakes(page, title):
    """Return the Names of a few other pages with the title of `page` but for what stands in brackets."""
    keys = titles_alike(title).exclude(page=page).order_by("key").values("key")[:MOST_NAMESAKES]
    found = names_of(keys=keys).by_key
    return [found[key] for key in sorted(found)]


def titles_alike(title):
    """Return the current titles of pages that are equal to `title` but for a last part in brackets."""
    key = title_key(_BRACKETS.sub("", title))
    alike = TitlePart.objects.filter(Q(words=key) | Q(**between("words", f"{key} (")), rank=TitlePart.CURRENT)
    return public_titles(pk__in=alike.values("title"))


def tells_apart(categories):
    """Whether a page in these categories, Targets, is there to tell titles apart."""
    keys = {title_key(category.title) for category in categories}
    return bool(settings.WIKI_DISAMBIGUATION_TITLE) and title_key(settings.WIKI_DISAMBIGUATION_TITLE) in keys


def ambiguous_titles(document):
    """Return the titles that a Document links to and that only tell others apart."""
    if not settings.WIKI_DISAMBIGUATION_TITLE:
        return []
    category = title_key(settings.WIKI_DISAMBIGUATION_TITLE)
    telling = public_links(kind=LinkKind.CATEGORY).filter(target_key=category)
    linked = Title.objects.filter(key__in={link.key for link in document.links}, page__deleted_at=None)
    return list(linked.filter(page__in=telling.values("page")).order_by("key").values_list("text", flat=True))

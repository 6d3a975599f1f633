"""Names of pages, to show and to link: found by uid or by title."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse

from wiki.models import PageKind, Source
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import key_or_none
from wiki.queries.visibility import at_point, shown_titles
from wiki.text.progress import FULL

_MOST_URLS = 10_000  # in the memory of each worker: to reverse one takes Django 0.1 ms


@dataclass(frozen=True)
class Name:
    """A live page under one of its titles. It is a Target of links (wiki.render.joiner)."""

    uid: str
    kind: str
    title: str
    exists = True

    def __str__(self):
        return self.title

    @property
    def url(self):
        return _url_of(self.title)

    @property
    def plural(self):
        """The plural of the kind, such as "Episodes"."""
        return PageKind(self.kind).plural


@lru_cache(_MOST_URLS)
def _url_of(title):
    return reverse("page-read", args=[title])


@dataclass(frozen=True)
class Names:
    """Names of pages: by uid under their current titles, by title key under any title."""

    by_uid: dict[str, Name] = field(default_factory=dict)
    by_key: dict[str, Name] = field(default_factory=dict)


def names_of(sight, uids=(), keys=()):
    """Return the Names that a reader may know of pages with these uids or title keys, in one query."""
    names = Names()
    for key, is_current, *identity in _titles_of(sight, uids=uids, keys=keys):
        names.by_key[key] = name = Name(*identity)
        if is_current:
            names.by_uid[name.uid] = name
    return names


@prepared
def _titles_of(sight, uids, keys):
    titles = shown_titles(sight).values_list("key", "is_current", "page__uid", "page__kind", "text")
    # With OR, the database would read all titles.
    return titles.filter(page__uid__in=uids, is_current=True).union(titles.filter(key__in=keys))


def names_by_title(sight, uids):
    """Return a list with the Name of each page with these uids that a reader may know, ordered by title."""
    return sorted(names_of(sight, uids).by_uid.values(), key=lambda name: name.title.casefold())


def uids_called(texts):
    """Return {text: uid} for those of `texts` that are a uid or a title, current or old.

    A title that is hidden from somebody is none: a fact with it would tell everybody which page it leads to.
    """
    texts = _without_null(texts)
    keys = {text: key for text in texts if (key := key_or_none(text))}
    rows = _called(uids=texts, keys=keys.values())
    by_key, uids = dict(rows), {uid for _key, uid in rows}
    by_title = {text: by_key[key] for text, key in keys.items() if key in by_key}
    return by_title | {uid: uid for uid in uids if uid in texts}


@prepared
def _called(uids, keys):
    titles = shown_titles(FULL).values_list("key", "page__uid")
    by_uid = titles.filter(page__uid__in=uids, is_current=True)
    return by_uid.union(titles.filter(at_point(None), key__in=keys))


def source_uids(keys):
    """Return {key: uid of the page} of sources."""
    return dict(Source.objects.filter(key__in=_without_null(keys)).values_list("key", "page__uid"))


def source_keys(uids):
    """Return {uid: key} of the pages that are sources."""
    return dict(Source.objects.filter(page__uid__in=uids).values_list("page__uid", "key"))


def _without_null(texts):
    """Leave out texts with a null character: PostgreSQL refuses them even in a query."""
    return {text for text in texts if "\0" not in text}

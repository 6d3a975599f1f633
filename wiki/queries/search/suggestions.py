"""What is offered while somebody types: titles of pages, and the keys by which sources are cited."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Length

from wiki.models import PageLink, Source
from wiki.models.pages import LinkKind, PageKind
from wiki.queries.visibility import public_titles
from wiki.text.titles import title_key

MAX_CHARACTERS = 200
MAX_SUGGESTIONS = 8
MAX_KEYS = 20
_CURRENT_TITLE = Subquery(public_titles(page=OuterRef("page"), is_current=True).values("text")[:1])


@dataclass(frozen=True)
class Suggestion:
    """A title of a live page; an old one `leads_to` the title that the page has now. A source has a key."""

    title: str
    kind: str
    leads_to: str
    key: str


def suggestions(words, kind=""):
    """Return Suggestions for what was typed so far, of `kind` or of all kinds, in one query.

    Titles that begin with it come first, then those of which a word does. A title that is shown only from
    some point of a story is told to nobody.
    """
    try:
        typed = title_key(words[:MAX_CHARACTERS].strip("[] "))
        of_kind = Q(page__kind=PageKind(kind)) if kind else Q()
    except ValueError:  # BadTitle is one
        return []
    begins, word_begins = Q(key__startswith=typed), Q(key__contains=f" {typed}")
    wanted = Q(key__contains=typed) | Q(page__source__key__startswith=typed, is_current=True)
    titles = (
        public_titles()
        .filter(wanted, of_kind)
        .alias(rank=Case(When(begins, then=Value(0)), When(word_begins, then=Value(1)), default=Value(2)))
        .order_by("rank", Length("key"), "key")
        .values_list("text", "page__kind", "is_current", _CURRENT_TITLE, "page__source__key")
    )
    return [
        Suggestion(text, PageKind(kind).label, "" if is_current else current or "", key or "")
        for text, kind, is_current, current, key in titles[:MAX_SUGGESTIONS]
    ]


def keys_of_sources(page=None):
    """Return {key: title} of the sources that `page` uses, then of those that the wiki uses most."""
    sources = Source.objects.filter(page__deleted_at=None).annotate(title=_CURRENT_TITLE)
    in_words = PageLink.objects.filter(page=page, kind=LinkKind.CITE).values("target_key")
    used = (
        sources.filter(Q(citations__page=page) | Q(key__in=in_words)).order_by("key")
        if page
        else sources.none()
    )
    most_used = sources.annotate(uses=Count("citations")).order_by(F("uses").desc(), "key")[:MAX_KEYS]
    return dict([*used.values_list("key", "title"), *most_used.values_list("key", "title")])

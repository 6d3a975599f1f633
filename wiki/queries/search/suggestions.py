"""What is offered: titles while somebody types, titles like one that no page has, and keys of sources."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import OuterRef, Subquery

from wiki.models import Citation, LinkKind, PageKind, PageLink, Source, TitlePart
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import between, in_any_of, limits_of, parts_between
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import shown_page, shown_titles
from wiki.text.titles import title_key

MAX_CHARACTERS = 200
MAX_SUGGESTIONS = 8
MAX_WORDS = 8  # of a title
MAX_OF_A_WORD = 40
MAX_KEYS = 20
NEWEST_CITATIONS = 500


@dataclass(frozen=True)
class Suggestion:
    """A title of a live page; an old one `leads_to` the title that the page has now. A source has a key."""

    title: str
    kind: str
    leads_to: str
    key: str


def suggestions(sight, words, kind=""):
    """Return Suggestions for what a reader typed so far, of `kind` or of all kinds, in one query.

    Titles that begin with it come first, current ones before old ones. Then come those of which a later word
    begins with it, or the key of the source does.
    """
    try:
        typed = title_key(words[:MAX_CHARACTERS].strip("[] "))
        kind = kind and PageKind(kind).value
    except ValueError:  # BadTitle is one
        return []

    def order(part):
        return part.rank if part.words.startswith(typed) else TitlePart.WITHIN, part.words

    suggested = {}
    for part in sorted(_parts_of(sight, kind, limits=limits_of(typed)), key=order):
        title, source = part.title, getattr(part.title.page, "source", None)
        leads_to = "" if title.is_current else part.current or ""
        key = source.key if source else ""
        suggested.setdefault(title.text, Suggestion(title.text, PageKind(part.kind).label, leads_to, key))
    return list(suggested.values())[:MAX_SUGGESTIONS]


@prepared
def _parts_of(sight, kind, limits):
    """Return the TitleParts for suggestions of `kind`, or of all kinds, with the `current` title of each."""
    slices = [
        parts_between(sight, limits, rank, **({"kind": kind} if kind else {}))[:MAX_SUGGESTIONS]
        for rank in (TitlePart.CURRENT, TitlePart.OLD, TitlePart.WITHIN)
    ]
    if kind in ("", PageKind.SOURCE):
        sources = Source.objects.filter(shown_page(sight, "page"), **between("key", *limits)).order_by("key")
        titles = shown_titles(sight, is_current=True, page__in=sources.values("page")[:MAX_SUGGESTIONS])
        slices.append(TitlePart.objects.filter(rank=TitlePart.CURRENT, title__in=titles))
    parts = TitlePart.objects.select_related("title__page__source")
    return in_any_of(parts.annotate(current=_current_title(sight, "title__page")), slices)


def _current_title(sight, page):
    return Subquery(shown_titles(sight, page=OuterRef(page), is_current=True).values("text")[:1])


def near_titles(sight, text, limit=5):
    """Return the Names of pages that a reader may know and whose titles resemble `text`, likest first.

    They have a word that begins with the same three letters, or begin with the same two.
    """
    key = title_key(text)
    beginnings = {word[:3] for word in key.split()[:MAX_WORDS] if len(word) > 2} | {key[:2]}
    slices = [
        parts_between(sight, limits_of(letters), rank, title__is_current=True)[:MAX_OF_A_WORD]
        for letters in sorted(beginnings)
        for rank in (TitlePart.CURRENT, TitlePart.WITHIN)
    ]
    rows = in_any_of(TitlePart.objects.values_list("title__key"), slices)
    near = get_close_matches(key, sorted(title for (title,) in rows), n=limit, cutoff=0.5)
    names = names_of(sight, keys=near).by_key if near else {}
    return [names[key] for key in near if key in names]


def keys_of_sources(sight, page=None):
    """Return {key: title} of sources: those that `page` uses, then those cited most of late or added last."""
    sources = Source.objects.filter(shown_page(sight, "page"))
    in_words = PageLink.objects.filter(page=page, kind=LinkKind.CITE).values("target_key")
    in_facts = sources.filter(citations__page=page).values("pk")
    used = sources.filter(key__in=in_words).values("pk").union(in_facts)
    newest = Citation.objects.order_by("-pk").values_list("source", flat=True)[:NEWEST_CITATIONS]
    cited = [pk for pk, _count in Counter(newest).most_common(MAX_KEYS)]
    added = sources.order_by("-pk").values_list("pk", flat=True)[:MAX_KEYS]
    keys = list(dict.fromkeys([*cited, *added]))[:MAX_KEYS]
    titled = sources.annotate(title=_current_title(sight, "page")).order_by("key")
    used_keys = dict(titled.filter(pk__in=used).values_list("key", "title")) if page else {}
    most_used = titled.in_bulk(keys)
    return used_keys | {most_used[pk].key: most_used[pk].title for pk in keys if pk in most_used}

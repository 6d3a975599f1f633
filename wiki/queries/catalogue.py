"""Lists of what there is: shows, characters, actors."""

from dataclasses import dataclass, field

from wiki.models import Casting, Revision, Season, Title
from wiki.queries.names import Name, names_of


@dataclass
class Entry:
    """One line of a list: a page, and the pages beside it (who plays, or whom)."""

    name: Name
    beside: list = field(default_factory=list)


def characters():
    """Return all characters by title, each with those who play them."""
    return _listed("character", "character__page__uid", "actor__page__uid", "actor_name")


def actors():
    """Return all people who are cast in a season, each with the characters they play."""
    entries = _listed("person", "actor__page__uid", "character__page__uid", "character_name")
    return [entry for entry in entries if entry.beside]


def shows():
    """Return all shows by title, each with the pages of its seasons in order."""
    seasons = list(Season.objects.order_by("number").values_list("show__page__uid", "page__uid", "number"))
    names = names_of(_uids_of("show") + [uid for _, uid, _ in seasons]).by_uid
    entries = {uid: Entry(name) for uid, name in names.items() if name.kind == "show"}
    for show, uid, number in seasons:
        if show in entries and uid in names:
            entries[show].beside.append((number, names[uid]))
    return _by_title(entries.values())


def newest_revisions(count):
    """Return the newest revision of each of the `count` pages that were saved last, with its Name."""
    found = (
        Revision.objects.filter(page__deleted_at=None, page__current__pk__isnull=False)
        .filter(pk__in=Title.objects.current().values("page__current"))
        .select_related("page", "author")
        .without_texts()
        .order_by("-created_at", "-pk")[:count]
    )
    names = names_of([revision.page.uid for revision in found]).by_uid
    return [(names[revision.page.uid], revision) for revision in found]


def articles():
    """Return the Names of all articles by title."""
    return _by_title(names_of(_uids_of("article")).by_uid.values())


def _listed(kind, of, beside, beside_name):
    castings = list(
        Casting.objects.public().order_by("season__number", "position").values_list(of, beside, beside_name)
    )
    listed = _uids_of(kind)
    names = names_of({*listed, *(uid for _, uid, _ in castings if uid)}).by_uid
    entries = {uid: Entry(names[uid]) for uid in listed if uid in names}
    for uid, other, other_name in castings:
        shown = names.get(other, other_name)
        if uid in entries and shown and shown not in entries[uid].beside:
            entries[uid].beside.append(shown)
    return _by_title(entries.values())


def _uids_of(kind):
    return list(Title.objects.current().filter(page__kind=kind).values_list("page__uid", flat=True))


def _by_title(entries):
    return sorted(entries, key=lambda entry: getattr(entry, "name", entry).title.casefold())

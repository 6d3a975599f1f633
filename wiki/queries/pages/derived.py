"""What a page shows but other pages say: for its editors, with the page where each is written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wiki.models import Relationship
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import public_rows


@dataclass(frozen=True)
class Derived:
    """A fact that comes from another page: `name` is the page to edit."""

    label: str
    words: str
    name: Name


def derived_facts(page):
    """Return what other pages say of `page` as Derived, in a number of queries that its kind decides."""
    around = surroundings_of(page)
    lines = {}
    for label, words, name in [*_told(page, around), *_relations(page)]:
        lines.setdefault((label, name), []).append(words)
    return [Derived(label, ", ".join(filter(None, words)), name) for (label, name), words in lines.items()]


def _told(page, around):
    """Yield (label, words, Name of the page that says so)."""
    if page.kind == "show":
        yield from ((_("Season"), line.name.title, line.name) for line in around.seasons)
    if page.kind == "season":
        yield from ((_("Episode"), line.name.title, line.name) for line in around.episodes if line.name)
    neighbours = ((_("The one before"), around.previous), (_("The next one"), around.next))
    yield from ((label, name.title, name) for label, name in neighbours if name)
    if page.kind == "episode":
        yield from (
            (_("Cast of the season"), _words(line.character or line.actor), line.season)
            for line in around.cast
        )
    for role in around.roles:
        is_character = page.kind == "character"
        label, words = (_("Played by"), role.actor) if is_character else (_("Role"), role.character)
        yield label, _words(words), role.season
    yield from ((credit.job, credit.name.title, credit.name) for credit in around.credits)
    yield from ((_("Cited by"), name.title, name) for name in around.pages)
    yield from ((_("Belongs to it"), name.title, name) for name in around.members)


def _relations(page):
    """Yield what the facts of other characters say of a character, where its own do not say it too."""
    if page.kind != "character":
        return
    # A relationship to somebody without a page names no uid, but words.
    rows = page.current.facts.get("relationships", [])
    own = {(row["other"], row["kind"]) for row in rows if isinstance(row.get("other"), str)}
    others = public_rows(Relationship).filter(other__page=page).exclude(character__page=page)
    told = [
        (uid, Relationship.Kind(kind).inverse)
        for uid, kind in others.values_list("character__page__uid", "kind")
    ]
    names = names_of([uid for uid, _kind in told]).by_uid
    for uid, kind in told:
        if uid in names and (uid, kind) not in own:
            yield _("Relationship"), f"{kind.label} – {names[uid].title}", names[uid]


def _words(one):
    """Return a Name or words as words."""
    return one if isinstance(one, str) else one.title

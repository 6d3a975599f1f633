"""Facts that the page of a form shows but other pages hold: for its editors, with the page to edit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wiki.models import Relationship
from wiki.queries.pages.relations import named_by_others
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import public_rows


@dataclass(frozen=True)
class Derived:
    """A fact that another page holds: `name` is the page to edit."""

    label: str
    words: str
    name: Name


def derived_facts(page):
    """Return a Derived for each fact that other pages hold about `page`, in a fixed number of queries."""
    words_by_fact = {}
    for label, words, name in [*_surroundings(page), *_relations(page)]:
        words_by_fact.setdefault((label, name), []).append(words)
    return [
        Derived(label, ", ".join(filter(None, words)), name) for (label, name), words in words_by_fact.items()
    ]


def _surroundings(page):
    """Yield (label, words, Name of the page to edit)."""
    around = surroundings_of(page)
    if page.kind == "show":
        yield from ((_("Season"), line.name.title, line.name) for line in around.seasons)
    if page.kind == "season":
        yield from ((_("Episode"), line.name.title, line.name) for line in around.episodes if line.name)
    neighbours = ((_("Previous"), around.previous), (_("Next"), around.next))
    yield from ((label, name.title, name) for label, name in neighbours if name)
    if page.kind == "episode":
        cast = ((line.character or line.actor, line.season) for line in around.cast)
        yield from ((_("Cast of the season"), _words(somebody), season) for somebody, season in cast)
    for role in around.roles:
        is_character = page.kind == "character"
        label, somebody = (_("Played by"), role.actor) if is_character else (_("Role"), role.character)
        yield label, _words(somebody), role.season
    yield from ((credit.job, credit.name.title, credit.name) for credit in around.credits)
    yield from ((_("Cited by"), name.title, name) for name in around.pages)
    yield from ((_("Member"), name.title, name) for name in around.members)


def _relations(page):
    if page.kind != "character":
        return
    relations = named_by_others(public_rows(Relationship), page, page.current.facts)
    names = names_of([relation.character.page.uid for relation in relations]).by_uid
    for relation in relations:
        if name := names.get(relation.character.page.uid):
            kind = Relationship.Kind(relation.kind).inverse
            yield _("Relationship"), f"{kind.label} – {name.title}", name


def _words(somebody):
    """Return the title of a Name; words stay as they are."""
    return somebody if isinstance(somebody, str) else somebody.title

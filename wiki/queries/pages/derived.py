"""Facts that the page of a form shows but other pages hold: for its editors, with the page to edit."""

from collections import defaultdict

from django.utils.translation import gettext as _

from wiki.models import Relationship
from wiki.queries.pages.relations import named_by_others
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.titles.names import names_of


def derived_facts(sight, page):
    """Return (label, words, Name of the page to edit) of each fact that other pages hold about `page`.

    What the reader may not see is left out. The number of queries is fixed.
    """
    values = defaultdict(list)
    for label, value, name in [*_surroundings(sight, page), *_relations(sight, page)]:
        values[label, name].append(str(value))
    return [(label, ", ".join(filter(None, words)), name) for (label, name), words in values.items()]


def _surroundings(sight, page):
    """Yield (label, Name or words, Name of the page to edit)."""
    around = surroundings_of(sight, page)
    if page.kind == "show":
        yield from ((_("Season"), line.name, line.name) for line in around.seasons)
    if page.kind == "season":
        yield from ((_("Episode"), line.name, line.name) for line in around.episodes if line.name)
    neighbours = ((_("Previous"), around.previous), (_("Next"), around.next))
    yield from ((label, name, name) for label, name in neighbours if name)
    if page.kind == "episode":
        for line in around.cast:
            yield _("Cast of the season"), line.character or line.actor, line.season
    if page.kind == "character":
        yield from ((_("Played by"), role.actor, role.season) for role in around.roles)
    else:
        yield from ((_("Role"), role.character, role.season) for role in around.roles)
    yield from ((credit.job, credit.name, credit.name) for credit in around.credits)
    yield from ((_("Cited by"), name, name) for name in around.pages)
    yield from ((_("Member"), name, name) for name in around.members)


def _relations(sight, page):
    if page.kind != "character":
        return
    relations = named_by_others(sight, page, page.current.facts)
    names = names_of(sight, [relation.character.page.uid for relation in relations]).by_uid
    for relation in relations:
        if name := names.get(relation.character.page.uid):
            kind = Relationship.Kind(relation.kind).inverse
            yield _("Relationship"), f"{kind.label} – {name}", name

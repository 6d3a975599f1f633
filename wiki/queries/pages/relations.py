"""How a character is related to others: by its own facts, and by the facts of the other characters."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from wiki.facts.kinds import KINDS
from wiki.facts.shown import Shown, Words
from wiki.models import Casting, Relationship
from wiki.queries.prepared import prepared
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import shown_rows, sight_on, visible_facts

# Styles of the lines in a map: 0 is solid, 1 dashed, 2 dotted, 3 double.
_STYLES = {
    Relationship.Kind.FRIEND: 1,
    Relationship.Kind.FORMER_PARTNER: 2,
    Relationship.Kind.SIBLING: 3,
    Relationship.Kind.PARENT: 3,
    Relationship.Kind.CHILD: 3,
}


@dataclass(frozen=True)
class Relation:
    """A relation to `other`: its `kind` in words, and who plays the other. `style` is for its line in a map.

    `mark` is the reveal mark in words, for editors. `shown` has the sources if the page's own facts name the
    relation.
    """

    kind: str
    style: int
    other: Words
    note: str
    players: list[Name | str]
    mark: str = ""
    shown: Shown | None = None


def relations_of(sight, page, composition, facts):
    """Return the Relations of a character: those in its Composition, then those that only others name.

    `facts` are those of the page.
    """
    if page.kind != "character":
        return []
    kinds = {row["id"]: row["kind"] for row in facts.get("relationships", [])}
    shown = composition.facts.get("relationships")
    own = [row for row in shown.values if "other" in row.words] if shown else []
    by_others = named_by_others(sight, page, facts)
    uids = {row.words["other"].uid for row in own} | {row.character.page.uid for row in by_others}
    players, names = _players(sight, uids)
    relations = []
    for row in own:
        words, other = row.words, row.words["other"]
        style = _STYLES.get(kinds[row.row], 0)
        note = words["note"].text if "note" in words else ""
        relations.append(Relation(words["kind"].text, style, other, note, players[other.uid], row.mark, row))
    for row in by_others:
        if name := names.get(row.character.page.uid):
            kind = Relationship.Kind(row.kind).inverse
            other = Words(name.title, name.url, name.uid)
            style = _STYLES.get(kind, 0)
            relations.append(Relation(kind.label, style, other, row.note, players[name.uid]))
    return relations


def named_by_others(sight, page, facts):
    """Return the Relationships that name a character but that its own `facts` do not show to the reader."""
    here, rows = sight_on(sight, page), {"relationships": facts.get("relationships", [])}
    own = {
        (row["other"], row["kind"])
        for row in visible_facts(KINDS[page.kind], rows, here)["relationships"]
        if isinstance(row.get("other"), str)  # else words
    }
    return [
        row
        for row in _relationships_to(sight, uids=[page.uid])
        if (row.character.page.uid, Relationship.Kind(row.kind).inverse) not in own
    ]


@prepared
def _relationships_to(sight, uids):
    to_page = shown_rows(sight, Relationship).filter(other__page__uid__in=uids)
    others = to_page.exclude(character__page=F("other__page")).select_related("character__page")
    return others.order_by("character__page", "pk")  # a position would tell of hidden rows before it


def _players(sight, uids):
    """Return who plays each of these characters, and the Names of all."""
    rows = _castings_of(sight, uids=uids)
    names = names_of(sight, {*uids, *(actor for _, actor, _ in rows if actor)}).by_uid
    players = defaultdict(list)
    for character, actor, actor_name in rows:
        player = names.get(actor, actor_name)
        if player and player not in players[character]:
            players[character].append(player)
    return players, names


@prepared
def _castings_of(sight, uids):
    castings = shown_rows(sight, Casting).filter(character__page__uid__in=uids)
    rows = castings.values_list("character__page__uid", "actor__page__uid", "actor_name")
    return rows.order_by("season__number", "pk")

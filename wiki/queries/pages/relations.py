"""How a character is related to others: by its own facts, and by the facts of the other characters."""

from collections import defaultdict
from dataclasses import dataclass

from wiki.facts.shown import Shown, Words
from wiki.models import Casting, Relationship
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import is_public_object, is_public_row, public_rows
from wiki.wording import mark_words

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

    `mark` is the reveal mark in words. `shown` has the sources if the page's own facts name the relation.
    """

    kind: str
    style: int
    other: Words
    note: str
    players: list[Name | str]
    mark: str
    shown: Shown | None = None


def relations_of(page, composition, facts):
    """Return the Relations of a character: those in its own `facts`, then those that only others name."""
    if page.kind != "character":
        return []
    kinds = {row["id"]: row["kind"] for row in facts.get("relationships", [])}
    shown = composition.facts.get("relationships")
    own = [row for row in shown.values if "other" in row.words] if shown else []
    by_others = named_by_others(Relationship.objects.all(), page, facts)
    uids = {row.words["other"].uid for row in own} | {row.character.page.uid for row in by_others}
    players, names = _players(uids)
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
            mark = mark_words(row.shown_from, row.shown_until)
            style = _STYLES.get(kind, 0)
            relations.append(Relation(kind.label, style, other, row.note, players[name.uid], mark))
    return relations


def named_by_others(relationships, page, facts):
    """Return those of `relationships`, a queryset, that name a character but not in its own `facts`.

    A hidden row of its own does not replace a public one of others.
    """
    rows = [row for row in facts.get("relationships", []) if isinstance(row.get("other"), str)]  # else words
    own = {(row["other"], row["kind"]) for row in rows}
    public = {(row["other"], row["kind"]) for row in rows if is_public_row(row)}
    to_page = relationships.filter(other__page__uid=page.uid).exclude(character__page__uid=page.uid)
    return [
        row
        for row in to_page.select_related("character__page")
        if (row.character.page.uid, Relationship.Kind(row.kind).inverse)
        not in (public if is_public_object(row) else own)
    ]


def _players(uids):
    """Return who plays each of these characters, and the Names of all."""
    castings = public_rows(Casting).filter(character__page__uid__in=uids).order_by("season__number", "pk")
    rows = list(castings.values_list("character__page__uid", "actor__page__uid", "actor_name"))
    names = names_of({*uids, *(actor for _, actor, _ in rows if actor)}).by_uid
    players = defaultdict(list)
    for character, actor, actor_name in rows:
        player = names.get(actor, actor_name)
        if player and player not in players[character]:
            players[character].append(player)
    return players, names

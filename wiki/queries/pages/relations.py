"""How a character is related to others: as its own facts say, and as the facts of the others say."""

from collections import defaultdict
from dataclasses import dataclass

from wiki.facts.shown import Shown, Words
from wiki.models import Casting, Relationship
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import public_rows
from wiki.wording import mark_words

# How the lines of a map tell kinds apart: solid 0, dashed 1, dotted 2, double 3.
_FRIENDSHIP, _FORMER, _FAMILY = 1, 2, 3
_STYLES = {
    Relationship.Kind.FRIEND: _FRIENDSHIP,
    Relationship.Kind.FORMER_PARTNER: _FORMER,
    Relationship.Kind.SIBLING: _FAMILY,
    Relationship.Kind.PARENT: _FAMILY,
    Relationship.Kind.CHILD: _FAMILY,
}


@dataclass(frozen=True)
class Relation:
    """One line: `kind` in words, to whom, and who plays them. `style` is that of its line in a map.

    `mark` hides it from who has not watched so far; `shown` has the sources of the page's own facts.
    """

    kind: str
    style: int
    other: Words
    note: str
    players: list[Name | str]
    mark: str
    shown: Shown | None


def relations_of(page, composition, facts):
    """Return the Relations of a character: its own, which `facts` hold, then what only others say of it.

    Other pages have none. `page` may be unsaved.
    """
    if page.kind != "character":
        return []
    kinds = {row["id"]: row["kind"] for row in facts.get("relationships", [])}
    fact = composition.facts.get("relationships")
    own = fact.values if fact else []
    said = {(row.words["other"].uid, kinds[row.row]) for row in own if "other" in row.words}
    columns = ("character__page__uid", "kind", "note", "shown_from", "shown_until")
    rows = Relationship.objects.filter(other__page__uid=page.uid).exclude(character__page__uid=page.uid)
    others = [
        row for row in rows.values_list(*columns) if (row[0], Relationship.Kind(row[1]).inverse) not in said
    ]
    uids = {uid for uid, *_rest in (*said, *others)}
    players, names = _players(uids)
    lines = [_own(row, kinds[row.row], players) for row in own if "other" in row.words]
    return lines + [_said_by(names[row[0]], row, players) for row in others if row[0] in names]


def _own(row, kind, players):
    other = row.words["other"]
    note = row.words["note"].text if "note" in row.words else ""
    return Relation(
        row.words["kind"].text, _STYLES.get(kind, 0), other, note, players[other.uid], row.mark, row
    )


def _said_by(name, row, players):
    uid, kind, note, start, end = row
    words = Words(name.title, name.url, uid=uid)
    inverse = Relationship.Kind(kind).inverse
    return Relation(
        inverse.label, _STYLES.get(inverse, 0), words, note, players[uid], mark_words(start, end), None
    )


def _players(uids):
    """Return who plays each of these characters, and the Names of all."""
    castings = public_rows(Casting).filter(character__page__uid__in=uids).order_by("season__number")
    rows = list(castings.values_list("character__page__uid", "actor__page__uid", "actor_name"))
    names = names_of({*uids, *(actor for _, actor, _ in rows if actor)}).by_uid
    players = defaultdict(list)
    for character, actor, words in rows:
        player = names.get(actor, words)
        if player and player not in players[character]:
            players[character].append(player)
    return players, names

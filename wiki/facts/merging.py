"""What two people made of one page, put together: facts value by value and row by row, words by passage."""

from dataclasses import dataclass
from hashlib import sha256

from wiki.text.digests import in_bytes
from wiki.text.merges import Clash as TextClash
from wiki.text.merges import merge_texts, settle, whole_text

_MAX_ID_LENGTH = 40
_MARK = ("show", "from", "until")  # together they say to whom a row is shown


@dataclass(frozen=True)
class FactClash:
    """A value or a row that both have changed, each in their own way; None for who took it away.

    `key` begins with the place, `released` or `casting-r1`, and stays while base and theirs do: a choice is
    for what was seen, not for what is saved after it. What only one of them changed is the same in both.
    """

    key: str
    theirs: dict | None
    mine: dict | None
    may_be_both: bool

    @property
    def name(self):
        """The name of the fact."""
        return self.key.partition("-")[0]


@dataclass(frozen=True)
class Merge:
    """Both halves of a page put together. Where `clashes` are left, `body` and `facts` have mine."""

    body: str
    facts: dict
    text_clashes: list[TextClash]
    fact_clashes: list[FactClash]

    @property
    def clashes(self):
        return [*self.fact_clashes, *self.text_clashes]


def merge_contents(kind, base, theirs, mine, choices=None):
    """Return the Merge of what two made of `base`; each side is (body, facts in normal form).

    `choices` says for the key of a clash which side it shall be (wiki.text.merges.CHOICES).
    """
    choices = choices or {}
    parts = settle(merge_texts(base[0], theirs[0], mine[0]), choices)
    facts, fact_clashes = merge_facts(kind, base[1], theirs[1], mine[1], choices)
    text_clashes = [part for part in parts if isinstance(part, TextClash)]
    return Merge(whole_text(parts, "mine"), facts, text_clashes, fact_clashes)


def merge_facts(kind, base, theirs, mine, choices):
    """Return the facts that three sets of facts of a kind make, and the FactClashes that are left."""
    merging = _Merging(choices)
    facts = {
        name: merging.holder(name, base.get(name), theirs.get(name), mine.get(name)) for name in kind.columns
    }
    for rows in kind.rows:
        facts[rows.name] = merging.rows(
            rows.name, *(side.get(rows.name, []) for side in (base, theirs, mine))
        )
    return {name: fact for name, fact in facts.items() if fact}, merging.clashes


class _Merging:
    def __init__(self, choices):
        self.choices = choices
        self.clashes = []
        self.beside = {}  # rows of mine that shall stand beside theirs

    def holder(self, place, base, theirs, mine, is_row=False):
        """Return one value or row with all that hangs on it, or None when it is taken away."""
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        key = f"{place}-{sha256(in_bytes([base, theirs])).hexdigest()[:12]}"
        if theirs is not None and mine is not None:
            theirs, mine = _both_ways(base or {}, theirs, mine)
            if theirs == mine:
                return mine
        return self.chosen(place, FactClash(key, theirs, mine, is_row and bool(theirs and mine)))

    def chosen(self, place, clash):
        choice = self.choices.get(clash.key)
        if choice == "both" and clash.may_be_both:
            self.beside[place] = clash.mine
        elif choice not in ("theirs", "mine"):
            self.clashes.append(clash)
            return clash.mine
        return clash.mine if choice == "mine" else clash.theirs

    def rows(self, name, base, theirs, mine):
        """Return the rows of a fact: what either added is there, in an order that both would know."""
        mine = _with_ids_of_their_own(base, theirs, mine)
        sides = [{row["id"]: row for row in side} for side in (base, theirs, mine)]
        found = []
        for row_id in _order(*map(list, sides)):
            place = f"{name}-{row_id}"
            row = self.holder(place, *(side.get(row_id) for side in sides), is_row=True)
            found += [row] if row else []
            if place in self.beside:
                found.append(self.beside[place] | {"id": _free_id(row_id, {*sides[1], *sides[2]})})
        return found


def _both_ways(base, theirs, mine):
    """Return the holder with what only one changed, once with theirs and once with mine where both did."""
    if _told_to_others(base, theirs, mine):
        return theirs, mine
    with_theirs, with_mine = {}, {}
    for name in dict.fromkeys((*theirs, *mine)):
        old, their, my = (side.get(name) for side in (base, theirs, mine))
        if name == "sources":
            their = my = _merged_list(old or [], their or [], my or [])
        elif their == old:
            their = my
        elif my == old:
            my = their
        with_theirs |= {name: their} if their not in (None, []) else {}
        with_mine |= {name: my} if my not in (None, []) else {}
    return with_theirs, with_mine


def _told_to_others(base, theirs, mine):
    """Whether merging part by part could show a row to readers for whom nobody meant what it says.

    A mark and what stands behind it belong together: who changes one of them has looked at both.
    """
    marks = [{name: side[name] for name in _MARK if name in side} for side in (base, theirs, mine)]
    told = [{name: side[name] for name in side.keys() - {*_MARK, "sources"}} for side in (base, theirs, mine)]
    only_sources = [mark == marks[0] and words == told[0] for mark, words in zip(marks, told, strict=True)]
    return marks[1] != marks[2] and not any(only_sources[1:])


def _merged_list(base, theirs, mine):
    """Return what is in either list, less what one of them took away."""
    kept = [one for one in theirs if one in mine or one not in base]
    return kept + [one for one in mine if one not in base and one not in theirs]


def _with_ids_of_their_own(base, theirs, mine):
    """Give another id to a row of mine that is new, when theirs has another new one of the same id."""
    old, their = {row["id"] for row in base}, {row["id"]: row for row in theirs}
    taken = {*old, *their, *(row["id"] for row in mine)}
    renamed = []
    for row in mine:
        if row["id"] not in old and their.get(row["id"], row) != row:
            row = row | {"id": _free_id(row["id"], taken)}
            taken.add(row["id"])
        renamed.append(row)
    return renamed


def _free_id(row_id, taken):
    number = 2
    while (candidate := f"{row_id[: _MAX_ID_LENGTH - 4]}-{number}") in taken:
        number += 1
    return candidate


def _order(base, theirs, mine):
    """Return all ids in the order of whoever changed it, each new one of the other after what it follows."""
    first, second = (mine, theirs) if _reordered(base, mine) else (theirs, mine)
    order = list(first)
    for place, row_id in enumerate(second):
        if row_id in order:
            continue
        before = next((order.index(one) + 1 for one in reversed(second[:place]) if one in order), 0)
        while before < len(order) and order[before] not in second and order[before] not in base:
            before += 1
        order.insert(before, row_id)
    return order


def _reordered(base, ids):
    return [one for one in base if one in ids] != [one for one in ids if one in base]

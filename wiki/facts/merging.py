"""Merges two edits of a page: facts value by value and row by row, text by passage."""

from dataclasses import dataclass
from hashlib import sha256

from wiki.text.digests import in_bytes
from wiki.text.merges import Clash as TextClash, merge_texts, settle, whole_text

_MAX_ID_LENGTH = 40
_MARK = ("show", "from", "until")  # the parts of a row that hide it


@dataclass(frozen=True)
class FactClash:
    """A value or row that both edits changed differently. A side that removed it is None.

    What only one side changed in it is the same in `theirs` and `mine`. `key` begins with the place,
    `released` or `casting-r1`. It depends on the base and on theirs only: if these change, so does the key,
    and a choice that was made for it no longer counts.
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
    """The merged text and facts of a page. Where `clashes` are left, `body` and `facts` have mine."""

    body: str
    facts: dict
    text_clashes: list[TextClash]
    fact_clashes: list[FactClash]

    @property
    def clashes(self):
        return [*self.fact_clashes, *self.text_clashes]


def merge_contents(kind, base, theirs, mine, choices=None):
    """Return the Merge of two edits of `base`. Each side is (body, facts in normal form).

    `choices` has the chosen side, one of wiki.text.merges.CHOICES, by the key of the clash.
    """
    choices = choices or {}
    parts = settle(merge_texts(base[0], theirs[0], mine[0]), choices)
    facts, fact_clashes = merge_facts(kind, base[1], theirs[1], mine[1], choices)
    text_clashes = [part for part in parts if isinstance(part, TextClash)]
    return Merge(whole_text(parts, "mine"), facts, text_clashes, fact_clashes)


def merge_facts(kind, base, theirs, mine, choices):
    """Return the merged facts and the FactClashes that are left."""
    merging, sides = _Merging(choices), (base, theirs, mine)
    facts = {name: merging.kept(name, *(side.get(name) for side in sides))[0] for name in kind.plain}
    for rows in kind.rows:
        facts[rows.name] = merging.rows(rows.name, *(side.get(rows.name, []) for side in sides))
    return {name: fact for name, fact in facts.items() if fact}, merging.clashes


class _Merging:
    def __init__(self, choices):
        self.choices = choices
        self.clashes = []

    def kept(self, place, base, theirs, mine, is_row=False):
        """Return a list of what is kept: the merged value or row, None if it was removed, or two rows."""
        with_theirs, with_mine = _merge_parts(base, theirs, mine)
        if with_theirs == with_mine:
            return [with_mine]
        key = f"{place}-{sha256(in_bytes([base, theirs])).hexdigest()[:12]}"
        clash = FactClash(key, with_theirs, with_mine, is_row and bool(theirs and mine))
        choices = {"theirs": [with_theirs], "mine": [with_mine]}
        if clash.may_be_both:
            choices["both"] = [with_theirs, with_mine]
        if self.choices.get(key) not in choices:
            self.clashes.append(clash)
        return choices.get(self.choices.get(key), [with_mine])

    def rows(self, name, base, theirs, mine):
        """Return the merged rows of a fact, with the new rows of both sides."""
        mine = _with_free_ids(base, theirs, mine)
        sides = [{row["id"]: row for row in side} for side in (base, theirs, mine)]
        merged = []
        for row_id in _order(*map(list, sides)):
            row, *beside = self.kept(f"{name}-{row_id}", *(side.get(row_id) for side in sides), is_row=True)
            merged += [row] if row else []
            merged += [mine | {"id": _free_id(row_id, {*sides[1], *sides[2]})} for mine in beside]
        return merged


def _merge_parts(base, theirs, mine):
    """Merge what only one side changed. Return it with theirs and with mine where both changed a part."""
    if theirs == base:
        return mine, mine
    if mine == base:
        return theirs, theirs
    base = base or {}
    if theirs is None or mine is None or theirs == mine or _may_reveal(base, theirs, mine):
        return theirs, mine
    with_theirs, with_mine = {}, {}
    for name in dict.fromkeys((*theirs, *mine)):
        old, their, my = (side.get(name) for side in (base, theirs, mine))
        if name == "sources":
            old, their, my = old or [], their or [], my or []
            kept = [source for source in their if source in my or source not in old]
            their = my = kept + [source for source in my if source not in old and source not in their]
        elif their == old:
            their = my
        elif my == old:
            my = their
        with_theirs |= {name: their} if their not in (None, []) else {}
        with_mine |= {name: my} if my not in (None, []) else {}
    return with_theirs, with_mine


def _may_reveal(base, theirs, mine):
    """Return whether merging the parts of a row could reveal a spoiler.

    It could if the sides differ in their marks and each changed more than sources: the merged row could have
    the text of one side and the weaker mark of the other.
    """
    sides = [{name: side[name] for name in side.keys() - {"sources"}} for side in (base, theirs, mine)]
    return any(theirs.get(name) != mine.get(name) for name in _MARK) and sides[0] not in sides[1:]


def _with_free_ids(base, theirs, mine):
    """Return my rows, with another id for a new row of mine if a new row of theirs has the same id."""
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
    """Return all ids in the order of the side that changed it, with new ids of the other side in between."""
    was_reordered = [row for row in base if row in mine] != [row for row in mine if row in base]
    first, second = (mine, theirs) if was_reordered else (theirs, mine)
    order = list(first)
    for place, row_id in enumerate(second):
        if row_id in order:
            continue
        index = next((order.index(row) + 1 for row in reversed(second[:place]) if row in order), 0)
        while index < len(order) and order[index] not in second and order[index] not in base:
            index += 1
        order.insert(index, row_id)
    return order

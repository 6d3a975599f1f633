"""Matches the parts of two texts: equal tokens, changed blocks and moved blocks."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from diff_match_patch import diff_match_patch

CHANGED_SIMILARITY = 0.5
MOVED_SIMILARITY = 0.8
MAX_EFFORT = 1_000_000  # pairs of tokens to compare, which takes about a second at worst

Pair = tuple[int, int]  # an index in the old sequence and the matching one in the new sequence

# White space, one punctuation mark, or a run of anything else: accents stay with their letters, and an
# emoji stays in one piece.
_MARK = r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u303f"
WORD = re.compile(rf"\s+|[{_MARK}]|[^\s{_MARK}]+")
_LETTERS = re.compile(rf"[^\s{_MARK}]+")

_engine = diff_match_patch()
_engine.Diff_Timeout = 0  # no time limit: Effort bounds the work


@dataclass
class Effort:
    """How much exact search one comparison has left."""

    left: int = MAX_EFFORT

    def allows(self, cost: int) -> bool:
        """Spend `cost` if that much is left. Return whether it was."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


def match_tokens(old: list[str], new: list[str], effort: Effort) -> list[Pair]:
    """Return pairs of equal tokens, in order. Tokens that occur once on each side are matched first."""
    anchors, pairs = _longest_chain(_only_places(enumerate(old), enumerate(new))), []
    for (i, j), end in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        if end != (i + 1, j + 1):
            pairs += _match_between(old, new, (i + 1, j + 1), end, effort)
        pairs.append(end)
    return pairs[:-1]


def _only_places(old, new):
    """Return the pairs of places of tokens that occur once on each side. A side is (place, token) pairs."""
    places = []
    for side in (list(old), list(new)):
        counts = Counter(map(itemgetter(1), side))
        places.append({token: place for place, token in side if counts[token] == 1})
    return [(i, places[1][token]) for token, i in places[0].items() if token in places[1]]


def _longest_chain(pairs):
    """Return the longest chain of pairs whose new places are in order. `pairs` are in order of old places."""
    ends = []  # for each length, the last pair of the best chain
    before = {}
    for pair in pairs:
        length = bisect_left(ends, pair[1], key=itemgetter(1))
        before[pair] = ends[length - 1] if length else None
        ends[length : length + 1] = [pair]
    chain = ends[-1:]
    while chain and before[chain[-1]]:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _match_between(old, new, start, end, effort):
    (i, j), (old_end, new_end) = start, end
    head, tail = [], []
    while i < old_end and j < new_end and old[i] == new[j]:
        head.append((i, j))
        i, j = i + 1, j + 1
    while i < old_end and j < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        tail.append((old_end, new_end))
    middle = _match_middle(old[i:old_end], new[j:new_end], effort) if i < old_end and j < new_end else []
    return [*head, *((i + x, j + y) for x, y in middle), *reversed(tail)]


def _match_middle(old, new, effort):
    """Let the engine match tokens, as one letter each. Tokens on only one side cost nothing."""
    letters = {token: chr(number) for number, token in enumerate(set(old) & set(new))}
    old_places = [place for place, token in enumerate(old) if token in letters]
    new_places = [place for place, token in enumerate(new) if token in letters]
    if not effort.allows(len(old_places) * len(new_places)):
        return []
    old_letters = "".join(letters[old[place]] for place in old_places)
    new_letters = "".join(letters[new[place]] for place in new_places)
    pairs, i, j = [], 0, 0
    for operation, text in _engine.diff_main(old_letters, new_letters, False):
        if operation == _engine.DIFF_EQUAL:
            pairs += zip(old_places[i : i + len(text)], new_places[j : j + len(text)], strict=True)
        i += len(text) if operation != _engine.DIFF_INSERT else 0
        j += len(text) if operation != _engine.DIFF_DELETE else 0
    return pairs


def find_partners(old: list[str], new: list[str], same: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of blocks that changed in place, and the pairs of blocks that moved.

    `same` are the pairs of equal blocks, in order. They divide the rest into gaps.
    """
    edges = [(-1, -1), *same, (len(old), len(new))]
    gaps = [(range(a + 1, c), range(b + 1, d)) for (a, b), (c, d) in pairwise(edges)]
    gap_of_old = {place: gap for gap, (places, _) in enumerate(gaps) for place in places}
    gap_of_new = {place: gap for gap, (_, places) in enumerate(gaps) for place in places}
    old_words = {place: _words(old[place]) for place in gap_of_old}
    new_words = {place: _words(new[place]) for place in gap_of_new}
    opposite = {pair for olds, news in gaps for pair in zip(olds, news, strict=False)}
    candidates = opposite | _sharing_telling_words(old_words, new_words)
    likeness = {(i, j): _similarity(old_words[i], new_words[j]) for i, j in candidates}
    in_place = {(i, j) for i, j in likeness if gap_of_old[i] == gap_of_new[j]}
    may_move = {pair for pair, value in likeness.items() if value >= MOVED_SIMILARITY}
    may_change = {pair for pair in in_place if likeness[pair] >= CHANGED_SIMILARITY}
    pairs = _best_pairs(may_move | may_change, likeness)
    changed = _longest_chain(pair for pair in pairs if pair in in_place)
    return changed, sorted(may_move.intersection(pairs).difference(changed))


def _words(text):
    return Counter(word for word in _LETTERS.findall(text) if word[0].isalnum())


def _sharing_telling_words(old, new):
    """Pair each old block with the new block that shares most words with it that no other block has."""
    old, new = ([(place, word) for place, words in blocks.items() for word in words] for blocks in (old, new))
    votes = Counter(_only_places(old, new)).most_common()
    return set({i: (i, j) for (i, j), _ in reversed(votes)}.values())


def _similarity(old, new):
    """Return the share of letters of two blocks, 0 to 1, that are in words of both."""
    smaller, larger = sorted((old, new), key=len)
    return 2 * _letters(smaller & larger) / (_letters(old) + _letters(new) or 1)


def _letters(words):
    return sum(len(word) * count for word, count in words.items())


def _best_pairs(pairs, likeness):
    """Give each block at most one partner. The most similar pairs come first, then the nearest."""
    best, taken_old, taken_new = [], set(), set()
    for i, j in sorted(pairs, key=lambda pair: (-likeness[pair], abs(pair[0] - pair[1]), pair)):
        if i not in taken_old and j not in taken_new:
            best.append((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return sorted(best)

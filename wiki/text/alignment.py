"""Matches the parts of two texts: equal tokens, changed blocks and moved blocks."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import eq, itemgetter

CHANGED_SIMILARITY = 0.5
MOVED_SIMILARITY = 0.8
MAX_EFFORT = 500_000  # pairs of equal tokens to try, which takes about half a second at worst

Pair = tuple[int, int]  # an index in the old sequence and the matching one in the new sequence

# White space, one punctuation mark, or a run of anything else: accents stay with their letters, and an
# emoji stays in one piece.
_MARK = r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u303f"
WORD = re.compile(rf"\s+|[{_MARK}]|[^\s{_MARK}]+")


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
        between = _match_between(old[i + 1 : end[0]], new[j + 1 : end[1]], effort)
        pairs += [(i + 1 + x, j + 1 + y) for x, y in between]
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
    """Return the longest chain of pairs whose places are in order on both sides.

    `pairs` are in order of old places, those with the same old place from the last new place to the first.
    """
    ends = []  # for each length, the new place at which the best chain ends
    chains = [None]  # for each length from 0, the best chain, as (shorter chain, pair)
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        ends[length : length + 1] = [pair[1]]
        chains[length + 1 : length + 2] = [(chains[length], pair)]
    longest, chain = [], chains[-1]
    while chain:
        chain, pair = chain
        longest.append(pair)
    return longest[::-1]


def _match_between(old, new, effort):
    """Match what both sides start and end with, then the longest common subsequence of the rest."""
    head = _equal_at_start(old, new)
    tail = _equal_at_start(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    places = defaultdict(list)
    for j in reversed(range(head, new_end)):
        places[new[j]].append(j)
    middle = []
    if effort.allows(sum(len(places[token]) for token in old[head:old_end])):
        middle = _longest_chain((i, j) for i in range(head, old_end) for j in places[old[i]])
    start, end = [(k, k) for k in range(head)], [(old_end + k, new_end + k) for k in range(tail)]
    return start + middle + end


def _equal_at_start(old, new):
    return sum(takewhile(bool, map(eq, old, new)))


def find_partners(old: list[str], new: list[str], same: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of blocks that changed in place, and the pairs of blocks that moved.

    `same` are the pairs of equal blocks, in order. They divide the rest into gaps.
    """
    edges = [(-1, -1), *same, (len(old), len(new))]
    gaps = [(range(a + 1, c), range(b + 1, d)) for (a, b), (c, d) in pairwise(edges)]
    gap_of_old = {place: gap for gap in gaps for place in gap[0]}
    gap_of_new = {place: gap for gap in gaps for place in gap[1]}
    old_words = {place: _letters_by_word(old[place]) for place in gap_of_old}
    new_words = {place: _letters_by_word(new[place]) for place in gap_of_new}
    opposite = {pair for olds, news in gaps for pair in zip(olds, news, strict=False)}
    candidates = opposite | _sharing_telling_words(old_words, new_words)
    likeness = {(i, j): _similarity(old_words[i], new_words[j]) for i, j in candidates}
    in_place = {(i, j) for i, j in likeness if gap_of_old[i] == gap_of_new[j]}
    may_move = {pair for pair, value in likeness.items() if value >= MOVED_SIMILARITY}
    may_change = {pair for pair in in_place if likeness[pair] >= CHANGED_SIMILARITY}
    pairs = _best_pairs(may_move | may_change, likeness)
    changed = _longest_chain(pair for pair in pairs if pair in in_place)
    return changed, sorted(may_move.intersection(pairs).difference(changed))


def _letters_by_word(text):
    """Return how many letters each word has in the text."""
    counts = Counter(word for word in WORD.findall(text) if word[0].isalnum())
    return Counter({word: len(word) * count for word, count in counts.items()})


def _sharing_telling_words(old, new):
    """Pair each old block with the new block that shares most words with it that no other block has."""
    old, new = ([(place, word) for place, words in blocks.items() for word in words] for blocks in (old, new))
    votes = Counter(_only_places(old, new)).most_common()
    return set({i: (i, j) for (i, j), _ in reversed(votes)}.values())


def _similarity(old, new):
    """Return the share of letters of two blocks, 0 to 1, that are in words of both."""
    smaller, larger = sorted((old, new), key=len)
    return 2 * (smaller & larger).total() / (old.total() + new.total() or 1)


def _best_pairs(pairs, likeness):
    """Give each block at most one partner. The most similar pairs come first, then the nearest."""
    partners, taken = {}, set()
    for i, j in sorted(pairs, key=lambda pair: (-likeness[pair], abs(pair[0] - pair[1]), pair)):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return sorted(partners.items())

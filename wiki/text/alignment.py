"""Which parts of two texts belong together: equal tokens, changed blocks, moved blocks."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from diff_match_patch import diff_match_patch

CHANGED_SIMILARITY = 0.5
MOVED_SIMILARITY = 0.8
MAX_EFFORT = 1_000_000  # pairs of tokens to look at: a second or so at the very worst

Pair = tuple[int, int]  # a place in the old sequence and its counterpart in the new one

# White space, or one punctuation mark, or a run of anything else: so accents stay with their
# letters, and the parts of one emoji with each other.
_MARK = r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u303f"
WORD = re.compile(rf"\s+|[{_MARK}]|[^\s{_MARK}]+")

_engine = diff_match_patch()
_engine.Diff_Timeout = 0  # no clock: Effort is the limit


@dataclass
class Effort:
    """How much of the exact search one comparison may still do."""

    left: int = MAX_EFFORT

    def allows(self, cost: int) -> bool:
        """Spend `cost` if as much is left, and say whether it was."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


def match_tokens(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Pair]:
    """Return pairs of equal tokens, in order: those found once on each side, then the rest."""
    pairs: list[Pair] = []
    start = (0, 0)
    for anchor in [*_anchors(old, new), (len(old), len(new))]:
        pairs += _match_between(old, new, start, anchor, effort)
        pairs.append(anchor)
        start = (anchor[0] + 1, anchor[1] + 1)
    return pairs[:-1]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    old_places, new_places = _places_of_single_tokens(old), _places_of_single_tokens(new)
    return _longest_chain((i, new_places[token]) for token, i in old_places.items() if token in new_places)


def _places_of_single_tokens(tokens: Sequence[str]) -> dict[str, int]:
    counts = Counter(tokens)
    return {token: place for place, token in enumerate(tokens) if counts[token] == 1}


def _longest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """Of pairs in the order of their old places, keep the most whose new places are in order too."""
    ends: list[Pair] = []  # for each length, the pair that ends the best chain of it
    before: dict[Pair, Pair | None] = {}
    for pair in pairs:
        length = bisect_left(ends, pair[1], key=itemgetter(1))
        before[pair] = ends[length - 1] if length else None
        ends[length : length + 1] = [pair]
    chain: list[Pair] = []
    last = ends[-1] if ends else None
    while last:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _match_between(
    old: Sequence[str], new: Sequence[str], start: Pair, end: Pair, effort: Effort
) -> list[Pair]:
    (i, j), (old_end, new_end) = start, end
    head: list[Pair] = []
    tail: list[Pair] = []
    while i < old_end and j < new_end and old[i] == new[j]:
        head.append((i, j))
        i, j = i + 1, j + 1
    while i < old_end and j < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
        tail.append((old_end, new_end))
    middle = _match_middle(old[i:old_end], new[j:new_end], effort) if i < old_end and j < new_end else []
    return [*head, *((i + x, j + y) for x, y in middle), *reversed(tail)]


def _match_middle(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Pair]:
    """Leave the search to the engine, which compares letters: one letter for each token.

    Tokens of one side only are left out, so that texts that share nothing cost nothing.
    """
    letters = {token: chr(number) for number, token in enumerate(set(old) & set(new))}
    old_places = [place for place, token in enumerate(old) if token in letters]
    new_places = [place for place, token in enumerate(new) if token in letters]
    if not effort.allows(len(old_places) * len(new_places)):
        return []
    old_letters = "".join(letters[old[place]] for place in old_places)
    new_letters = "".join(letters[new[place]] for place in new_places)
    pairs: list[Pair] = []
    i = j = 0
    for operation, text in _engine.diff_main(old_letters, new_letters, False):
        if operation == _engine.DIFF_EQUAL:
            pairs += zip(old_places[i : i + len(text)], new_places[j : j + len(text)], strict=True)
        i += len(text) if operation != _engine.DIFF_INSERT else 0
        j += len(text) if operation != _engine.DIFF_DELETE else 0
    return pairs


def find_partners(old: Sequence[str], new: Sequence[str], same: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of blocks that changed in their place, and of those that moved.

    `same` are the pairs of equal blocks, in order; they cut the rest into gaps.
    """
    edges = [(-1, -1), *same, (len(old), len(new))]
    gaps = [(range(a + 1, c), range(b + 1, d)) for (a, b), (c, d) in pairwise(edges)]
    gap_of_old = {place: gap for gap, (places, _) in enumerate(gaps) for place in places}
    gap_of_new = {place: gap for gap, (_, places) in enumerate(gaps) for place in places}
    old_words = {place: _words(old[place]) for place in gap_of_old}
    new_words = {place: _words(new[place]) for place in gap_of_new}
    opposite = {pair for olds, news in gaps for pair in zip(olds, news, strict=False)}
    likeness = {
        (i, j): _similarity(old_words[i], new_words[j])
        for i, j in opposite | _sharing_telling_words(old_words, new_words)
    }
    in_place = {(i, j) for i, j in likeness if gap_of_old[i] == gap_of_new[j]}
    likely = {
        pair: value
        for pair, value in likeness.items()
        if value >= (CHANGED_SIMILARITY if pair in in_place else MOVED_SIMILARITY)
    }
    pairs = _best_pairs(likely)
    changed = _longest_chain(pair for pair in pairs if pair in in_place)
    moved = set(pairs).difference(changed)
    return changed, sorted(pair for pair in moved if likeness[pair] >= MOVED_SIMILARITY)


def _words(text: str) -> Counter[str]:
    return Counter(word for word in WORD.findall(text) if word[0].isalnum())


def _sharing_telling_words(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> set[Pair]:
    """Pair each old block with the new one with which it shares most telling words.

    A word tells when it stands in one block only, on either side.
    """
    old_homes, new_homes = _only_homes(old), _only_homes(new)
    votes = Counter((home, new_homes[word]) for word, home in old_homes.items() if word in new_homes)
    return set({i: (i, j) for (i, j), _ in reversed(votes.most_common())}.values())


def _only_homes(words: dict[int, Counter[str]]) -> dict[str, int]:
    homes = Counter(word for counts in words.values() for word in counts)
    return {word: place for place, counts in words.items() for word in counts if homes[word] == 1}


def _similarity(old: Counter[str], new: Counter[str]) -> float:
    """Return which part of the letters of two blocks, 0 to 1, is in words that both have."""
    smaller, larger = sorted((old, new), key=len)
    shared = sum(len(word) * min(count, larger[word]) for word, count in smaller.items())
    return 2 * shared / (_letters(old) + _letters(new) or 1)


def _letters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _best_pairs(likeness: dict[Pair, float]) -> list[Pair]:
    """Give each block one partner at most, the most alike and the nearest first."""
    pairs: list[Pair] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for i, j in sorted(likeness, key=lambda pair: (-likeness[pair], abs(pair[0] - pair[1]), pair)):
        if i not in taken_old and j not in taken_new:
            pairs.append((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return sorted(pairs)

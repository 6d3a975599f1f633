"""Words that nobody would guess, and from when to when a reader may be told each of them."""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from itertools import count
from urllib.parse import unquote

from wiki.text.points import END_OF_SEASON, NEVER, SEASON, parse_point
from wiki.text.progress import EVERYTHING, NOTHING

BEGINNING = "zq"  # of every secret, and of no other word
LENGTH = 8  # of what comes after it
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnprstv")
_HOLE = "…secret…"


@dataclass(frozen=True)
class Secret:
    """A word on a page: `place` says where it is typed. It is told to who has watched `show` to `start`.

    Nobody is told it from `until` on.
    """

    word: str
    page: str
    place: str
    show: str
    start: int
    until: int | None = None

    def is_told(self, progress):
        """Return whether a reader may be told it; `progress` is {key of a show: point}."""
        sees_all = len(progress) == 2 and set(progress.values()) == {EVERYTHING}
        point = EVERYTHING if sees_all else min(progress.get(self.show, NOTHING), NEVER - 1)
        return self.start <= point and (self.until is None or point < self.until)

    @property
    def turns(self):
        """The points at which what a reader is told of it changes, with those just before."""
        points = [point for point in (self.start, self.until) if point and point < NEVER]
        return {turn for point in points for turn in (before(point), point)}


class Secrets:
    """All secrets of a world, by word. In a twin, those that are not told at the point `upto` are longer."""

    def __init__(self, upto=EVERYTHING):
        self.by_word = {}
        self._progress = {"lantern": upto}
        self._numbers = count()
        self._pattern = re.compile(f"{BEGINNING}[b-v]{{{LENGTH}}}")

    def word(self, page, place, mark, *, until=None):
        """Return a new word. `mark` is typed before it, such as "lantern S1E2"; None can't be read."""
        number = next(self._numbers)
        secret = Secret(unused(number), page, place, *limits_of(mark), parse_point(until) if until else None)
        self.by_word[secret.word] = secret
        return secret.word if self.reaches(mark) else unused(number, 2 * LENGTH)

    def reaches(self, mark):
        """Return whether what has this mark is told at the point `upto`."""
        return Secret("", "", "", *limits_of(mark)).is_told(self._progress)

    def on(self, page):
        return [secret for secret in self.by_word.values() if secret.page == page]

    def told_in(self, text):
        """Return the words in `text`, also where it is escaped for HTML or an address."""
        whole = "\n".join((text, unescape(text), unquote(text), unescape(unquote(text))))
        return set(self._pattern.findall(whole.casefold())) & self.by_word.keys()


def unused(seed, length=LENGTH):
    """Return a word like a secret. It stands somewhere only if the seed is the number of a secret."""
    return BEGINNING + sha256(f"{seed}".encode()).hexdigest().translate(_LETTERS)[:length]


def limits_of(mark):
    """Return the key of the show and the point of a mark as it is typed, "" for none, None for a bad one."""
    *show, point = (mark or "").split(" ")
    return (show or ["lantern"])[0], NEVER if mark is None else parse_point(point) if point else NOTHING


def without(word, text):
    """Return the HTML of an answer with a hole for each time it has `word`, and for its tokens."""
    return re.sub(f'{word}|(?<=name="csrfmiddlewaretoken" value=")\\w+', _HOLE, text, flags=re.IGNORECASE)


def before(point):
    """Return the progress of who has watched everything just before `point`, in seasons of eight episodes."""
    season, episode = divmod(point, SEASON)
    if episode == END_OF_SEASON:
        return season * SEASON + 8
    if episode == 0:
        return point - 1
    return point - 1 if episode > 1 or season > 1 else NOTHING

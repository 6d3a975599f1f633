"""Spoiler marks such as `S2E5` or `orchard S2E5`, and text that only looks like a mark."""

import re
import unicodedata

from wiki.render.document import Mark
from wiki.text.points import NEVER, BadPoint, parse_point

_POINT = r"s\d{1,3}(?:e\d{1,3})?"
_SHOW_KEY = re.compile(rf"(?!{_POINT}\Z)[a-z0-9-]+")
_WRITTEN = re.compile(rf"[ \t]*((?:[\w-]+[ \t]+)?{_POINT})[ \t]*[:：][ \t]*", re.ASCII | re.IGNORECASE)
_WITHOUT_COLON = re.compile(rf"[ \t]*({_POINT})(?!\w)(\s+)?", re.ASCII | re.IGNORECASE)
_UP_TO_COLON = re.compile(r"([^\n:<>|!\x00-\x08]{1,60})[:：]")
_IN_BRACES = re.compile(r"(?<!\\)[{｛]\s*(\w[^{}｛｝\n]*)[}｝]\Z")
_LIKE_A_MARK = re.compile(r"(?i)\d|\b(?:spoilers?|seasons?|episodes?|finale)\b|\bs[xyn?]{1,3}e[xyn?]{0,3}")

PUBLIC = Mark()
UNREADABLE = Mark(start=NEVER)


def read_mark(text: str) -> Mark:
    """Return the mark that `text` names, or UNREADABLE. Never raises."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    show = words[0] if len(words) == 2 else None
    if len(words) not in (1, 2) or (show and not _SHOW_KEY.fullmatch(show)):
        return UNREADABLE
    try:
        return Mark(show=show, start=parse_point(words[-1]))
    except BadPoint:
        return UNREADABLE


def later(outer: Mark, inner: Mark) -> Mark:
    """Return the mark of text that both marks hide. Points of two shows can't be compared: UNREADABLE."""
    if outer in (PUBLIC, inner):
        return inner
    if outer.show != inner.show:
        return UNREADABLE
    return max(outer, inner, key=lambda mark: mark.start)


def read_opening(text: str) -> tuple[str, int] | None:
    """Return the mark at the start of `text`, which follows `>!`, and its length, or None without a mark.

    A mark is written `S2E5: words`; the colon may be missing. Text before a colon that only looks like a mark
    (a digit, "season", "SxEy" and so on) gives the unreadable mark "" and the length 0, so that none of it is
    shown or lost.
    """
    if match := _WRITTEN.match(text):
        return match[1], match.end()
    match = _UP_TO_COLON.match(text)
    if match and _LIKE_A_MARK.search(unicodedata.normalize("NFKC", match[1])):
        return "", 0
    if match := _WITHOUT_COLON.match(text):
        return (match[1], match.end()) if match[2] else ("", 0)
    return None


def read_heading(text: str) -> tuple[str, str] | None:
    """Return the words of a heading and the mark at its end, as in `Season 2 {S2}`, or None without a mark.

    What only looks like a mark, such as `{SxE2}`, is the unreadable mark "", and is kept among the words.
    """
    match = _IN_BRACES.search(text)
    if not match or not _LIKE_A_MARK.search(unicodedata.normalize("NFKC", match[1])):
        return None
    return (text, "") if read_mark(match[1]) == UNREADABLE else (text[: match.start()].rstrip(), match[1])

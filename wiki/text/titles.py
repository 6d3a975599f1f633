"""Titles of pages: which are valid, which are the same, and how they are written in an address."""

import re
import unicodedata
from urllib.parse import quote

from wiki.refusals import InputRefused
from wiki.text.messages import MessageError, gettext_noop

MAX_TITLE_BYTES = 255
_TOO_LONG = gettext_noop(
    "This title is too long. A title has at most %(limit)s bytes.", limit=MAX_TITLE_BYTES
)
_NEVER_IN_A_TITLE = frozenset("#<>[]{}|\ufffd")  # the last replaces bytes that could not be read
# Joiners make one emoji or one Persian word from several characters. All other invisible characters make
# two titles look the same, or change the direction of reading.
_JOINERS = frozenset("\u200c\u200d")
_SPACES = re.compile("[_ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+")
# Letters and symbols by category, but invisible.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_TAGS = range(0xE0020, 0xE0080)  # the flags of England, Scotland and Wales are written with these


class BadTitle(MessageError, InputRefused):
    """The text can't be the title of a page."""

    status = 400


def clean_title(text: str) -> str:
    """Return `text` as a title: in NFC, with single spaces for underscores, without a slash at the end.

    Raises BadTitle if no page can have it.
    """
    title = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ").rstrip("/ ")
    if len(title.encode("utf-8", "replace")) > MAX_TITLE_BYTES:
        raise BadTitle(_TOO_LONG)
    for character in title:
        if character in _NEVER_IN_A_TITLE:
            raise BadTitle(gettext_noop("A title can't contain %(character)s", character=character))
        if not _may_stand_in_a_title(character):
            raise BadTitle(gettext_noop("A title can't contain control characters or invisible characters."))
    if not any(unicodedata.category(character)[0] in "LNPS" for character in title):
        raise BadTitle(gettext_noop("A title must contain at least one letter, digit or symbol."))
    if any(segment in ("", ".", "..") for segment in title.split("/")):
        raise BadTitle(gettext_noop("Between slashes, a title must contain more than dots."))
    return title


def title_key(text: str) -> str:
    """Return the key that all spellings of a title share: clean and case-folded. Raises BadTitle."""
    return unicodedata.normalize("NFC", clean_title(text).casefold())


def title_path(title: str) -> str:
    """Return a clean title as it is written in an address: "Who's_there%3F" for "Who's there?"."""
    return quote(title.replace(" ", "_"), safe="!$&'()*+,;=/~:@")


def _may_stand_in_a_title(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character in _JOINERS or ord(character) in _TAGS
    return category not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} and character not in _BLANKS

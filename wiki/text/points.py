"""Points of a story: how far a viewer has watched, and from when something may be told.

`S2E5` is the fifth episode of season 2; `S2` alone is the end of season 2. A point is one
whole number, so that points compare as numbers and need no episode to exist.
"""

import re

from wiki.text.messages import MessageError, gettext_noop

SEASON = 1000
END_OF_SEASON = 999
_POINT = re.compile(r"s([1-9][0-9]{0,2})(?:e([1-9][0-9]{0,2}))?", re.ASCII | re.IGNORECASE)


class BadPoint(MessageError):
    """The text is not a point of a story."""


def parse_point(text: str) -> int:
    """Return the point that `text` names: "S2E5" is 2005, "S2" is 2999.

    Raises BadPoint when it names none.
    """
    match = _POINT.fullmatch(text.strip())
    if not match or match[2] == str(END_OF_SEASON):
        raise BadPoint(gettext_noop("Enter a point such as S2E5, or S2 for the end of season 2."))
    return int(match[1]) * SEASON + int(match[2] or END_OF_SEASON)


def point_label(point: int) -> str:
    """Return how a point is written: 2005 is "S2E5", 2999 is "S2"."""
    season, episode = divmod(point, SEASON)
    return f"S{season}" if episode == END_OF_SEASON else f"S{season}E{episode}"

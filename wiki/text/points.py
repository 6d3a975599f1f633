"""Points of a story, such as how far a viewer has watched, or when a spoiler may be shown.

`S2E5` is the fifth episode of season 2, and `S2` is the end of season 2. A point is a whole number, so points
can be compared as numbers, and no episode has to exist for them.
"""

import re

from wiki.text.messages import MessageError, gettext_noop

SEASON = 1000
END_OF_SEASON = 999
_POINT = re.compile(r"s([1-9][0-9]{0,2})(?:e([1-9][0-9]{0,2}))?", re.ASCII | re.IGNORECASE)


class BadPoint(MessageError):
    """The text is not a point of a story."""


def parse_point(text: str) -> int:
    """Return the point that `text` names: 2005 for "S2E5", 2999 for "S2". Raises BadPoint."""
    match = _POINT.fullmatch(text.strip())
    if not match or match[2] == str(END_OF_SEASON):
        raise BadPoint(gettext_noop("Enter a point such as S2E5, or S2 for the end of season 2."))
    return int(match[1]) * SEASON + int(match[2] or END_OF_SEASON)


def point_label(point: int) -> str:
    """Return a point as it is written: "S2E5" for 2005, "S2" for 2999."""
    season, episode = divmod(point, SEASON)
    return f"S{season}" if episode == END_OF_SEASON else f"S{season}E{episode}"

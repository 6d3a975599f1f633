"""Points of a story, such as how far a viewer has watched, or when a spoiler may be shown.

`S2E5` is the fifth episode of season 2, and `S2` is the end of season 2. `S2E0` is between seasons 1 and 2,
the place of a special or a film. A point is a whole number, so points can be compared as numbers, and no
episode has to exist for them.
"""

import re

from wiki.text.messages import MessageError, gettext_noop

SEASON = 1000
END_OF_SEASON = 999
# Later than every point that can be written: such text stays hidden until a reader's progress is `all`.
NEVER = 1000 * SEASON
EVERYBODY = "everybody"  # written instead of a point: nothing need be watched
_POINT = re.compile(r"s([0-9]{1,3})(?:e([0-9]{1,3}))?", re.ASCII | re.IGNORECASE)


class BadPoint(MessageError):
    """The text is not a point of a story."""


def parse_point(text: str) -> int:
    """Return the point that `text` names: 2005 for "S2E5" or "S02E05", 2999 for "S2". Raises BadPoint."""
    match = _POINT.fullmatch(text.strip())
    if not match or not int(match[1]) or match[2] == str(END_OF_SEASON):
        raise BadPoint(gettext_noop("Enter a point such as S2E5, or S2 for the end of season 2."))
    return int(match[1]) * SEASON + int(match[2] or END_OF_SEASON)


def point_label(point: int) -> str:
    """Return a point as it is written: "S2E5" for 2005, "S2" for 2999."""
    season, episode = divmod(point, SEASON)
    return f"S{season}" if episode == END_OF_SEASON else f"S{season}E{episode}"


def point_before(point: int) -> int:
    """Return the point just before a season or an episode begins: 2004 for 2005, 1999 for 2001 and for 2999.

    Before the first season, that is 0.
    """
    season, episode = divmod(point, SEASON)
    if 1 < episode < END_OF_SEASON:
        return point - 1
    return (season - 1) * SEASON + END_OF_SEASON if season > 1 else 0

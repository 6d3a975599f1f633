"""Where a page will belong that is not saved yet; see wiki.actions.pages.shows."""

from contextlib import suppress
from copy import copy

from wiki.facts.written import bare_title
from wiki.queries.titles.lookup import find_page
from wiki.text.points import BadPoint, parse_point, point_label


def placed(page, typed):
    """Return a copy of `page` with the show and the point that facts give it, `typed` as {name: text}."""
    page, names = copy(page), [typed.get(name) for name in ("show", "season", "first_appearance")]
    if above := find_page(bare_title(next(filter(None, names), ""))):
        page.about_id = above.about_id
        with suppress(BadPoint):
            start = f"{point_label(above.point)}E" if above.point else "S"
            page.point = parse_point(start + typed.get("number", ""))
    return page

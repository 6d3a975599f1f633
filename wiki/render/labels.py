"""The words of the interface on a joined page."""

from collections.abc import Callable
from dataclasses import dataclass

from wiki.render.document import Piece


@dataclass(frozen=True)
class Labels:
    """Labels in the language of the reader, as plain text (wiki.wording makes them).

    `note` has a place for %(number)s, `edit_section` for %(heading)s. `spoiler` is on a closed box,
    `spoiler_link` stands in the text and leads to a box further down.
    """

    table: str
    footnotes: str
    spoilers: str
    categories: str
    note: str
    back: str
    edit: str
    edit_section: str
    spoiler: Callable[[Piece], str]
    spoiler_link: Callable[[Piece], str]

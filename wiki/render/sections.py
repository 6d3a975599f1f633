"""The part of a body that a heading names: from the heading to the next of its level or a higher one."""

import re
from itertools import accumulate

from wiki.render.compiler import compile_body

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")


def section_of(body: str, anchor: str) -> slice | None:
    """Return where in `body` the section stands whose heading has `anchor` on the page, or None.

    Levels count as they are written. Raises TooComplex.
    """
    headings = [heading for heading in compile_body(body).headings if heading.line is not None]
    for number, heading in enumerate(headings):
        if heading.anchor == anchor:
            later = (one.line for one in headings[number + 1 :] if one.written_level <= heading.written_level)
            starts = [0, *accumulate(len(line) for line in _LINE.findall(body))]
            return slice(starts[heading.line], starts[next(later, -1)])
    return None


def replace_section(body: str, anchor: str, text: str) -> str | None:
    """Return `body` with `text` in the place of that section, or None when there is none.

    What follows begins after an empty line, so that it can't run into `text`. Raises TooComplex.
    """
    section = section_of(body, anchor)
    if section is None:
        return None
    before, old, after = body[: section.start], body[section], body[section.stop :]
    if text.rstrip() == old.rstrip():
        return body
    if after and text.strip():
        text = text.rstrip() + "\n\n"
    return before + text + after

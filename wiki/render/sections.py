"""Sections of a body: a heading with the text up to the next heading of its level or a higher one."""

import re
from itertools import accumulate

from wiki.render.compiler import compile_body

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")


def section_of(body: str, anchor: str) -> slice | None:
    """Return where in `body` the section is whose heading has `anchor`, or None if there is none.

    Levels are those that are written in the body. Raises TooComplex.
    """
    headings = [heading for heading in compile_body(body).headings if heading.line is not None]
    for number, heading in enumerate(headings):
        if heading.anchor == anchor:
            level, later = heading.written_level, headings[number + 1 :]
            end = next((after.line for after in later if after.written_level <= level), -1)
            starts = [0, *accumulate(len(line) for line in _LINE.findall(body))]
            return slice(starts[heading.line], starts[end])
    return None


def replace_section(body: str, anchor: str, text: str) -> str | None:
    """Return `body` with `text` instead of that section, or None if there is no such section.

    The text after it starts after an empty line, so that both stay apart. Raises TooComplex.
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

"""Sections of a body: a heading with the text up to the next heading of its level or a higher one."""

import re
from itertools import accumulate

from wiki.render.compiler import compile_body

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")


def section_of(body: str, anchor: str, below_lead: int | None = None) -> slice | None:
    """Return where in `body` the section is whose heading has `anchor`, or None if there is none.

    Levels are those that are written in the body. For `below_lead` see compile_body. Raises TooComplex.
    """
    found = compile_body(body, below_lead).headings
    headings = sorted((one for one in found if one.line is not None), key=lambda heading: heading.line)
    for number, heading in enumerate(headings):
        if heading.anchor == anchor:
            level, later = heading.written_level, headings[number + 1 :]
            end = next((after.line for after in later if after.written_level <= level), -1)
            starts = [0, *accumulate(len(line) for line in _LINE.findall(body))]
            return slice(starts[heading.line], starts[end])
    return None


def replace_section(body: str, anchor: str, text: str, below_lead: int | None = None) -> str | None:
    """Return `body` with `text` instead of that section, or None if there is no such section.

    The text after it starts after an empty line, so that both stay apart. Raises TooComplex.
    """
    section = section_of(body, anchor, below_lead)
    if section is None:
        return None
    before, old, after = body[: section.start], body[section], body[section.stop :]
    if text.rstrip() == old.rstrip():
        return body
    if after and text.strip():
        text = text.rstrip() + "\n\n"
    return before + text + after

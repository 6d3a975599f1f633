"""What an editor is told at preview and save: one plain sentence for each thing that is probably a slip."""

from collections.abc import Iterator

from wiki.render.excerpts import Source
from wiki.render.marks import Mark
from wiki.render.outline import Draft, Outline

Warnings = list[tuple[int, str]]  # with the line, counted from 0, that each is about

_UNTIL_ALL = "it is hidden until a reader has seen all"


def sentences(
    source: Source, page: Outline, owners: dict[str, int], marks: list[Mark], found: Warnings
) -> tuple[str, ...]:
    """Return the warnings of a page in the order of its lines; `found` holds those of the parser."""
    warnings = [*found, *_about_notes(page, owners)]
    for draft, mark in zip(page.drafts[1:], marks[1:], strict=True):
        line = source.line_number(draft)
        warnings += [(line - 1, sentence) for sentence in _about_spoiler(draft, mark, line)]
    return tuple(sentence for _, sentence in sorted(warnings))


def _about_notes(page: Outline, owners: dict[str, int]) -> Iterator[tuple[int, str]]:
    for line in page.repeated:
        yield line, f"The footnote in line {line + 1} has the name of an earlier one; it is left out."
    for label, definition in page.definitions.items():
        line = definition.lines[0]
        if label not in owners and line not in page.repeated:
            yield line, f"Nothing refers to the footnote in line {line + 1}; it is not shown."


def _about_spoiler(draft: Draft, mark: Mark, line: int) -> Iterator[str]:
    if not draft.meta["closed"] and draft.inline:
        yield f"The spoiler in line {line} is never closed with !<; all to the end of its block is hidden."
    elif not draft.meta["closed"]:
        yield f"The spoiler that begins in line {line} is never closed; everything after it is hidden."
    if draft.mark.hides:
        yield f"The mark of the spoiler in line {line} can't be read; {_UNTIL_ALL}."
    elif mark.hides:
        yield f"The spoiler in line {line} can't be compared with the one around it; {_UNTIL_ALL}."

"""What an editor is told at preview and save: one plain sentence for each thing that is probably a slip."""

_UNTIL_ALL = "it is hidden until a reader has seen all"


def sentences(source, page, found: list[tuple[int, str]]) -> list[str]:
    """Return the warnings of a page by line; `found` are the parser's, each with its line from 0."""
    warnings = [*found, *_about_notes(page)]
    for draft in page.drafts[1:]:
        line = source.line_number(draft)
        warnings += [(line - 1, sentence) for sentence in _about_spoiler(draft, line)]
    return [sentence for _, sentence in sorted(warnings)]


def _about_notes(page):
    for note in page.definitions:
        line = note.lines[0]
        if note.is_repeated:
            yield line, f"The footnote in line {line + 1} has the name of another one; it is left out."
        elif note.number is None:
            yield line, f"Nothing refers to the footnote in line {line + 1}; it is not shown."


def _about_spoiler(draft, line):
    if not draft.meta["closed"] and draft.inline:
        yield f"The spoiler in line {line} is never closed with !<; all to the end of its block is hidden."
    elif not draft.meta["closed"]:
        yield f"The spoiler that begins in line {line} is never closed; everything after it is hidden."
    if draft.mark.hides:
        yield f"The mark of the spoiler in line {line} can't be read; {_UNTIL_ALL}."
    elif draft.shown.hides:
        yield f"The spoiler in line {line} can't be compared with the one around it; {_UNTIL_ALL}."

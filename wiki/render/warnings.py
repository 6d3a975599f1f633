"""Warnings that editors see at preview, about probable mistakes in the text."""

from wiki.render.outline import Note
from wiki.render.syntax.marks import UNREADABLE
from wiki.text.messages import Message, gettext_noop


def warnings_of(source, page, parser_warnings: list[Message]) -> tuple[Message, ...]:
    """Return the warnings about a page in the order of its lines."""
    warnings = [*parser_warnings, *_about_notes(page)]
    for draft in page.drafts:
        warnings += _about_spoiler(draft, source.line_number(draft))
    return tuple(sorted(warnings, key=lambda warning: dict(warning.values)["line"]))


def _about_notes(page):
    for note in (part for part in page.written if isinstance(part, Note)):
        line = note.lines[0] + 1
        if note.meta["known"][note.meta["label"]] is not note.meta:
            yield gettext_noop("Line %(line)s: another footnote with this name is shown.", line=line)
        elif note.number is None:
            yield gettext_noop("Line %(line)s: this footnote is not used, so it is not shown.", line=line)


def _about_spoiler(draft, line):
    if not draft.meta["closed"] and draft.inline:
        yield gettext_noop("Line %(line)s: spoiler without !<. The rest of its block is hidden.", line=line)
    elif not draft.meta["closed"]:
        yield gettext_noop("Line %(line)s: spoiler without :::. The rest of the page is hidden.", line=line)
    if draft.mark == UNREADABLE:
        yield gettext_noop("Line %(line)s: no readable mark, so the spoiler stays hidden.", line=line)
    elif draft.shown == UNREADABLE:
        yield gettext_noop(
            "Line %(line)s: this mark and the one around it can't be compared, so the spoiler stays hidden.",
            line=line,
        )

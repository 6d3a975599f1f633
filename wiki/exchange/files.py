"""Reads a folder of authored pages: `<kind>/<slug>.md`, earlier revisions in `<slug>.r1.md` ..."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime

from wiki.facts.kinds import KINDS

_FILE = re.compile(r"(?P<slug>[a-z0-9-]+)(?:\.r(?P<number>[1-9][0-9]*))?\.md")
_HEADER = re.compile(r"\+\+\+\n(?P<header>.*?)\n\+\+\+\n(?P<body>.*)", re.DOTALL)
# Where in the source's text a fact stands, by line: for who checks the authored files.
_FOR_AUTHORS_ONLY = "lines"


class BadFile(ValueError):
    """A file can't be read as a revision; the message names it and says why."""


@dataclass(frozen=True)
class AuthoredRevision:
    """One file. `number` counts from 1 within its page."""

    uid: str
    kind: str
    number: int
    title: str
    summary: str
    date: datetime
    facts: dict
    body: str


def read_folder(folder):
    """Return all revisions under `folder`, page by page, oldest first. Raises BadFile."""
    pages = {}
    for path in sorted(folder.glob("*/*.md")):
        match = _FILE.fullmatch(path.name)
        if path.parent.name not in KINDS or not match:
            raise BadFile(f"{path}: a page is <kind>/<slug>.md, an earlier revision <slug>.r1.md")
        numbers = pages.setdefault((path.parent.name, match["slug"]), {})
        numbers[int(match["number"] or 0)] = path
    return [one for (kind, slug), paths in pages.items() for one in _read_page(kind, slug, paths)]


def _read_page(kind, slug, paths):
    newest = paths.pop(0, None)
    if newest is None or sorted(paths) != list(range(1, len(paths) + 1)):
        raise BadFile(f"{kind}/{slug}: the revisions before {slug}.md are .r1, .r2 ... without a gap")
    ordered = [paths[number] for number in sorted(paths)] + [newest]
    return [_read_file(path, kind, slug, number) for number, path in enumerate(ordered, start=1)]


def _read_file(path, kind, slug, number):
    try:
        return _read_text(path.read_text(encoding="utf-8"), kind, slug, number)
    except KeyError as missing:
        raise BadFile(f"{path}: the header has no {missing}") from missing
    except ValueError as problem:
        raise BadFile(f"{path}: {problem}") from problem


def _read_text(text, kind, slug, number):
    match = _HEADER.fullmatch(text)
    if not match:
        raise ValueError("a page begins with a TOML header between two lines of +++")
    header = tomllib.loads(match["header"])
    date = header["date"]
    if not isinstance(date, datetime) or date.tzinfo is None:
        raise ValueError("the date of a revision is written like 2022-04-22T12:00:00Z")
    facts = _without_authors_notes(header.get("facts", {}))
    return AuthoredRevision(
        f"{kind}-{slug}", kind, number, header["title"], header["summary"], date, facts, match["body"]
    )


def _without_authors_notes(facts):
    if isinstance(facts, dict):
        return {
            name: _without_authors_notes(part) for name, part in facts.items() if name != _FOR_AUTHORS_ONLY
        }
    if isinstance(facts, list):
        return [_without_authors_notes(part) for part in facts]
    return facts

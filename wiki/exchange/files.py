"""Pages as files: reads a folder `<kind>/<slug>.md`, earlier revisions in `<slug>.r1.md` ...; writes one."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime

import tomli_w

from wiki.facts.kinds import KINDS
from wiki.queries.pages.documents import document_of
from wiki.queries.visibility import public_facts
from wiki.render.syntax.marks import mark_label

_FILE = re.compile(r"(?P<slug>[a-z0-9-]+)(?:\.r(?P<number>[1-9][0-9]*))?\.md")
_HEADER = re.compile(r"\+\+\+\n(?P<header>.*?)\n\+\+\+\n(?P<body>.*)", re.DOTALL)
# Where in the source's text a fact stands, by line: for who checks the authored files.
_FOR_AUTHORS_ONLY = "lines"


_HOLE = re.compile("\0([0-9]+)\0")


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


def public_text(title, revision):
    """Return a revision as a file: of its facts and words what is shown to everybody.

    Where words are hidden stands what hides them.
    """
    kind = KINDS[revision.page.kind]
    facts = public_facts(kind, kind.known(revision.facts))
    header = {
        "title": title,
        "kind": kind.name,
        "uid": revision.page.uid,
        "revision": revision.number,
        "date": revision.created_at,
        "facts": {name: fact for name, fact in facts.items() if fact},
    }
    document = document_of(revision)
    pieces = document.pieces
    body = _HOLE.sub(lambda match: _hidden(pieces[int(match[1])]), pieces[0].markdown)
    body = f"[hidden: {document.refusal}]" if document.refusal else body
    return f"+++\n{tomli_w.dumps(header)}+++\n{body}\n"


def _hidden(piece):
    return f"[hidden: {mark_label(piece.show, piece.start, piece.hides) or 'spoiler'}]"


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

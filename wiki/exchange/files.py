"""Pages as files: `<kind>/<slug>.md`, with earlier revisions in `<slug>.r1.md`, `<slug>.r2.md` and so on."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import tomli_w

from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in, without_pages
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.names import names_of
from wiki.queries.visibility import sight_on, visible_facts

_FILE = re.compile(r"(?P<slug>[a-z0-9-]{1,60})(?:\.r(?P<number>[1-9][0-9]*))?\.md")
_HEADER = re.compile(r"\+\+\+\n(?P<header>(?:.*?\n)??)\+\+\+\n(?P<body>.*)", re.DOTALL)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_FOR_AUTHORS_ONLY = "lines"  # the lines of the source with a fact, for checking it
_FIELDS = {
    "title": (str, "in quotation marks"),
    "summary": (str, "in quotation marks"),
    "date": (datetime, "written like 2022-04-22T12:00:00Z"),
    "facts": (dict, "written as tables such as [facts.released]"),
}


class BadFile(ValueError):
    """Files can't be read as revisions. The message has a line for each: `path:line: why`."""


@dataclass(frozen=True)
class AuthoredRevision:
    """A revision in a file. `number` counts from 1 within its page; `path` is that of the file."""

    uid: str
    kind: str
    number: int
    title: str
    summary: str
    date: datetime
    facts: dict
    body: str
    path: Path | None = None


def read_folder(folder):
    """Return all revisions under `folder`, page by page, oldest first. Raises BadFile, once for all."""
    pages, faults = {}, []
    for path in sorted(folder.glob("*/*.md")):
        match = _FILE.fullmatch(path.name)
        if path.parent.name in KINDS and match and path.is_file():
            numbers = pages.setdefault((path.parent.name, match["slug"]), {})
            numbers[int(match["number"] or 0)] = path
        else:
            faults.append(f"{path}: a page is a file <kind>/<slug>.md, an earlier revision <slug>.r1.md")
    revisions = []
    for (kind, slug), paths in pages.items():
        if sorted(paths) != list(range(len(paths))):
            faults.append(f"{kind}/{slug}: the revisions before {slug}.md are .r1, .r2 ... without a gap")
            continue
        newest = paths.pop(0)
        for number, path in enumerate([*(paths[number] for number in sorted(paths)), newest], start=1):
            try:
                revisions.append(_read_file(path, kind, slug, number))
            except BadFile as bad:
                faults.append(str(bad))
    if faults:
        raise BadFile("\n".join(faults))
    return revisions


def place_of(revision, place):
    """Return `path:line` of a place in the file of an AuthoredRevision, as line_of finds it."""
    return f"{revision.path}:{line_of(revision.path.read_text(encoding='utf-8'), place)}"


def line_of(text, place):
    """Return the number of the line of `place` in the text of an authored file.

    `place` is "title", "summary", "date", "body", or that of a fact as in wiki.facts.checking (`released`,
    `casting-r1-actor`). For a place that is not in the file, this is the line of its row or fact, or 1.
    """
    lines = text.split("\n")
    end = lines.index("+++", 1)
    if place == "body":
        return end + 2
    lines_of = _lines_of_places(lines[:end])
    while place and place not in lines_of:
        place = place.rpartition("-")[0]
    return lines_of.get(place, 1)


def text_shown(sight, title, revision):
    """Return what a reader may see of a revision as a file, with `[hidden]` in the place of hidden text."""
    page = revision.page
    kind, document = KINDS[page.kind], document_of(page, revision)
    here = sight_on(sight, page)
    facts = visible_facts(kind, kind.known(revision.facts), here, page.point)
    named = uids_in(kind, facts)
    facts = without_pages(kind, facts, named - names_of(sight, named).by_uid.keys())
    header = {"title": title, "kind": kind.name, "uid": page.uid, "revision": revision.number}
    header |= {"date": revision.created_at, "facts": {name: fact for name, fact in facts.items() if fact}}

    refusal = document.refusal
    body = f"[hidden: {refusal}]" if refusal else document.source_for(here.sees)
    return f"+++\n{tomli_w.dumps(header)}+++\n{body}\n"


def _read_file(path, kind, slug, number):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise BadFile(f"{path}:{line}: the file is not UTF-8") from problem
    match = _HEADER.fullmatch(text)
    if not match:
        raise BadFile(f"{path}:1: a page begins with a TOML header between two lines of +++")
    header = _read_header(path, match["header"])
    for name in sorted(header.keys() - _FIELDS):
        raise BadFile(f"{path}:{line_of(text, name)}: the header can't have {name!r}")
    for name, (form, words) in _FIELDS.items():
        if name not in header:
            raise BadFile(f"{path}:1: the header has no '{name}'")
        if not _fits(header[name], form):
            raise BadFile(f"{path}:{line_of(text, name)}: the {name} must be {words}")
    return AuthoredRevision(f"{kind}-{slug}", kind, number, body=match["body"], path=path, **header)


def _read_header(path, text):
    try:
        header = {"facts": {}} | tomllib.loads(text)
        return header | {"facts": _without_authors_notes(header["facts"])}
    except RecursionError as problem:
        raise BadFile(f"{path}:2: the header is nested too deeply") from problem
    except tomllib.TOMLDecodeError as problem:
        place = _TOML_PLACE.search(str(problem))
        line = int(place[1] or text.count("\n")) + 1
        raise BadFile(f"{path}:{line}: {_TOML_PLACE.sub('', str(problem))}") from problem


def _fits(value, form):
    """Whether a value of the header has this form. A date needs an offset, and exists in UTC as well."""
    if isinstance(value, datetime):
        return form is datetime and value.tzinfo is not None and 1 < value.year < 9999
    return isinstance(value, form)


def _without_authors_notes(facts):
    if isinstance(facts, dict):
        public = (item for item in facts.items() if item[0] != _FOR_AUTHORS_ONLY)
        return {name: _without_authors_notes(part) for name, part in public}
    if isinstance(facts, list):
        return [_without_authors_notes(part) for part in facts]
    return facts


def _lines_of_places(header):
    """Return {place: number of its line} for a TOML header, which begins with a line of +++."""
    lines_of = {}
    tables = [index for index, line in enumerate(header) if line.startswith("[")]
    for start, end in pairwise([0, *tables, len(header)]):
        name = header[start].split("#")[0].strip("+[] ").removeprefix("facts").removeprefix(".")
        keys = {}
        for number, line in enumerate(header[start + 1 : end], start=start + 2):
            key, _equals, value = line.partition("=")
            keys.setdefault(key.strip(), (number, value.strip("\"' ")))
        row = keys["id"][1] if "id" in keys else ""
        prefix = "-".join(filter(None, (name, row)))
        lines_of.setdefault(prefix, keys["value"][0] if "value" in keys else start + 1)
        lines_of.setdefault(name, start + 1)
        for key, (number, _value) in keys.items():
            lines_of.setdefault("-".join(filter(None, (prefix, key.removeprefix("facts.")))), number)
    return lines_of

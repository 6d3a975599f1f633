"""`[[Title#Section|label]]`, `[[Category:Name]]`, `[[:Category:Name]]` and `![[name.webp|alt|caption]]`."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from wiki.render.disguise import CLOSING, OPENING, PIPE, plain
from wiki.render.headings import anchor_of
from wiki.text.titles import BadTitle, clean_title, title_key

_LINK = re.compile(rf"\[\[([^\[\]{OPENING}{CLOSING}]+)\]\]")
_PIPE = re.compile(rf"\\?[|{PIPE}]")  # a backslash before it is a habit from other wikis' tables
_PREFIX = re.compile(r"^(category|file|help) ?: ?", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A wiki link as it is written: what Link holds, without its place."""

    kind: str
    title: str
    key: str
    section: str
    label: str | None


def install(markdown: MarkdownIt) -> None:
    """Teach `markdown` the links between pages."""
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.inline.ruler.before("link", "file_link", _file_link)
    markdown.core.ruler.push("lone_categories", _unwrap_lone_categories)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    match = _match(state, state.pos)
    if not match:
        return False
    target, *labels = _parts(match[1])
    if target.startswith("#"):
        return _take(state, match, silent, lambda: _push_section(state, target, labels))
    written = _read(target, labels)
    return bool(written) and _take(state, match, silent, lambda: _push(state, written))


def _file_link(state: StateInline, silent: bool) -> bool:
    match = _match(state, state.pos + 1) if state.src[state.pos] == "!" else None
    if not match:
        return False
    name, *labels = _parts(match[1])
    title = "File:" + _with_tidy_prefix(name).removeprefix("File:")
    written = _written("file", title, "", next(filter(None, labels), name))
    return bool(written) and _take(state, match, silent, lambda: _push(state, written))


def _match(state: StateInline, position: int) -> re.Match | None:
    return None if state.linkLevel else _LINK.match(state.src, position, state.posMax)


def _parts(words: str) -> list[str]:
    return [" ".join(plain(part).split()) for part in _PIPE.split(words)]


def _take(state: StateInline, match: re.Match, silent: bool, push) -> bool:
    if not silent:
        push()
    state.pos = match.end()
    return True


def _push(state: StateInline, written: Written) -> None:
    state.push("category" if written.kind == "category" else "wiki_link", "", 0).meta = {"link": written}


def _push_section(state: StateInline, target: str, labels: list[str]) -> None:
    section = target.removeprefix("#").strip()
    state.push("link_open", "a", 1).attrs = {"href": f"#{anchor_of(section)}"}
    state.push("text", "", 0).content = next(filter(None, labels), section or "#")
    state.push("link_close", "a", -1)


def _read(target: str, labels: list[str]) -> Written | None:
    title, _, section = target.partition("#")
    is_link = title.startswith(":")
    title = _with_tidy_prefix(title.removeprefix(":").strip())
    kind = "category" if title.startswith("Category:") and not is_link else "link"
    return _written(kind, title, section.strip(), next(filter(None, labels), None))


def _written(kind: str, title: str, section: str, label: str | None) -> Written | None:
    try:
        title = clean_title(title)
        key = title_key(title)
    except BadTitle:
        return None
    return None if key in ("category:", "file:", "help:") else Written(kind, title, key, section, label)


def _with_tidy_prefix(title: str) -> str:
    return _PREFIX.sub(lambda match: f"{match[1].capitalize()}:", title)


def _unwrap_lone_categories(state: StateCore) -> None:
    """A paragraph of nothing but categories leaves no empty paragraph behind."""
    kept: list[Token] = []
    for token in state.tokens:
        if kept and _holds_only_categories(kept[-1]) and token.type == "paragraph_close":
            kept[-1].children = [child for child in kept[-1].children if child.type == "category"]
            del kept[-2]
        else:
            kept.append(token)
    state.tokens = kept


def _holds_only_categories(token: Token) -> bool:
    types = {child.type for child in token.children or () if child.content.strip() or child.type != "text"}
    return "category" in types and types <= {"category", "softbreak", "hardbreak"}

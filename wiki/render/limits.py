"""How much is too much: cheap checks, each made as early as it can be."""

import re

from markdown_it.rules_core import StateCore

from wiki.render.document import TooComplex

MAX_BYTES = 256 * 1024
MAX_OPENERS = 5_000
MAX_TOKENS = 20_000
MAX_NESTING = 60
# What can open something that must be looked for further on, which is where a parser loses its time.
_OPENER = re.compile(r"[\[*_>]|~~|!<|:::|://")
_LINE = re.compile(r"^[ \t]*\S", re.MULTILINE)


def check_source(source: str) -> None:
    """Raise TooComplex when `source` is too large or opens too much."""
    if len(source.encode()) > MAX_BYTES:
        raise TooComplex(f"The text is larger than {MAX_BYTES // 1024} KB; split it into several pages.")
    _check_tokens(sum(1 for _ in _LINE.finditer(source)))  # a line is a token at least
    openers = sum(1 for _ in _OPENER.finditer(source))
    if openers > MAX_OPENERS:
        signs = "[, *, _, >, ~~, !<, ::: and ://"
        raise TooComplex(f"The text has {openers:,} opening signs ({signs}); {MAX_OPENERS:,} may be used.")


def check_blocks(state: StateCore) -> None:
    """Raise TooComplex when the blocks are too many, or so deep that the parser has left some out."""
    _check_tokens(len(state.tokens))
    check_depth(max((token.level for token in state.tokens), default=0) + 1)


def check_depth(depth: int) -> None:
    """Raise TooComplex when tokens of the given depth may hold more than the parser reads."""
    if depth >= MAX_NESTING:
        raise TooComplex(f"Lists, quotes and boxes are nested more than {MAX_NESTING // 2} deep.")


def check_words(state: StateCore) -> None:
    """Raise TooComplex when blocks and words together have too many tokens."""
    _check_tokens(len(state.tokens) + sum(len(token.children or ()) for token in state.tokens))


def _check_tokens(count: int) -> None:
    if count > MAX_TOKENS:
        raise TooComplex(f"The text has {count:,} parts (tokens); {MAX_TOKENS:,} may be used.")

"""How much is too much: cheap checks, each made as early as it can be."""

import re

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
    _check_count(len(_LINE.findall(source)))  # a line is a token at least
    openers = len(_OPENER.findall(source))
    if openers > MAX_OPENERS:
        signs = "[, *, _, >, ~~, !<, ::: and ://"
        raise TooComplex(f"The text has {openers:,} opening signs ({signs}); {MAX_OPENERS:,} may be used.")


def check_tokens(state):
    """Raise TooComplex when there are too many, or some so deep that the parser has left some out."""
    _check_count(len(state.tokens) + sum(len(token.children or ()) for token in state.tokens))
    check_depth(max((token.level for token in state.tokens), default=0) + 1)


def check_depth(depth: int) -> None:
    """Raise TooComplex when tokens of the given depth may hold more than the parser reads."""
    if depth >= MAX_NESTING:
        raise TooComplex(f"Lists, quotes and boxes are nested more than {MAX_NESTING // 2} deep.")


def _check_count(tokens):
    if tokens > MAX_TOKENS:
        raise TooComplex(f"The text has {tokens:,} parts (tokens); {MAX_TOKENS:,} may be used.")

"""How much is too much: cheap checks, each made as early as it can be."""

import re

from wiki.render.document import TooComplex

MAX_BYTES = 256 * 1024
MAX_OPENERS = 5_000
MAX_TOKENS = 20_000
MAX_NESTING = 60
MAX_ADDRESSES = 5_000
LONGEST_ADDRESS = 2_000
MAX_STEPS = 60_000
# What can open something that must be looked for further on, which is where a parser loses its time.
_OPENER = re.compile(r"[\[*_>]|~~|!<|:::|://")
# What may be an address without "://": each is compared with all top-level domains.
_ADDRESS = re.compile(r"\w[.@](?=\w)")
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
    addresses = len(_ADDRESS.findall(source))
    if addresses > MAX_ADDRESSES:
        signs = "dots and @ inside words, as addresses have"
        raise TooComplex(f"The text has {addresses:,} {signs}; {MAX_ADDRESSES:,} may be used.")
    if any(len(word) > LONGEST_ADDRESS and "//" in word for word in source.split()):
        raise TooComplex(f"An address in the text is longer than {LONGEST_ADDRESS:,} signs; make it shorter.")


class _Tokens(list):
    """Tokens of which there can't be too many."""

    def append(self, token):
        super().append(token)
        _check_count(len(self))


def bound_tokens(state):
    """Make the parser stop at the first token too many: one table can make a hundred thousand."""
    state.tokens = _Tokens()


def count_line(state, line, *_more):
    """Count, as a rule that takes none, a look at a line: one or more for each quote and list around it."""
    length = state.eMarks[line] - state.bMarks[line]
    return _count_steps(state, max(1, length // 50))


def count_sign(state, *_more):
    """Count, as a rule that takes none, a look at a sign: one or more for each open bracket before it."""
    return _count_steps(state, 1)


def _count_steps(state, steps):
    state.env["steps"] += steps
    if state.env["steps"] > MAX_STEPS:
        advice = "use fewer signs such as [, &, < and -, or less nesting"
        raise TooComplex(f"The text takes more than {MAX_STEPS:,} steps to read; {advice}.")
    return False


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
        raise TooComplex(f"The text has more than {MAX_TOKENS:,} parts (tokens); make several pages of it.")

"""Limits of what is compiled. Each check is cheap, and made as early as possible."""

import re

from wiki.render.document import TooComplex
from wiki.text.messages import gettext_noop

MAX_BYTES = 256 * 1024
MAX_OPENERS = 5_000
MAX_TOKENS = 20_000
MAX_NESTING = 60
MAX_ADDRESSES = 5_000
LONGEST_ADDRESS = 2_000
MAX_STEPS = 60_000
# Each can open something that the parser then looks for further on, which takes most of its time.
_OPENER = re.compile(r"[\[*_>]|~~|!<|:::|://")
# Each may be an address without "://", which the parser compares with all top-level domains.
_ADDRESS = re.compile(r"\w[.@](?=\w)")
_LINE = re.compile(r"^[ \t]*\S", re.MULTILINE)
_TOO_LARGE = gettext_noop("The text is larger than %(limit)s KB. Split this page.", limit=MAX_BYTES // 1024)
_TOO_MANY_OPENERS = gettext_noop(
    "The text has too many of the signs [, *, _, >, ~~, !<, ::: and ://. The limit is %(limit)s.",
    limit=MAX_OPENERS,
)
_TOO_MANY_ADDRESSES = gettext_noop(
    "The text has too many dots and @ inside words, as in addresses. The limit is %(limit)s.",
    limit=MAX_ADDRESSES,
)
_TOO_LONG_ADDRESS = gettext_noop(
    "An address in the text is too long. The limit is %(limit)s.", limit=LONGEST_ADDRESS
)
_TOO_MANY_STEPS = gettext_noop(
    "The text takes too long to read. Use less nesting, or fewer of the signs [, &, < and -."
)
_TOO_DEEP = gettext_noop(
    "Lists, quotes and boxes are nested too deep. The limit is %(limit)s.", limit=MAX_NESTING // 2
)
_TOO_MANY_TOKENS = gettext_noop(
    "The text has too many parts, such as paragraphs and list items. The limit is %(limit)s.",
    limit=MAX_TOKENS,
)


def check_source(source: str) -> None:
    """Raise TooComplex if `source` is too large or has too many signs that open something."""
    if len(source.encode()) > MAX_BYTES:
        raise TooComplex(_TOO_LARGE)
    _check_count(len(_LINE.findall(source)))  # each line becomes at least one token
    if len(_OPENER.findall(source)) > MAX_OPENERS:
        raise TooComplex(_TOO_MANY_OPENERS)
    if len(_ADDRESS.findall(source)) > MAX_ADDRESSES:
        raise TooComplex(_TOO_MANY_ADDRESSES)
    if any(len(word) > LONGEST_ADDRESS and "//" in word for word in source.split()):
        raise TooComplex(_TOO_LONG_ADDRESS)


class _Tokens(list):
    """A list of tokens that refuses to grow beyond the limit."""

    def append(self, token):
        super().append(token)
        _check_count(len(self))


def bound_tokens(state):
    """Make the parser stop at the first token over the limit: one table can make a hundred thousand."""
    state.tokens = _Tokens()


def count_line(state, line, *_more):
    """Count the steps of reading a line, as a rule that never matches.

    A line in quotes and lists is read once or more for each of them.
    """
    length = state.eMarks[line] - state.bMarks[line]
    return count_steps(state, steps=max(1, length // 50))


def count_steps(state, *_more, steps=1):
    """Count steps, by default that of reading one sign, as a rule that never matches.

    A sign is read once or more for each bracket that is open before it.
    """
    state.env["steps"] += steps
    if state.env["steps"] > MAX_STEPS:
        raise TooComplex(_TOO_MANY_STEPS)
    return False


def check_tokens(state):
    """Raise TooComplex if there are too many tokens, or any so deep that the parser has left some out."""
    _check_count(len(state.tokens) + sum(len(token.children or ()) for token in state.tokens))
    check_depth(max((token.level for token in state.tokens), default=0) + 1)


def check_depth(depth: int) -> None:
    """Raise TooComplex if tokens of this depth may hold more than the parser reads."""
    if depth >= MAX_NESTING:
        raise TooComplex(_TOO_DEEP)


def _check_count(tokens):
    if tokens > MAX_TOKENS:
        raise TooComplex(_TOO_MANY_TOKENS)

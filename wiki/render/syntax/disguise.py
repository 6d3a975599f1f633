"""The source before parsing: plain line ends, and spoilers disguised so that no other rule takes them.

CommonMark reads `>!` at the start of a line as a quote, and tables split `[[X|y]]` at the pipe. So the
source is disguised first: `>!` of a spoiler and `!<` become a control character and a character that
numbers them, and a pipe that is no cell border becomes another control character. Authors can't write
control characters, because `normalise` replaces them. What was disguised without need (in code, say)
gets its old look back from `plain`.
"""

import re

from wiki.render.syntax.marks import read_opening

OPENING, CLOSING, PIPE = "\x01", "\x02", "\x03"
LONGEST_OPENING = 160
_FIRST_NUMBER = 0xF0000  # the private planes 15 and 16: no rule of Markdown knows these characters
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_EDGE = re.compile(r"\\.|>!(?!<)|!<", re.DOTALL)  # what follows a backslash is no edge
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_SPOILER_LINE = re.compile(f"^[^\n]*{OPENING}[^\n]*$", re.MULTILINE)
_PIPE_OR_EDGE = re.compile(f"([{OPENING}{CLOSING}|])")
_DISGUISED_OPENING = re.compile(f"{OPENING}(.)")
_DISGUISED_CLOSING = re.compile(f"{CLOSING}.")


def normalise(body: str) -> str:
    """Return `body` with `\\n` as its only line end; control characters and half characters are U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))


def disguise(source: str) -> tuple[str, list[int]]:
    """Return the disguised source, and where in `source` each numbered `>!` and `!<` stands."""
    edges = []

    def number(match):
        sign = {">!": OPENING, "!<": CLOSING}.get(match[0])
        words = source[match.end() : match.start() + LONGEST_OPENING]
        if not sign or (sign == OPENING and not read_opening(words)):
            return match[0]
        edges.append(match.start())
        return sign + chr(_FIRST_NUMBER + len(edges) - 1)

    disguised = _WIKI_LINK.sub(lambda match: match[0].replace("|", PIPE), _EDGE.sub(number, source))
    return _SPOILER_LINE.sub(_keep_cells_whole, disguised), edges


def plain(text: str) -> str:
    """Return `text` as its author wrote it."""
    return _DISGUISED_CLOSING.sub("!<", _DISGUISED_OPENING.sub(">!", text)).replace(PIPE, "|")


def openings_in(text: str) -> set[int]:
    """Return the numbers of the `>!` that stand disguised in `text`."""
    return {edge_number(character) for character in _DISGUISED_OPENING.findall(text)}


def edge_number(character: str) -> int:
    """Return the number of a disguised edge, from the character that follows OPENING or CLOSING."""
    return ord(character) - _FIRST_NUMBER


def _keep_cells_whole(line):
    """Protect the pipes of a line that stand inside a spoiler; an unclosed one takes the rest of the line."""
    parts, depth = _PIPE_OR_EDGE.split(line[0]), 0
    for index, part in enumerate(parts):
        if part == OPENING:
            depth += 1
        elif part == CLOSING:
            depth = max(depth - 1, 0)
        elif part == "|" and depth:
            parts[index] = PIPE
    return "".join(parts)

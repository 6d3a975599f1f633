"""The source before parsing: plain line ends, and spoilers disguised so that no other rule takes them.

CommonMark reads `>!` at the start of a line as a quote, and tables split `[[X|y]]` at the pipe. So the
source is disguised first: `>!` of a spoiler and `!<` become a control character and a character that
numbers them, and a pipe that is no cell border becomes another control character. Authors can't write
control characters, because `normalise` replaces them. What was disguised without need (in code, say)
gets its old look back from `plain`.
"""

import re

from wiki.render.marks import read_opening

OPENING, CLOSING, PIPE = "\x01", "\x02", "\x03"
_FIRST_NUMBER = 0xF0000  # the private planes 15 and 16: no rule of Markdown knows these characters
LONGEST_OPENING = 160
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_EDGE = re.compile(r">(?=!)|!(?=<)")
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_SPOILER_LINE = re.compile(f"^[^\n]*{OPENING}[^\n]*$", re.MULTILINE)
_PIPE_OR_EDGE = re.compile(f"([{OPENING}{CLOSING}|])")
_OPENING = re.compile(f"{OPENING}(.)")
_DISGUISED = re.compile(f"([{OPENING}{CLOSING}]).|{PIPE}", re.DOTALL)


def normalise(body: str) -> str:
    """Return `body` with `\\n` as its only line end; control characters and half characters are U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))


def disguise(source: str) -> tuple[str, list[int]]:
    """Return the disguised source, and where in `source` each numbered `>!` and `!<` stands."""
    edges = [match.start() for match in _EDGE.finditer(source) if _is_edge(source, match.start())]
    parts, end = [], 0
    for number, start in enumerate(edges):
        sign = OPENING if source[start] == ">" else CLOSING
        parts += [source[end:start], sign, chr(_FIRST_NUMBER + number)]
        end = start + 2
    disguised = "".join([*parts, source[end:]])
    disguised = _WIKI_LINK.sub(lambda match: match[0].replace("|", PIPE), disguised)
    return _SPOILER_LINE.sub(lambda match: _keep_cells_whole(match[0]), disguised), edges


def plain(text: str) -> str:
    """Return `text` as its author wrote it."""
    return _DISGUISED.sub(_undisguise, text)


def openings_in(text: str) -> set[int]:
    """Return the numbers of the `>!` that stand disguised in `text`."""
    return {edge_number(match[1]) for match in _OPENING.finditer(text)}


def edge_number(character: str) -> int:
    """Return the number of a disguised edge, from the character that follows OPENING or CLOSING."""
    return ord(character) - _FIRST_NUMBER


def _undisguise(match: re.Match) -> str:
    return {OPENING: ">!", CLOSING: "!<", None: "|"}[match[1]]


def _is_edge(source: str, position: int) -> bool:
    if _is_escaped(source, position):
        return False
    return (
        source[position] == "!" or read_opening(source[position + 2 : position + LONGEST_OPENING]) is not None
    )


def _is_escaped(source: str, position: int) -> bool:
    start = position
    while start and source[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 1


def _keep_cells_whole(line: str) -> str:
    """Protect the pipes of a line that stand inside a spoiler; an unclosed one takes the rest of the line."""
    parts, depth = _PIPE_OR_EDGE.split(line), 0
    for index, part in enumerate(parts):
        if part == OPENING:
            depth += 1
        elif part == CLOSING:
            depth = max(depth - 1, 0)
        elif part == "|" and depth:
            parts[index] = PIPE
    return "".join(parts)

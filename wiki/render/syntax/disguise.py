"""Prepares source for the parser: normal line ends, and disguises for signs that other rules would read.

CommonMark reads `>!` at the start of a line as a quote, and tables split `[[X|y]]` at the pipe. So `>!` and
`!<` of spoilers become a control character and a character with their number, and a pipe that is not the
border of a cell becomes another control character. Authors can't write control characters, because
`normalise` replaces them. `plain` restores what was disguised in vain, such as in code.
"""

import re

from wiki.render.syntax.marks import read_opening

OPENING, CLOSING, PIPE = "\x01", "\x02", "\x03"
LONGEST_OPENING = 160
_FIRST_NUMBER = 0xF0000  # the private planes 15 and 16: no rule of Markdown reads these characters
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_EDGE = re.compile(r"\\.|>!(?!<)|!<", re.DOTALL)  # not after a backslash
# If there is another edge on its line, a `>!` without a mark is a spoiler too, but its mark was forgotten.
_OTHER_EDGE = re.compile("[^\n]*?(?:!<|>!)")
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_SPOILER_LINE = re.compile(f"^[^\n]*{OPENING}[^\n]*$", re.MULTILINE)
_PIPE_OR_EDGE = re.compile(f"([{OPENING}{CLOSING}|])")
_DISGUISED_OPENING = re.compile(f"{OPENING}(.)")
_DISGUISED_CLOSING = re.compile(f"{CLOSING}.")


def normalise(body: str) -> str:
    """Return `body` with `\\n` at the end of lines, and U+FFFD for control characters and half characters."""
    return _FORBIDDEN.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))


def disguise(source: str) -> tuple[str, list[int]]:
    """Return the disguised source, and the offset in `source` of each `>!` and `!<` by its number."""
    edges = []

    def number(match):
        sign = {">!": OPENING, "!<": CLOSING}.get(match[0])
        words = source[match.end() : match.start() + LONGEST_OPENING]
        is_text = sign == OPENING and not (read_opening(words) or _OTHER_EDGE.match(source, match.end()))
        if not sign or is_text:
            return match[0]
        edges.append(match.start())
        return sign + chr(_FIRST_NUMBER + len(edges) - 1)

    disguised = _WIKI_LINK.sub(lambda match: match[0].replace("|", PIPE), _EDGE.sub(number, source))
    return _SPOILER_LINE.sub(_keep_cells_whole, disguised), edges


def plain(text: str) -> str:
    """Return `text` without disguises, as its author wrote it."""
    return _DISGUISED_CLOSING.sub("!<", _DISGUISED_OPENING.sub(">!", text)).replace(PIPE, "|")


def openings_in(text: str) -> set[int]:
    """Return the numbers of the disguised `>!` in `text`."""
    return {edge_number(character) for character in _DISGUISED_OPENING.findall(text)}


def edge_number(character: str) -> int:
    """Return the number of a disguised `>!` or `!<`, from the character after OPENING or CLOSING."""
    return ord(character) - _FIRST_NUMBER


def _keep_cells_whole(line):
    """Disguise the pipes in the spoilers of a line. An unclosed spoiler takes the rest of the line."""
    parts, depth = _PIPE_OR_EDGE.split(line[0]), 0
    for index, part in enumerate(parts):
        if part == OPENING:
            depth += 1
        elif part == CLOSING:
            depth = max(depth - 1, 0)
        elif part == "|" and depth:
            parts[index] = PIPE
    return "".join(parts)

"""What stands in what: the page as numbered pieces (0 is the public text) and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from wiki.render.marks import PUBLIC, Mark, read_mark

Place = int | str  # the number of a piece, or the label of a note


@dataclass(frozen=True)
class Draft:
    """A piece as it is written: its own mark, what it stands in, and the lines it covers.

    `around` is the piece that it is written in, `place` the piece or note that it is shown in.
    """

    mark: Mark
    place: Place
    around: int
    lines: tuple[int, int]
    inline: bool
    meta: dict


@dataclass(frozen=True)
class Definition:
    """A footnote as it is written: its blocks, the piece around it, and its lines."""

    tokens: list[Token]
    around: int
    lines: tuple[int, int]


@dataclass
class Outline:
    """The divided page. `references` names, for each place, the notes referred to in it."""

    tokens: list[Token] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    references: list[tuple[Place, str]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)  # lines in which a label is defined once more


def outline(tokens: list[Token]) -> Outline:
    """Divide the tokens of a page, and number its spoilers in their tokens' `meta`."""
    result = Outline(drafts=[Draft(PUBLIC, 0, 0, (0, 0), False, {})])
    places: list[Place] = [0]
    blocks = [result.tokens]
    for token in tokens:
        if token.type == "footnote_reference_open":
            blocks.append(_open_note(result, places, token))
        elif token.type == "footnote_reference_close":
            blocks.pop()
            places.pop()
        else:
            blocks[-1].append(token)
            for part in _with_children(token):
                _follow(result, places, part, token)
    return result


def _open_note(result: Outline, places: list[Place], token: Token) -> list[Token]:
    label = token.meta["label"]
    if label in result.definitions:  # the first one counts; nothing can refer to this one
        result.repeated.append(token.map[0])
        label = f"{label} {token.map[0]}"
    result.definitions[label] = Definition([], _piece_around(places), tuple(token.map))
    places.append(label)
    return result.definitions[label].tokens


def _with_children(token: Token) -> Iterator[Token]:
    if token.type == "inline":
        yield from token.children or ()
    else:
        yield token


def _follow(result: Outline, places: list[Place], token: Token, block: Token) -> None:
    if token.type == "spoiler_open":
        token.meta["number"] = len(result.drafts)
        result.drafts.append(_draft(places, token, block))
        places.append(token.meta["number"])
    elif token.type == "spoiler_close":
        token.meta["number"] = places.pop()
    elif token.type == "footnote_ref":
        result.references.append((places[-1], token.meta["label"]))


def _draft(places: list[Place], token: Token, block: Token) -> Draft:
    lines = tuple(block.map or (0, 0))
    return Draft(
        read_mark(token.meta["mark"]),
        places[-1],
        _piece_around(places),
        lines,
        token is not block,
        token.meta,
    )


def _piece_around(places: list[Place]) -> int:
    return next(place for place in reversed(places) if isinstance(place, int))

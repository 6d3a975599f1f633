"""Merges two edits of one text: by lines, and by sentences where both edits changed the same line."""

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from types import SimpleNamespace

from merge3 import Merge3

from wiki.text.alignment import Effort, match_tokens

CHOICES = ("theirs", "mine", "both")
# Line ends and the spaces after sentences are tokens too: where both sides keep one, changes before it and
# after it don't clash.
_SENTENCE_END = re.compile("(\n+|(?<=[.!?…])[^\\S\n]+|(?<=[.!?…][\"'”’»)\\]])[^\\S\n]+)")
# List items, table rows, quotes, headings and boxes start a line, without an empty line before it.
_STANDS_BELOW = re.compile(r"[ \t]*(?:[-*+|>#]|:::|[0-9]+[.)])")
_FENCE = re.compile(r"[ \t>]*:{3,}[ \t]*(\w?)")  # it opens a box with a word after it, and closes one without
_MARKED = r"[{｛][^{}｛｝\n]+[}｝][ \t#]*$"  # the end of a heading with a mark
_MARKS = re.compile(rf"^[ \t>]*:{{3,}}.*|>![^:：\n]{{0,40}}|!<|{_MARKED}", re.MULTILINE)
_HEADING = re.compile(rf"[ \t>]*(?:[-*+] )*(#+)[ \t]|.*?{_MARKED}")  # one with a mark may be underlined
_EDGE = re.compile(r"(>![^:：\n]{0,40}[:：]? ?|!<)")  # the start or end of an inline spoiler


@dataclass(frozen=True)
class Clash:
    """A passage that both edits changed differently. `key` depends on `base` and `theirs` only."""

    key: str
    base: str
    theirs: str
    mine: str

    def settled(self, choice: str) -> str:
        """Return the text for a `choice`, one of CHOICES."""
        if choice != "both":
            return self.theirs if choice == "theirs" else self.mine
        begins_a_line = bool(_STANDS_BELOW.match(self.mine))
        last_line = self.theirs.rpartition("\n")[2]
        if not self.theirs or not self.mine or (begins_a_line and self.theirs.endswith("\n")):
            between = ""
        elif begins_a_line or self.theirs.endswith("\n"):
            between = "\n"
        elif "\n" in self.theirs + self.mine or _STANDS_BELOW.match(last_line):
            between = "\n\n"
        else:
            between = " "
        return self.theirs + between + self.mine


def merge_texts(base: str, theirs: str, mine: str) -> list[str | Clash]:
    """Return the parts of the merged text: text without conflict, and clashes.

    Lines end with a line feed. The work is bounded by counting (alignment.Effort): the more two long texts
    differ, the longer are the passages that are compared as one.
    """
    if theirs == mine:
        return [mine]
    effort, sides = Effort(), [f"{text}\n" for text in (base, theirs, mine)]
    split = _split_lines if _marks_differ(*sides) else lambda text: text.splitlines(keepends=True)
    parts = []
    for part in _merge(map(split, sides), effort):
        is_whole = isinstance(part, str) or _marks_differ(*part)
        parts += [part] if is_whole else _merge(map(_split_sentences, part), effort)
    return _with_keys(_joined(parts))


def settle(parts: list[str | Clash], choices: dict[str, str]) -> list[str | Clash]:
    """Return `parts` with the clashes settled for which `choices` has a choice by their key."""
    return [
        part.settled(choices[part.key])
        if isinstance(part, Clash) and choices.get(part.key) in CHOICES
        else part
        for part in parts
    ]


def whole_text(parts: list[str | Clash], choice: str) -> str:
    """Return the whole text with the same `choice` for every clash."""
    text = "".join(part if isinstance(part, str) else part.settled(choice) for part in parts)
    return text.rstrip("\n")


def _merge(sides, effort):
    """Yield the parts of a merge of three lists of tokens: a text, or the three texts of a conflict."""

    def matcher(_is_junk, old, new):
        blocks = [(i, j, 1) for i, j in match_tokens(old, new, effort)]
        return SimpleNamespace(get_matching_blocks=lambda: [*blocks, (len(old), len(new), 0)])

    for name, *groups in Merge3(*sides, sequence_matcher=matcher).merge_groups():
        texts = tuple(map("".join, groups))
        yield texts if name == "conflict" else texts[0]


def _split_lines(text):
    """Return the lines of a text, with each box, spoiler and section with a mark as one line.

    So an edit of a mark and an edit of the text that it hides are in conflict: otherwise merging them could
    reveal a spoiler. (An unclosed one hides the rest of the text, so it lasts to the end.)
    """
    groups, boxes, spoilers, section = [], 0, 0, 0
    for line in text.splitlines(keepends=True):
        section, begins = (section, False) if boxes else _follow(line, section)
        if not boxes and not spoilers and (begins or not section):
            groups.append([])
        groups[-1].append(line)
        if fence := _FENCE.match(line):
            boxes = boxes + 1 if fence[1] else max(boxes - 1, 0)
        spoilers = 0 if line.isspace() else max(spoilers + line.count(">!") - line.count("!<"), 0)
    return ["".join(lines) for lines in groups]


def _follow(line, section):
    """Return the level of the section with a mark that `line` is in, or 0, and whether a section begins.

    `section` is that of the line before.
    """
    heading = _HEADING.match(line)
    level = len(heading[1] or "#") if heading else 0
    if level and (not section or level <= section):
        return level if re.search(_MARKED, line) else 0, True
    return section, False


def _marks_differ(base, *sides):
    """Return whether a side has other marks than `base`, or shows a sentence that is hidden in `base`."""
    marks, (shown, hidden) = _MARKS.findall(base), _sentences(base)
    hidden -= shown
    return any(_MARKS.findall(side) != marks or hidden & _sentences(side)[0] for side in sides)


def _sentences(text):
    """Return the sentences that are shown, and those that a mark hides."""
    shown, hidden, boxes, spoilers, section = set(), set(), 0, 0, 0
    for line in text.splitlines():
        if fence := _FENCE.match(line):
            boxes = boxes + 1 if fence[1] else max(boxes - 1, 0)
            continue
        section = section if boxes else _follow(line, section)[0]
        spoilers = spoilers if line.strip() else 0
        for words in _EDGE.split(line):
            spoilers = max(spoilers + words.startswith(">!") - (words == "!<"), 0)
            sentences = hidden if boxes or spoilers or section else shown
            sentences.update(sentence.strip() for sentence in _SENTENCE_END.split(_EDGE.sub("", words)))
    return shown, hidden - {""}


def _split_sentences(text):
    return [token for token in _SENTENCE_END.split(text) if token]


def _joined(parts):
    """Join adjacent texts, and two conflicts with only white space between them, to be one choice."""
    joined = []
    for part in parts:
        match [*joined[-2:], part]:
            case [*_, str(), str()]:
                joined[-1] += part
            case [tuple(before), str(space), tuple()] if space.isspace():
                joined[-2:] = [tuple(map(space.join, zip(before, part, strict=True)))]
            case _:
                joined.append(part)
    return joined


def _with_keys(parts):
    counts = Counter()
    for number, part in enumerate(parts):
        if isinstance(part, tuple):
            digest = sha256("\0".join(part[:2]).encode()).hexdigest()[:12]
            counts[digest] += 1
            parts[number] = Clash(f"text-{digest}-{counts[digest]}", *part)
    return parts

"""Every kind of place in which a person can type something that may carry a mark."""

from itertools import count

WORD, ADDRESS = "words", "a web address"
NAME = "a page, or its name typed as words"
CHOICE = "one of a few words that everybody knows: the twins show whether a hidden one tells anything"

# The facts that repeat: what is typed in each column of a row.
ROWS = {
    "credits": {"job": CHOICE, "person": NAME},
    "other_names": {"name": WORD},
    "identifiers": {"database": WORD, "address": ADDRESS},
    "statements": {"label": WORD, "value": NAME},
    "relationships": {"kind": CHOICE, "other": NAME, "note": WORD},
    "appearances": {"character": NAME, "note": WORD},
    "casting": {"actor": NAME, "character": NAME, "billing": CHOICE, "note": WORD},
}
# What a row has besides: `sources` have locators, `show`, `from` and `until` are its mark.
EXTRAS = {"sources", "show", "from", "until"}
# Plain facts that are seen when what comes before the season or episode has been watched.
BEFORE = {("season", "premise"), ("episode", "premise")}
# Plain facts that are shown to everybody: they can't carry a mark (Help:Marking spoilers says so).
PUBLIC = {
    "character": {"full_name", "school", "first_appearance"},
    "episode": {"season", "number", "title", "released", "runtime"},
    "person": set(),
    "season": {"show", "number", "status", "ordered", "released", "episode_count"},
    "show": {"key", "genre", "creator", "based_on", "network", "status", "released"},
    "source": {"key", "type", "headline", "author", "publisher", "address", "published", "accessed"},
    "article": set(),
    "category": set(),
    "help": set(),
}

# What may stand in a box that is hidden. {0} is the secret.
IN_A_BOX = {
    "a paragraph": "{0} happens.",
    "strong words": "It **{0}** _happens_.",
    "a heading": "## {0} happens",
    "a heading like a public one": "## Alike\n\n{0}",
    "a list": "- one\n- {0}\n\n1. {0}",
    "a table": "| a | {0} |\n| --- | --- |\n| {0} | b |",
    "a quote": "> {0} happens.",
    "code": "Type `{0}`.",
    "a block of code": "```\n{0}\n```",
    "the words of a link": "[[Pip Russet|{0}]]",
    "a link to a section": "[[Pip Russet#{0}]]",
    "a link within the page": "[[#{0}]]",
    "a red link": "[[{0}]]",
    "a file": "![[{0}.webp|{0}|{0}]]",
    "a category": "[[Category:{0}]]",
    "the words of an external link": "[{0}](https://example.org/)",
    "the address of an external link": "[there](https://{0}.example/{0})",
    "the title of an external link": '[there](https://example.org/ "{0}")',
    "an image": "![{0}](https://example.org/{0}.png)",
    "a bare address": "<https://{0}.example/>",
    "a citation": "A fact [@times, {0}].",
    "a citation of a source that is cited nowhere else": "A fact [@gazette, {0}].",
    "a category that has a page": "{0} [[Category:Nights]]",
    "a citation of no source": "A fact [@{0}].",
    "a note": "A note[^a{1}].\n\n[^a{1}]: {0} happens.",
    "a definition": '[there][r{1}]\n\n[r{1}]: https://{0}.example/ "{0}"',
    "a definition with a public name": "[there][public]\n\n[public]: https://{0}.example/",
    "a note with a public name": "It is so[^public].\n\n[^public]: {0} happens.",
    "a hatnote": "::: hatnote\n{0} is meant.\n:::",
    "a warning": "::: warning\n{0} happens.\n:::",
    "a box of no kind": "::: boxes\n{0} happens.\n:::",
    "markup of HTML": '<b title="{0}">{0}</b>',
    "a box in it without a later mark": "::: spoiler S1E1\n{0} happens.\n:::",
}
# Where a mark may stand. {0} is the secret, {1} a number, {2} the mark.
MARKED = {
    "words in a line": "A line >!{2}: {0}!< goes on.",
    "a letter case": "A line >!{2}: **[[{0}]]**!< goes on.",
    "words in a heading": "## A heading >!{2}: {0}!<",
    "words in a list": "- A line >!{2}: {0}!<",
    "a heading that has a mark": "## A section of {0} {{{2}}}\n\nWords.\n\n## Alike\n\nWords for everybody.",
    "a section with a mark on its heading": "## A section {{{2}}}\n\n- {0} happens.\n\n# Alike",
    "a lower heading in a section with a mark": "## A section {{{2}}}\n\nWords.\n\n### Of {0}\n\n## Alike",
    "a lower heading with a mark": "## A section {{S1E1}}\n\nWords.\n\n### Of {0} {{{2}}}\n\n## Alike",
    "a section of a box": "::: note\nA line.\n\n### Of {0} {{{2}}}\n\n{0} happens.\n:::",
    "a section that is underlined": "Of {0} {{{2}}}\n---\n\n{0} happens.\n\n## Alike",
    "words in a quote": "> A line >!{2}: {0}!<",
    "words in a table": "| A cell |\n| --- |\n| >!{2}: {0}!< |",
    "a cell too many": "| A cell |\n| --- |\n| b | >!{2}: {0}!< |",
    "words in a public note": "An open note[^b{1}].\n\n[^b{1}]: In it >!{2}: {0}!<.",
    "a public note that only hidden words use": "Told >!{2}: there[^c{1}]!<.\n\n[^c{1}]: {0} happens.",
    "words in words": ">!S1E1: Something, >!{2}: {0}!<!<.",
    "words without an end": "A line >!{2}: {0} goes on.",
    "words in a list of a box": "- one\n\n  ::: spoiler {2}\n  {0}\n  :::",
    "a box in a hatnote": "::: hatnote\n::: spoiler {2}\n{0}\n:::\n:::",
    "a link whose words hide something": "[a >!{2}: {0}!<](https://example.org/)",
}
# Marks that can't be read or compared: only who wants nothing hidden, of any show, is told.
FOR_NOBODY = {
    "words with a mark that can't be read": "A line >!SxE2: {0}!< goes on.",
    "a box without a mark": "::: spoiler\n{0} happens.\n:::",
    "words without a mark": "A line >!{0}!< goes on.",
    "a section with a mark that can't be read": "## A section {{SxE2}}\n\n{0} happens.\n\n## Alike",
    "words of a show that is not there": "A line >!nowhere S1E1: {0}!< goes on.",
    "words of a show in those of another": "::: spoiler lantern S1E1\nA line >!garden S1E1: {0}!<.\n:::",
}
ELSEWHERE = {"words of another show": "A line >!garden S1E1: {0}!< goes on."}
# It hides the rest of a page, so that it comes last.
LAST = "::: spoiler {2}\n{0} happens."
# Nobody is ever shown these, on a page or as Markdown: they are in a place that is not rendered.
UNSHOWN = {"a note with a public name", "a cell too many", "an unused note"}
# Search does not look through these: they are no words of a text, or not shown as words.
UNSEARCHED = {
    *("a category", "a box below the lead", "a citation", "a citation of no source", "a definition"),
    *("a citation of a source that is cited nowhere else", "a definition with a public name"),
    *("the address of an external link", "the title of an external link"),
}
UNSEARCHED_COLUMNS = (", locator", ", address")
BOX = "::: spoiler {}\n{}\n:::"
PUBLIC_TEXT = """A first line.

## Alike

A [[Ada Marsh|link]], [there][public], a note[^public] and a source [@times, page 1].

[public]: https://example.org/public

[^public]: A public note.
"""


def text_with(secrets, page, marks, *, show="", guts=False):
    """Return text for `page` with a secret in every place, each with the next of `marks`.

    `show` is typed before each mark, with a space. If a twin `guts` it, a hidden box has its secret only.
    """
    numbers, parts = count(), [PUBLIC_TEXT]

    def filled(written, word, mark):
        return written.replace("S1E1", f"{show}S1E1").format(word, next(numbers), f"{show}{mark}")

    for place, written in IN_A_BOX.items():
        mark = next(marks)
        word = secrets.word(page, place, mark)
        inside = filled(written, word, mark)
        parts.append(BOX.format(f"{show}{mark}", word if guts and not secrets.reaches(mark) else inside))
    for place, written in MARKED.items():
        mark = next(marks)
        parts.append(filled(written, secrets.word(page, place, mark), mark))
    parts += [written.format(secrets.word(page, place, None)) for place, written in FOR_NOBODY.items()]
    parts += [
        written.format(secrets.word(page, place, "garden S1E1")) for place, written in ELSEWHERE.items()
    ]
    mark = next(marks)
    parts.append(filled(LAST, secrets.word(page, "a box without an end", mark), mark))
    return "\n\n".join(parts)

"""Measures CPU time against limits: `make bench`. It fails if a limit is exceeded."""

import random
import sys
from contextlib import suppress
from time import process_time

from tests.render.english import join
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex
from wiki.text.diffs import compare_texts
from wiki.text.merges import merge_texts

KB = 1024
WORDS = "apple bough cider dusk elder frost grove hedge ivy juniper kernel leaf moss nut orchard"
# Bodies that come close to a limit: each takes its time in another part of the parser.
TANGLED = {
    "addresses": "a.com " * 5_000,
    "mail addresses": "somebody@orchard.example " * 2_400,
    "emphasis": "*a **b** c* " * 800,
    "links": "[[Pip Russet|a]] " * 2_400,
    "brackets": "[" * 2_400 + "a" + "]" * 2_400,
    "entities": "&amp;" * 52_000,
    "lines of quotes": "> " * 25 + "a\na\n" * 4_000,
    "a table": "|a|b|c|d|\n|-|-|-|-|\n" + "|a|b|c|d|\n" * 900,
    "notes": "".join(f"a[^{number}]\n\n[^{number}]: b\n\n" for number in range(800)),
    "notes without an end": "[^a]: b\n\n" + "[^" * 2_400 + "x" * 240_000,
    "spoilers": ">!S1E1: a!< " * 1_600,
    "one long line": "apple " * 43_000,
    "hyphens": "a-b " * 60_000,
}


def prose(paragraphs):
    """Return paragraphs of words, always the same."""
    chance = random.Random(4)
    made = (
        " ".join(chance.choice(WORDS.split()) for _word in range(chance.randint(20, 120)))
        for _ in range(paragraphs)
    )
    return [f"{paragraph.capitalize()}." for paragraph in made]


def scattered(paragraphs, changes, word):
    """Return the text with so many words changed, spread over all of it."""
    changed = list(paragraphs)
    for number in range(changes):
        place = number * len(changed) // changes
        changed[place] = changed[place].replace(" ", f" {word}{number} ", 1)
    return "\n\n".join(changed)


def preview(body):
    with suppress(TooComplex):  # to be refused has to be quick too
        join(compile_body(body))


def cases():
    """Yield (what, milliseconds it may take, function)."""
    long = prose(260)
    text, theirs, mine = "\n\n".join(long), scattered(long, 200, "x"), scattered(long[:-1], 150, "y")
    size = f"{len(text) // KB} KB"
    yield f"Compare two texts of {size}", 150, lambda: compare_texts(text, theirs)
    yield f"Merge three texts of {size}", 1000, lambda: merge_texts(text, theirs, mine)
    for name, body in TANGLED.items():
        yield f"Preview of {name}, {len(body) // KB} KB", 2000, lambda body=body: preview(body)


def best_of(function, turns=3):
    times = []
    for _turn in range(turns):
        start = process_time()
        function()
        times.append((process_time() - start) * 1000)
    return min(times)


if __name__ == "__main__":
    failed = False
    for what, limit, function in cases():
        taken = best_of(function)
        failed |= taken > limit
        print(f"{what:44}{taken:7.0f} ms of {limit:5,}{'  TOO SLOW' if taken > limit else ''}", flush=True)
    sys.exit(int(failed))

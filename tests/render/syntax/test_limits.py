"""What is too much is refused with a reason; nothing overflows."""

from contextlib import suppress

import pytest

from tests.render.english import everything, join
from tests.render.nesting import read
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex

pytestmark = pytest.mark.slow

DEEP = 10_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("a" * (256 * 1024 + 1), "The text is larger than 256 KB. Split this page."),
        ("é" * (128 * 1024 + 1), "The text is larger than 256 KB. Split this page."),
        (
            "[" * 5001,
            "The text has too many of the signs [, *, _, >, ~~, !<, ::: and ://. The limit is 5,000.",
        ),
        (
            "a\n\n" * 20_001,
            "The text has too many parts, such as paragraphs and list items. The limit is 20,000.",
        ),
        (
            "- a\n" * 5000,
            "The text has too many parts, such as paragraphs and list items. The limit is 20,000.",
        ),
        (
            "| a | b |\n|---|---|\n" + "|\n" * 4000,
            "The text has too many parts, such as paragraphs and list items. The limit is 20,000.",
        ),
        (
            "me@a.example " * 2501,
            "The text has too many dots and @ inside words, as in addresses. The limit is 5,000.",
        ),
        ("//" + "a" * 1999, "An address in the text is too long. The limit is 2,000."),
        (
            "&" * 60_000,
            "The text takes too long to read. Use less nesting, or fewer of the signs [, &, < and -.",
        ),
        (">" * 100, "Lists, quotes and boxes are nested too deep. The limit is 30."),
        ("::: note\n" * 100, "Lists, quotes and boxes are nested too deep. The limit is 30."),
        (">!S1: " * 100, "Spoilers and footnotes are nested too deep. The limit is 40."),
    ],
)
def test_too_much_is_refused_with_the_reason(body, reason):
    with pytest.raises(TooComplex) as refusal:
        compile_body(body)
    assert str(refusal.value) == reason


def test_a_text_of_exactly_256_kb_is_accepted():
    assert compile_body("a" * (256 * 1024)).pieces


@pytest.mark.parametrize(
    "body",
    [
        "[" * DEEP,
        "[" * 4990,
        "[a](" * 4990,
        "![" * 4990,
        "![" * 1600 + "a" + "](b)" * 1600,
        "[[a|" * 2400,
        ">" * DEEP,
        "> " * 59 + "a",
        (">" * 40 + " a\n") * 120,
        "- " * DEEP,
        "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
        "*" * DEEP,
        "*a " * 4990,
        "*a " * 2400 + "b*" * 2400,
        "*a **b _c " * 1200,
        "~~a " * 4990,
        ">!S1: a " * 30 + "b!< " * 30,
        ">!S1: " * 4990,
        "::: foo\n" * 4990,
        "::: note\n" * 4990,
        "- ::: spoiler S1\n  a\n" * 800,
        "## a {S1}\n" * 4990,
        "- ## a {S1}\n- b\n" * 2000,
        "".join("> " * depth + "#" * (1 + depth % 6) + " a {S1}\n" for depth in range(28)) * 60,
        "## " + "{S1" * 80_000 + "}",
        ">!a" * 4990 + "b" * 200_000,
        "`a" * 9000,
        " ".join("`" * length for length in range(1, 700)),
        "<a" * 100_000,
        "&a" * 100_000,
        "\\" * 200_000 + ">!S1: x",
        "http://a.example/ " * 5000,
        "a://" * 5000,
        "@" * 200_000,
        "[a\\\n" * 4000,
        "[" + "a\n" * 20_000,
        "[a]: b\n" * 4990,
        "[^a]: b\n\n" + "[^" * 2400 + "x" * 240_000,
        "".join(f"[^{number}]: a[^{number + 1}]\n\n" for number in range(1600)) + "[^0]",
        "".join(f"[^{number}]: >!S1: [^{number + 1}]!<\n\n" for number in range(1000)) + "[^0]",
        "".join(f">!a{number} S1: [^0]!< " for number in range(600))
        + "".join(f"\n\n[^{number}]: >!S1: a!< [^{number + 1}]" for number in range(500)),
        "a[^1] >!S1: b!<\n\n[^1]: ::: spoiler S1\n    [^2]\n    \n    [^2]: c >!S2: [^1]!<\n",
        "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|a\n" * 200,
        "[@a, x; @b] " * 4000,
        "\n" * 250_000,
        "[*a* " * 2490 + "&" * 240_000,
        ("[" * 31 + "&" * 200) * 160,
        "![" * 2490 + "a" + "](b)" * 2490,
        "[a](" * 2000 + "b" * 240_000,
        "http://a.bc/a" * 4990,
        ("http://a.bc/a" * 150 + " ") * 33,
        "a.com " * 5000,
        ("a" * 60 + "@" + "b" * 60 + ".cd ") * 2080,
        "> " * 25 + "a\n" + "b\n" * 19_900,
        ("- " * 25 + "a\n") * 4900,
        "|" + "a|" * 26_000 + "\n|" + "-|" * 26_000 + "\n|a\n|a\n",
        "[" + "@a; " * 64_000 + "b]",
        "- " * 120_000 + "b",
        "- " * 28 + "-" * 200_000 + "b",
    ],
    ids=lambda body: f"{body[:12]!r}",
)
def test_hostile_text_is_refused_or_rendered_and_well_nested(body):
    """No clock is asked here: a text that makes the renderer hang hangs the suite."""
    with suppress(TooComplex):
        document = compile_body(body)
        assert read(join(document, closes=True).html).faults == []
        assert read(join(document, sees=everything).html).faults == []
        assert document.source_for(everything)


PART = """\
## Part {0}

In part {0} *Pip* walks to the orchard with [[Ada Marsh|Ada]]; nobody believes her.[@times-{0}, page {0}]
The **harvest** (see https://www.example.com/harvest/{0}.html) takes 3.5 days, from 12:30 on.[^{0}]
It is seen in [an interview](https://example.org/{0} "Ada"), & in the book: >!S1E{0}: the tree falls!<.

- Pip runs, and wins;
- then Ada:
  1. by the river,
  2. by the [[Old mill]].

| Character | Actor | Episodes | Note |
|---|---|---:|---|
| [[Pip Russet]] | [[Ada Marsh]] | {0} | new |

> "It's a quote of some words," said Mrs Quince,
> "and it has a second line."

{1}

[^{0}]: In the book it is the afternoon.

"""


def test_an_honest_article_of_more_than_200_kb_is_within_the_limits():
    words = "Critics praised it for its calm; others, e.g. the first-ever critics, called it slow. " * 13
    article = "".join(PART.format(number, words) for number in range(1, 131))
    assert len(article.encode()) > 200 * 1024
    assert len(compile_body(article).headings) == 130


def test_spoilers_that_lead_from_note_to_note_are_refused():
    body = ">!S1: [^0]!<\n\n" + "".join(f"[^{note}]: >!S1: [^{note + 1}]!<\n\n" for note in range(41))
    with pytest.raises(TooComplex, match=r"too deep\. The limit is 40"):
        compile_body(body)


def test_spoilers_and_notes_make_no_circle():
    document = compile_body("[^a]\n\n[^b]: ::: spoiler S1\n\n    [^a]: >!S2: [^b]!<\n\n    :::\n")
    assert (document.text, document.notes) == ("[^a]", ())

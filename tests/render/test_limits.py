"""What is too much is refused with a reason; nothing overflows."""

from contextlib import suppress

import pytest

from tests.render.nesting import read
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex
from wiki.render.joiner import join

DEEP = 10_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("a" * (256 * 1024 + 1), "The text is larger than 256 KB; split it into several pages."),
        ("é" * (128 * 1024 + 1), "The text is larger than 256 KB; split it into several pages."),
        (
            "[" * 5001,
            "The text has 5,001 opening signs ([, *, _, >, ~~, !<, ::: and ://); 5,000 may be used.",
        ),
        ("a\n\n" * 20_001, "The text has 20,001 parts (tokens); 20,000 may be used."),
        ("- a\n" * 5000, "The text has 25,002 parts (tokens); 20,000 may be used."),
        (">" * 100, "Lists, quotes and boxes are nested more than 30 deep."),
        ("::: note\n" * 100, "Lists, quotes and boxes are nested more than 30 deep."),
        (">!S1: " * 100, "Spoilers and footnotes stand more than 40 deep in each other."),
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
        "".join(f"[^{number}]: a[^{number + 1}]\n\n" for number in range(1600)) + "[^0]",
        "".join(f"[^{number}]: >!S1: [^{number + 1}]!<\n\n" for number in range(1000)) + "[^0]",
        "a[^1] >!S1: b!<\n\n[^1]: ::: spoiler S1\n    [^2]\n    \n    [^2]: c >!S2: [^1]!<\n",
        "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|a\n" * 200,
        "[@a, x; @b] " * 4000,
        "\n" * 250_000,
    ],
    ids=lambda body: f"{body[:12]!r}",
)
def test_hostile_text_is_refused_or_rendered_and_well_nested(body):
    """No clock is asked here: a text that makes the renderer hang hangs the suite."""
    with suppress(TooComplex):
        assert read(join(compile_body(body), {}, {}).html).faults == []


def test_spoilers_and_notes_in_a_circle_are_refused():
    body = "[^a]\n\n[^b]: ::: spoiler S1\n\n    [^a]: >!S2: [^b]!<\n\n    :::\n"
    with pytest.raises(TooComplex, match="deep in each other"):
        compile_body(body)

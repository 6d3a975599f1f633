"""For any text at all: what must hold however it is broken."""

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.examples import examples
from tests.render.english import everything, join, watched_to
from tests.render.nesting import read
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex
from wiki.render.joiner import Target

SYNTAX = [
    ">!", ">!S2E5: ", "!<", ">!S1:", ">!x S3E1: ", ">!banana 3: ", "\n::: spoiler S2E5\n", "\n::: spoiler\n",
    "\n:::\n", "\n::: note\n", "\n::: foo\n", "\n", "\n\n", " ", "- ", "  ", "> ", "1. ", "# ", "## ",
    "| a | b |\n|---|---|\n", "|", "[[", "]]", "[[X|y]]", "[", "]", "(", ")", "(/x)",
    "http://a.example/", "https://example.com", "![", "*", "**", "_", "~~", "[^1]", "[^2]", "[^1]: ",
    "\n\n[^2]: ", "[@a]", "[@a, p; @b]", "[[Category:A]]", "<b>", "<!--piece 1-->", "<!--/piece 1-->",
    "&amp;", "word ", "---\n", "===\n", "<http://x.example>", "![[f.webp|alt]]", "[[#S]]",
    "\n[r]: /x 't'\n", "[r]", '"', "'", "<script>", "javascript:alert(1)", " onclick=x ", "\r\n",
    "\x00", "\x01", "\U000f0000", "{S1}", "{S2E5}\n", "{x S3E1}", "{SxE1} ##\n", "## A {S1}\n",
]  # fmt: skip
CODE = ["`", "```\n", "~~~", "\\", "    ", "\t"]
SECRETS = [
    ">!S2E5: secret!<",
    ">!S2E5:secret *a* [[secret|secret]] [secret](http://secret.example 'secret')!<",
    ">!x S2E5: [@secret, secret] ![[secret.webp]] [[Category:Secret]] [^secret]!<",
    ">!SxEy: secret!<",
    "\n\n::: spoiler S2E5\nsecret\n\n- secret\n:::\n\n",
    "\n\n::: spoiler S2E5\n::: foo\nsecret\n:::\n## secret\n:::\n\n",
    "\n\n::: spoiler\nsecret\n\n> secret\n",
    "\n\n- ::: spoiler S1\n  secret\n- secret\n\nsecret [[secret]]\n",
    "\n\n## secret {S2E5}\nsecret\n\n### secret\n\n- secret\n\n[[Category:Secret]] [@secret]\n\n# A\n",
    "\n\nsecret {x S2E5}\n---\nsecret\n\n## A\n",
]

CODE_WITH_SECRET = re.compile("<code>[^<]*secret")  # spaces can add up to a code block

texts = st.lists(st.sampled_from(SYNTAX + CODE) | st.text(max_size=8), max_size=40).map("".join)
codeless = st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)
many = settings(examples(200), suppress_health_check=[HealthCheck.too_slow])


TARGETS = {"x": Target("/wiki/X", True, "X")}


def rendered(body):
    try:
        document = compile_body(body)
    except TooComplex:
        return None, ""
    return document, join(document, TARGETS, closes=True).html


@pytest.mark.slow
@many
@given(texts)
def test_any_text_becomes_well_nested_and_harmless_html(body):
    _, html = rendered(body)
    assert read(html).faults == []
    assert "<script" not in html


@pytest.mark.slow
@many
@given(texts, st.sampled_from(["", "S1", "S2E5", "S3"]), st.booleans())
def test_any_text_is_well_nested_for_every_reader(body, point, asks):
    document, _ = rendered(body)
    for sees in (watched_to(point), everything) if document else ():
        assert read(join(document, TARGETS, sees=sees, asks=asks).html).faults == []


@pytest.mark.slow
@many
@given(codeless, st.sampled_from(SECRETS), codeless)
def test_a_word_in_a_spoiler_stands_only_inside_details(before, secret, after):
    document, html = rendered(before + secret + after)
    reader = read(html)
    if document is None or CODE_WITH_SECRET.search(html):
        return
    assert reader.faults == []
    assert "secret" not in "".join(reader.shown).casefold()
    assert "secret" not in (document.pieces[0].html + document.text).casefold()
    assert "secret" not in document.source_for(watched_to()).casefold()
    found = (*document.links, *document.categories, *document.citations, *document.headings)
    assert not [one for one in found if one.start is None and "secret" in repr(one).casefold()]


@pytest.mark.slow
@many
@given(codeless, st.sampled_from(SECRETS), codeless)
def test_a_word_in_a_spoiler_is_not_sent_to_who_has_not_come_to_it(before, secret, after):
    document, html = rendered(before + secret + after)
    if document is None or CODE_WITH_SECRET.search(html):
        return
    for sees in (watched_to(), watched_to("S1") if "S1" not in secret else watched_to()):
        joined = join(document, sees=sees)
        assert "secret" not in repr(joined).casefold()
        assert "secret" not in document.source_for(sees).casefold()

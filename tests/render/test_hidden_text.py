"""Hidden text changes nothing that is seen before it, and nothing that a reader is given who does not see it.

The inside of each closed spoiler is replaced by one word: then all that is seen before that spoiler, and all
that such a reader is given, must stay equal, byte for byte.
"""

from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.examples import examples
from tests.render.english import join, watched_to
from tests.render.hidden import closed_spoilers, given_to, joined_before, seen_before
from tests.render.test_any_text import SECRETS, many, texts
from wiki.queries.visibility import public_prose
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex
from wiki.render.joiner import Target

CASES = sorted(Path(__file__).parent.glob("cases/*.md"))
EDGES = [(">!S2E5: ", "!<"), ("\n\n::: spoiler S2E5\n", "\n:::\n")]
MARKS = ["S1", "S1E2", "S2E5", "S3", "x S2", "banana"]
WORDS = [
    "word ", "[r] ", "[s][r] ", "[^1] ", "[^2] ", "[[A]] ", "[[Category:A]] ", "[@a] ", "[@b, p] ",
    "https://a.example ", "[t](//b.example) ", "*", "`", "~~", "[", "](", "|",
]  # fmt: skip
BLOCKS = [
    "\n\n[r]: /x 't'\n\n", "\n\n[r]: https://c.example\n\n", "\n\n[^1]: note [^2] [[B]]\n\n",
    "\n\n[^2]: other\n\n", "\n\n[^1]: a >!S3: [[C]] [^2]!<\n\n",
    "\n\n[^2]: a\n\n    ## Cast\n\n    [r]: /z\n\n",
    "\n\n## Cast\n\n", "\n\n### Cast\n\n", "\n\n#### Fate\n\n", "\n\nCast\n\n", "\n\n- item\n- item\n\n",
    "\n\n> quote\n\n", "\n\n| a | b |\n|---|---|\n| c | d |\n\n", "\n\n",
]  # fmt: skip


def inline(words):
    return st.builds(">!{}: {}!<".format, st.sampled_from(MARKS), words)


def block(blocks):
    return st.builds("\n\n::: spoiler {}\n{}\n:::\n\n".format, st.sampled_from(MARKS), blocks)


def section(blocks):
    heads = st.sampled_from(["## Cast {{{}}}", "### Fate {{{}}} ##", "Cast\nFate {{{}}}\n---", "# {{{}}}"])
    heads = st.builds(str.format, heads, st.sampled_from(MARKS))
    return st.builds("\n\n{}\n{}\n\n".format, heads, blocks)


def container(blocks):
    """Put blocks into a quote, a list or a footnote."""
    return st.builds(_put_into, st.sampled_from([("> ", "> "), ("- ", "  "), ("[^1]: ", "    ")]), blocks)


def _put_into(signs, blocks):
    first, next_lines = signs
    return "\n\n" + first + blocks.strip("\n").replace("\n", f"\n{next_lines}") + "\n\n"


public = st.lists(st.sampled_from(WORDS + BLOCKS), min_size=1, max_size=5).map("".join)
hidden_words = st.recursive(
    st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
    lambda inner: st.lists(inner | inline(inner), min_size=1, max_size=3).map("".join),
    max_leaves=3,
)
pages = st.recursive(
    public | inline(hidden_words),
    lambda inner: st.lists(
        public | block(inner) | section(inner) | container(inner), min_size=2, max_size=5
    ).map("".join),
    max_leaves=6,
)


reached = st.sampled_from(["", "S1", "S1E2", "S2E5", "S3", "S9"])

some = settings(many, max_examples=examples(500).max_examples)


def check(body):
    """Replace the inside of each closed spoiler of `body`, and compare what is seen before it."""
    try:
        spoilers, whole = list(closed_spoilers(body)), compile_body(body)
        documents = [compile_body(spoiler.body) for spoiler in spoilers]
    except TooComplex:
        return
    for spoiler, document in zip(spoilers, documents, strict=True):
        start = whole.pieces[spoiler.number].start
        assert seen_before(document, None) == seen_before(whole, None)
        assert seen_before(document, start) == seen_before(whole, start)
        assert joined_before(document, None) == joined_before(whole, None)
        assert joined_before(document, start) == joined_before(whole, start)
        for number in spoiler.around:
            assert document.pieces[number] == whole.pieces[number]
        assert document.text == whole.text


@pytest.mark.slow
@some
@given(pages)
@example("[r]\n\n::: spoiler S1\n[r]: /secret 'title'\n:::\n")
@example("[^1]\n\n::: spoiler S1\n[^1]: hidden\n:::\n\n[^1]: public\n")
@example("::: spoiler S1\n## A\n:::\n\n### B\n")
@example("::: spoiler S3\n## A\n:::\n\n::: spoiler S1\n## A\n:::\n")
@example("::: spoiler S1\n## Cast\n:::\n\nCast\n")
@example("::: spoiler S1\n[@a]\n:::\n\n::: spoiler S3\n[@a]\n:::\n")
@example("::: spoiler S3\n[@a]\n:::\n\n::: spoiler S1\n[@b]\n:::\n")
@example("a >!S3: >!S3: b!<!< >!S1: c >!S1: d!<!<")
@example("a >!b >!S1: c\nd!< e")
@example("- ## A {S1}\n\n  b\n- c\n")
@example("## A {S3}\n\n### B {S1}\n\n- c\n\n## A\n\n#### C\n")
def test_a_page_tells_nothing_of_what_is_hidden(body):
    check(body)


def check_reader(body, sees):
    """Replace the inside of each closed spoiler that a reader does not see, and compare what they get."""
    try:
        whole = compile_body(body)
        hidden = [one for one in closed_spoilers(body) if not sees(whole.pieces[one.number])]
        documents = [compile_body(spoiler.body) for spoiler in hidden]
    except TooComplex:
        return
    given = given_to(whole, sees)
    for document in documents:
        assert given_to(document, sees) == given


@pytest.mark.slow
@some
@given(pages, reached, reached)
@example("::: spoiler x S1\n## A\n:::\n\n::: spoiler S3\n## A\n:::\n", "S3", "")
@example("::: spoiler S1\n## A\n:::\n\n::: spoiler x S3\n## A\n:::\n", "", "S3")
@example("a >!x S1: b[^1]!< >!S3: c[^1]!<\n\n[^1]: d\n\n    ## A\n", "S3", "")
@example("a >!x S1: b[^1]!< >!S3: c[^1]!<\n\n[^1]: d >!S1: e!< >!x S3: f!<\n", "S3", "")
@example("a >!x S1: b[^2]!< >!S3: c[^1]!<\n\n[^1]: d[^2]\n\n[^2]: e >!S4: f!<\n", "S9", "")
def test_a_reader_is_told_nothing_of_what_they_do_not_see(body, point, other):
    check_reader(body, watched_to(point, other))


@pytest.mark.slow
@some
@given(texts, st.sampled_from(EDGES), texts, texts)
def test_any_text_around_a_spoiler_tells_nothing_of_it(before, edges, hidden, after):
    check(before + edges[0] + hidden + edges[1] + after)


@pytest.mark.parametrize("body", [f"a [r][^1]\n\n{secret}\n\n[^1]: b\n\n## secret\n" for secret in SECRETS])
def test_a_secret_changes_nothing(body):
    check(body)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_tells_nothing_of_what_is_hidden(path):
    check(path.read_text().partition("=====\n")[2])


def test_a_line_of_the_description_may_be_equal_to_a_hidden_heading():
    document = compile_body("## A\n\n::: spoiler S1\n## Cast\n:::\n\nCast\n")
    assert public_prose(document) == "Cast"


def html_of(body):
    return join(compile_body(body), closes=True).html


def test_a_link_that_is_defined_in_a_spoiler_leads_there_inside_it_only():
    html = html_of("[r]\n\n::: spoiler S1\n[r]\n\n[r]: /secret 'title'\n:::\n")
    assert html.startswith("<p>[r]</p>\n<details")
    assert '<a href="/secret" title="title">r</a>' in html


def test_a_definition_in_a_spoiler_replaces_a_public_one_inside_it():
    html = html_of("::: spoiler S1\n[r]\n\n[r]: /hidden\n:::\n\n[r]\n\n[r]: /public\n")
    assert html.count('<a href="/hidden">r</a>') == html.count('<a href="/public">r</a>') == 1
    assert html.index("/hidden") < html.index("</details>") < html.index("/public")


def test_an_unclosed_spoiler_of_a_list_keeps_definitions_below_it():
    assert html_of("[r]\n\n- ::: spoiler S1\n  b\n\n[r]: /secret\n").startswith("<p>[r]</p>\n<details")


def test_a_definition_in_a_footnote_counts_inside_it_only():
    document = compile_body("[r] >!S1: a[^1]!<\n\n[^1]: b [r]\n\n    [r]: /secret\n")
    assert "secret" not in document.pieces[0].html
    assert '<a href="/secret">r</a>' in document.notes[0]


@pytest.mark.parametrize("body", ["[x](<a >!S1: secret!< b>)", "[a]:\n<>!S1: secret!<>\n\n[a]"])
def test_no_address_holds_a_spoiler(body):
    document = compile_body(body)
    assert "secret" not in document.pieces[0].html
    assert document.pieces[1].html == "secret"


def test_a_public_footnote_wins_over_a_hidden_one_of_its_name():
    document = compile_body("a[^1]\n\n::: spoiler S1\nb[^1]\n\n[^1]: Hidden.\n:::\n\n[^1]: Public.\n")
    assert document.notes == ("<p>Public.</p>\n",)
    assert document.note_uses == (0, 0)
    assert list(map(str, document.warnings)) == ["Line 6: another footnote with this name is shown."]


def test_a_footnote_in_a_spoiler_is_for_that_spoiler():
    document = compile_body("a[^1]\n\n::: spoiler S1\nb[^1]\n\n[^1]: Hidden.\n:::\n")
    assert document.text == "a[^1]"
    assert document.note_uses == (0,)


def test_a_footnote_is_seen_as_soon_as_one_piece_that_uses_it_is():
    document = compile_body("a >!S3: b[^1]!< >!S1: c[^1]!<\n\n[^1]: [[D]]\n")
    assert [(link.title, link.start) for link in document.links] == [("D", 1999)]


def test_a_footnote_that_a_spoiler_uses_keeps_its_own_spoilers_hidden():
    document = compile_body("a >!S1: b[^1]!<\n\n[^1]: c >!S5: secret!<\n\nmore")
    assert document.source_for(watched_to()) == "a [hidden]\n\nmore"
    assert document.source_for(watched_to("S1")) == "a >!S1: b[^1]!<\n\n[^1]: c [hidden]\n\nmore"
    assert [piece.start for piece in document.pieces] == [None, 1999, 5999]


def test_the_level_of_a_heading_does_not_depend_on_hidden_ones():
    document = compile_body("::: spoiler S1\n## A\n\n### B\n:::\n\n#### C\n")
    assert [(heading.text, heading.level) for heading in document.headings] == [("C", 2), ("A", 2), ("B", 3)]


def test_an_anchor_does_not_depend_on_headings_that_are_seen_later():
    later, earlier = "::: spoiler S3\n## Fate\n:::\n", "::: spoiler S1\n## Fate\n:::\n"
    document = compile_body(f"{later}\n{earlier}\n## Fate\n")
    assert [(heading.anchor, heading.start) for heading in document.headings] == [
        ("section-fate", None),
        ("section-fate-2", 1999),
        ("section-fate-3", 3999),
    ]


def test_the_number_of_a_spoiler_does_not_tell_how_many_are_hidden_before_it():
    assert 'href="#spoiler-2"' in html_of(">!S1: a >!S2: b!<!< >!S1: c!<")


def test_a_category_in_a_spoiler_belongs_to_it():
    joined = join(
        compile_body("[[Category:A]]\n\n::: spoiler S1\n[[Category:A]] [[Category:B]]\n:::\n"),
        {"category:b": Target("/wiki/Category:B", True, "Category:B")},
        closes=True,
    )
    assert [target.title for target in joined.categories] == ["Category:A"]
    link = '<a class="chip" href="/wiki/Category:B" rel="nofollow">B</a>'
    assert f'<p class="categories">Categories: {link}</p>\n</details>' in joined.html


def test_links_to_other_sites_have_the_mark_of_their_piece():
    document = compile_body("https://a.example >!S1: https://b.example https://a.example!<")
    assert [(link.url, link.start) for link in document.external_links] == [
        ("https://a.example", None),
        ("https://b.example", 1999),
        ("https://a.example", 1999),
    ]


@pytest.mark.parametrize(
    "body",
    [
        ":::\u00a0spoiler S2E5\nA secret.\n:::",
        ":::\u00a0spoiler\u00a0S2E5\u00a0\nA secret.\n:::\u00a0",
        "\ufeff::: spoiler S2E5\nA secret.\n:::",
        "## Later {\u00a0S2E5\u00a0}\n\nA secret.",
    ],
)
def test_any_space_will_do_around_a_mark(body):
    assert "secret" not in compile_body(body).text
    assert compile_body(f"{body}\n\n## Now\n\nKnown.").text.endswith("Known.")

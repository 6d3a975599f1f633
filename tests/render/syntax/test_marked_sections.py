"""A mark on a heading hides its whole section."""

import pytest

from tests.render.english import everything, join, watched_to
from wiki.render.compiler import compile_body
from wiki.render.sections import replace_section, section_of
from wiki.render.syntax.marks import read_heading
from wiki.text.points import NEVER

BODY = """\
Lead.

## Season 1 {S1}

One.

### The end {S2}

Two.

### The garden

Three.

## Cast

Four.
"""


def shown(body, point="", other=""):
    return join(compile_body(body), sees=watched_to(point, other)).html


def raw(body, point=""):
    return compile_body(body).source_for(watched_to(point))


def test_a_section_is_hidden_up_to_the_next_heading_of_its_level():
    assert shown(BODY) == '<p>Lead.</p>\n<h2 id="section-cast">Cast</h2>\n<p>Four.</p>\n'


def test_lower_headings_are_hidden_with_it_and_may_have_later_marks():
    html = shown(BODY, "S1")
    assert "One." in html
    assert "Two." not in html
    assert '<h3 id="section-the-garden">The garden</h3>\n<p>Three.</p>' in html
    assert "Two." in shown(BODY, "S2")


def test_an_earlier_mark_on_a_lower_heading_opens_nothing():
    assert "Two." not in shown(BODY.replace("{S1}", "{S3}"), "S2")


def test_the_mark_is_shown_nowhere():
    joined = join(compile_body(BODY), sees=everything)
    assert "{" not in joined.html
    assert [words for _level, words, _anchor in joined.contents] == [
        "Season 1",
        "The end",
        "The garden",
        "Cast",
    ]


def test_the_source_has_a_sign_instead_of_a_hidden_section():
    assert raw(BODY) == "Lead.\n\n[hidden]\n## Cast\n\nFour.\n"
    assert raw(BODY, "S1") == BODY.replace("### The end {S2}\n\nTwo.\n\n", "[hidden]\n")
    assert raw(BODY, "S2") == BODY


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("## Season 2 {S2}", "Season 2"),
        ("# Season 2{s02} #", "Season 2"),
        ("Two\nlines {S2E5}\n---", "Two\nlines"),
        ("###### {S2}", ""),
        ("## A *b* >!S3: c!< { S2 }", "A b"),
        ("## ｛Ｓ２｝", ""),
    ],
)
def test_a_mark_stands_at_the_end_of_a_heading_of_any_form(heading, words):
    document = compile_body(f"{heading}\n\nc")
    (found,) = document.headings
    assert (found.text, found.start is None) == (words.replace("\n", " "), False)
    assert document.pieces[0].html == "<!--piece 1-->"


def test_a_mark_may_name_a_show():
    body = "## Season 1 {x S1}\n\na"
    assert shown(body, "S9") == ""
    assert shown(body, other="S1") == '<h2 id="section-season-1">Season 1</h2>\n<p>a</p>\n'


@pytest.mark.parametrize("words", ["A {SxE2}", "A {S2-S3}", "A {season 2}", "A {S2 or S3}", "A {x y S2}"])
def test_what_looks_like_a_mark_hides_the_section_from_almost_everybody_and_is_kept(words):
    document = compile_body(f"## {words}\n\nb")
    assert [(heading.text, heading.start) for heading in document.headings] == [(words, NEVER)]
    assert list(map(str, document.warnings)) == ["Line 1: no readable mark, so the spoiler stays hidden."]


@pytest.mark.parametrize(
    "words", ["A {draft}", "A {}", "A {#season-2}", "A \\{S2}", "A `{S2}`", "{S2} A", "A {S2}.", "A (S2)"]
)
def test_what_is_no_mark_is_text(words):
    assert read_heading(words) is None
    assert len(compile_body(f"## {words}\n\nb").pieces) == 1


def test_a_paragraph_has_no_mark():
    assert len(compile_body("A {S2}\n\n- B {S2}").pieces) == 1


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("> ## A {S1}\n> b\n\nc", "[hidden]\n\nc"),
        ("- a\n- ## A {S1}\n\n  b\n- c", "- a\n[hidden]\n- c"),
        ("::: note\n## A {S1}\n\nb\n\n:::\n\nc", "::: note\n[hidden]\n:::\n\nc"),
        ("::: note\n## A {S1}\n\n::: note\nb\n:::\n:::\nc", "::: note\n[hidden]\n:::\nc"),
        ("::: note\n> ## A {S1}\nb\n\n## C\n:::", "::: note\n[hidden]\nb\n\n## C\n:::"),
        ("c[^1]\n\n[^1]: a\n\n    ## A {S1}\n\n    b\n\nd", "c[^1]\n\n[^1]: a\n\n[hidden]\nd"),
    ],
    ids=["quote", "list", "box", "box in a box", "quote in a box", "footnote"],
)
def test_a_section_ends_with_what_it_is_in(body, source):
    assert raw(body) == source


def test_a_list_does_not_tell_whether_a_section_in_it_has_empty_lines():
    assert shown("- ## A {S1}\n  b\n- c") == shown("- ## A {S1}\n\n  b\n\n  - d\n- c")


def test_a_heading_in_a_deeper_place_ends_no_section():
    body = "## A {S1}\n\n> # B\n\n::: note\n# C\n:::\n\n- # D\n\nsecret\n"
    assert shown(body) == ""


def test_a_section_in_a_spoiler_has_the_later_mark():
    body = "::: spoiler {}\n## A {{{}}}\n\nb\n:::\n\nc"
    for marks in (("S1", "S2"), ("S2", "S1")):
        assert "b" not in shown(body.format(*marks), "S1")
        assert "<p>b</p>" in shown(body.format(*marks), "S2")


def test_a_spoiler_in_a_section_has_the_later_mark():
    body = "## A {S2}\n\n>!S1: b!< >!S3: c!<\n\n::: spoiler S1\nd\n:::\n"
    assert [piece.start for piece in compile_body(body).pieces] == [None, 2999, 2999, 3999, 2999]


def test_an_unclosed_spoiler_in_a_section_hides_the_rest_of_the_page_with_it():
    body = "## A {S3}\n\nb\n\n- ::: spoiler S1\n  c\n\nd\n\n## E\n\nf"
    assert shown(body, "S2") == ""
    assert shown(body, "S3").endswith('<h2 id="section-e">E</h2>\n<p>f</p>\n')
    assert section_of(body, "section-e") is None


def test_a_section_in_the_rest_that_an_unclosed_spoiler_hides_keeps_its_mark():
    body = "- ::: spoiler S1\n  ## A {S3}\n\n  b\n  last\n\nd\n\n## E {S2}\n\nf"
    assert "last" not in shown(body, "S2") + raw(body, "S2")
    assert "f" not in shown(body, "S1")


def test_levels_and_anchors_do_not_depend_on_hidden_sections():
    document = compile_body("## Fate {S3}\n\n### Cast\n\n## Fate {S1}\n\n#### Cast\n\n## Fate\n\n#### Cast\n")
    assert [(heading.anchor, heading.level, heading.start) for heading in document.headings] == [
        ("section-fate", 2, None),
        ("section-cast", 3, None),
        ("section-fate-2", 2, 1999),
        ("section-cast-2", 3, 1999),
        ("section-fate-3", 2, 3999),
        ("section-cast-3", 3, 3999),
    ]


def test_definitions_links_and_categories_in_a_section_belong_to_it():
    body = "a [r] b[^1]\n\n## A {S1}\n\n[r]: /secret\n\n[^1]: Secret.\n\n[[B]] [[Category:C]] [@d]"
    document = compile_body(body)
    assert document.pieces[0].html == "<p>a [r] b[^1]</p>\n<!--piece 1-->"
    found = (*document.links, *document.categories, *document.citations)
    assert [one.start for one in found] == [1999, 1999, 1999]


def test_below_the_lead_of_an_episode_a_section_has_the_later_mark():
    document = compile_body("The lead.\n\n## Plot\n\na\n\n## Later {S3}\n\nb\n\n## Before {S1}\n\nc", 2003)
    html = join(document, sees=watched_to("S2E3")).html
    assert "<p>a</p>" in html
    assert "<p>c</p>" in html
    assert "<p>b</p>" not in html
    assert join(document, sees=watched_to("S2E2")).html == "<p>The lead.</p>\n"


def test_editors_get_a_closed_box():
    html = join(compile_body("a\n\n## A {S1}\n\nb"), closes=True).html
    assert html == (
        '<p>a</p>\n<details class="spoiler"><summary>Spoiler 1999</summary>\n'
        '<h2 id="section-a">A</h2>\n<p>b</p>\n</details>\n'
    )


def part(body, anchor, below_lead=None):
    section = section_of(body, anchor, below_lead)
    return section and body[section]


def test_sections_with_marks_are_edited_alone_too():
    assert part(BODY, "section-season-1") == BODY[BODY.index("## Season") : BODY.index("## Cast")]
    assert part(BODY, "section-the-end") == "### The end {S2}\n\nTwo.\n\n"
    assert part(BODY, "section-cast") == "## Cast\n\nFour.\n"
    assert "?section=section-season-1" in join(compile_body(BODY), sees=everything, edit_url="/edit/A").html
    changed = replace_section(BODY, "section-the-end", "### The end {S2}\n\nMore.")
    assert changed == BODY.replace("Two.", "More.")


def test_the_section_of_another_show_is_edited_by_its_whole_anchor():
    body = "## A {x S1}\n\na\n\n## A\n\nb"
    html = join(compile_body(body), sees=everything, edit_url="/edit/A").html
    assert "?section=section-a-2%3Ax" in html
    assert part(body, "section-a-2:x") == "## A {x S1}\n\na\n\n"


def test_on_the_page_of_an_episode_equal_headings_are_told_apart_as_it_shows_them():
    body = "The lead.\n\n## Fate {S2}\n\na\n\n## Fate {S1}\n\nb"
    for below_lead, first in ((3001, "section-fate"), (None, "section-fate-2")):
        assert {heading.line: heading.anchor for heading in compile_body(body, below_lead).headings}[
            2
        ] == first
        assert part(body, first, below_lead) == "## Fate {S2}\n\na\n\n"

"""Which part of a body a heading names, and putting another in its place."""

import pytest
from hypothesis import assume, given, settings, strategies as st

from tests.examples import examples
from tests.render.english import join
from tests.render.test_any_text import many, texts
from wiki.render.compiler import compile_body
from wiki.render.document import TooComplex
from wiki.render.sections import replace_section, section_of

BODY = """\
Lead.

## Cast

Words.

### Guests
Pip.

## Plot
Sets in.

Title
=====
End."""


def part(body, anchor):
    found = section_of(body, anchor)
    return found and body[found]


def test_a_section_ends_before_the_next_of_its_level_or_a_higher_one():
    assert part(BODY, "section-cast") == "## Cast\n\nWords.\n\n### Guests\nPip.\n\n"
    assert part(BODY, "section-guests") == "### Guests\nPip.\n\n"
    assert part(BODY, "section-plot") == "## Plot\nSets in.\n\n"


def test_a_heading_that_is_underlined_begins_a_section_too():
    assert part(BODY, "section-title") == "Title\n=====\nEnd."
    assert part("Two\nlines\n---\na\n\n# B", "section-two-lines") == "Two\nlines\n---\na\n\n"


def test_levels_count_as_they_are_written():
    assert part("# A\na\n## B\nb\n# C", "section-a") == "# A\na\n## B\nb\n"
    assert part("##### A\na\n#### B\nb", "section-a") == "##### A\na\n"


def test_equal_headings_have_sections_of_their_own():
    assert part("## A\n1\n## A\n2", "section-a-2") == "## A\n2"


def test_an_unknown_heading_has_no_section():
    assert section_of(BODY, "section-crew") is None
    assert section_of("", "") is None
    assert replace_section(BODY, "section-crew", "New.") is None


@pytest.mark.parametrize(
    "inside",
    [
        "> ## B",
        "- ## B",
        "::: note\n## B\n:::",
        "::: spoiler S1\n## B\n:::",
        "[^1]: a\n\n    ## B",
        "```\n## B\n```",
        "::: note\n::: unknown\n## B\n:::\n:::",
    ],
    ids=["quote", "list", "box", "spoiler", "footnote", "fence", "unknown box"],
)
def test_a_heading_inside_something_is_no_section_and_no_border(inside):
    body = f"## A\n\na[^1]\n\n{inside}\n\nc\n\n## D\n"
    assert part(body, "section-a") == body.removesuffix("## D\n")
    assert section_of(body, "section-b") is None


def test_what_a_broken_spoiler_hides_is_no_section():
    body = "## A\n\n- ::: spoiler S1\n  b\n\nc\n\n## D\n"
    assert part(body, "section-a") == body
    assert section_of(body, "section-d") is None


def test_disguises_and_all_line_ends_keep_lines_where_they_are():
    body = ">!S1: a!< [[B|b]]\r\n\f\r## A | >!S2: b!<\r\nc\r# D"
    assert part(body, "section-a") == "## A | >!S2: b!<\r\nc\r"


def test_another_text_takes_the_place_of_a_section():
    assert replace_section("a\n# B\nb\n\nC\n=", "section-b", "# N\nn\n") == "a\n# N\nn\n\nC\n="
    assert replace_section("a\n# B\nb", "section-b", "# N\nn") == "a\n# N\nn"
    assert replace_section("a\n# B\nb\n# C", "section-b", "") == "a\n# C"


few = settings(many, max_examples=examples(60).max_examples)


def sections(body):
    try:
        headings = compile_body(body).headings
    except TooComplex:
        return []
    found = [(heading, section_of(body, heading.anchor)) for heading in headings]
    return [(heading, section) for heading, section in found if section]


@few
@given(texts)
def test_a_section_in_its_own_place_changes_nothing(body):
    for heading, section in sections(body):
        assert replace_section(body, heading.anchor, body[section]) == body
        assert replace_section(body, heading.anchor, body[section].rstrip()) == body


blocks = st.sampled_from(
    ["## A\n", "B\n---\n", "words\n\n", "### C\n", "- ## D\n\n", ">!S1: x!<\n\n", "    ## E\n\n"]
)


@few
@given(st.lists(blocks, max_size=12).map("".join))
def test_sections_of_one_level_part_the_body_after_the_first_heading(body):
    found = [section for heading, section in sections(body) if heading.written_level == 2]
    assume(found)
    assert "".join(body[section] for section in found) == body[found[0].start :]


def test_each_section_has_a_link_for_who_may_edit():
    body = "## Cast & *crew*\n\n> ## Quoted\n\n### Été\n\n## >!S1: x!<\n"
    html = join(compile_body(body), {}, {}, edit_url="/edit/A&B").html
    assert html.count("section-edit") == 2
    assert (
        '<h2 id="section-cast-crew">Cast &amp; <em>crew</em> <a class="section-edit" '
        'href="/edit/A&amp;B?section=section-cast-crew" rel="nofollow" '
        'aria-label="Edit section: Cast &amp; crew">Edit</a></h2>'
    ) in html
    assert "?section=section-%C3%A9t%C3%A9" in html


def test_without_an_address_of_a_form_no_section_has_a_link():
    document = compile_body("## Cast\n")
    assert join(document).html == '<h2 id="section-cast">Cast</h2>\n'
    assert document.text == "Cast"

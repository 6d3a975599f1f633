"""What a Document tells about a body, beside its HTML."""

import pickle

from wiki.render.compiler import compile_body
from wiki.render.document import NEVER, Citation, Heading, Link

EVERYTHING = """\
# Lead [[Nick Nelson|Nick]]

Words[@season-2, 12:30] https://example.com ![[leaf.webp|A leaf]] [[Category:Romance]]

::: spoiler heartstopper S2E5
## Later
[[Tao Xu#Life]] [@book] <https://example.org> [[category:Sad things]]
:::

>!banana 3: [[Ben Hope]]!<
"""


SEEN = {"show": "heartstopper", "start": 2005}


def test_links_carry_the_mark_of_the_piece_they_stand_in():
    assert compile_body(EVERYTHING).links == (
        Link("link", "Nick Nelson", "nick nelson", "", "Nick"),
        Link("file", "File:leaf.webp", "file:leaf.webp", "", "A leaf"),
        Link("link", "Tao Xu", "tao xu", "Life", None, **SEEN),
        Link("link", "Ben Hope", "ben hope", "", None, start=NEVER),
    )


def test_categories_are_apart_from_links_and_have_one_prefix():
    assert compile_body(EVERYTHING).categories == (
        Link("category", "Category:Romance", "category:romance", "", None),
        Link(
            "category",
            "Category:Sad things",
            "category:sad things",
            "",
            None,
            show="heartstopper",
            start=2005,
        ),
    )


def test_citations_carry_locator_and_mark():
    assert compile_body(EVERYTHING).citations == (
        Citation("season-2", "12:30"),
        Citation("book", "", **SEEN),
    )


def test_headings_carry_level_words_anchor_and_mark():
    assert compile_body(EVERYTHING).headings == (
        Heading(2, "Lead Nick", "section-lead-nick", 0, 1),
        Heading(2, "Later", "section-later", None, 2, **SEEN),
    )


def test_external_links_are_listed_once_each():
    body = "https://example.com [a](https://example.com) [b](/wiki/B) [c](//example.org) <me@example.com>"
    assert [link.url for link in compile_body(body).external_links] == [
        "https://example.com",
        "//example.org",
        "mailto:me@example.com",
    ]


def test_a_link_within_the_page_is_no_link_of_the_wiki():
    assert compile_body("[[#Here]]").links == ()


def test_the_text_holds_the_public_words():
    document = compile_body(
        "One [[Two|2]] `three`\n\n- >!S1: four!< five\n\n| six | seven |\n|---|---|\n| 8 | 9 |"
    )
    assert document.text.split("\n") == ["One 2 three", "five", "six", "seven", "8", "9"]


def test_pieces_carry_their_marks():
    marks = [(piece.show, piece.start, piece.inline) for piece in compile_body(EVERYTHING).pieces]
    assert marks == [(None, None, False), ("heartstopper", 2005, False), (None, NEVER, True)]


def test_a_document_can_be_pickled():
    document = compile_body(EVERYTHING)
    assert pickle.loads(pickle.dumps(document)) == document


def test_the_same_body_gives_the_same_document():
    assert compile_body(EVERYTHING) == compile_body(EVERYTHING)


def test_line_ends_make_no_difference():
    assert compile_body(EVERYTHING.replace("\n", "\r\n")) == compile_body(EVERYTHING)


def test_the_source_of_each_piece_is_cut_out_of_the_public_source():
    document = compile_body("- a >!S2E5: b >!S3: c!<!< d\n\n> ::: spoiler S1\n> e\n> :::\n> f\n")
    assert document.markdown == "- a \0" + "1\0 d\n\n\0" + "2\0> f\n"


def test_a_footnote_that_is_hidden_with_a_spoiler_is_not_in_the_public_source():
    document = compile_body("a >!S2E5: b[^1]!<\n\n[^1]: Secret.\n")
    assert "Secret" not in document.markdown


def test_a_spoiler_where_nothing_is_shown_is_left_out_of_the_public_source():
    for body in (
        "| a |\n|---|\n| b | >!S2E5: secret!< |",
        "~~~ >!S2E5: secret!<\ncode\n~~~",
        "a[^>!S2E5:secret!<]\n\n[^>!S2E5:secret!<]: b",
    ):
        assert "secret" not in compile_body(body).markdown


def test_a_footnote_nobody_refers_to_has_no_html_and_no_words():
    document = compile_body("a\n\n[^1]: b [[C]] >!S1: d!<")
    assert (document.text, document.links, document.notes) == ("a", (), ())
    assert (document.markdown, len(document.pieces)) == ("a\n\n", 1)


def test_links_of_a_footnote_have_the_mark_of_the_piece_that_uses_it():
    document = compile_body("a >!S2E5: b[^1]!<\n\n[^1]: [[C]]")
    assert [(link.title, link.start) for link in document.links] == [("C", 2005)]


def test_a_footnote_deep_in_footnotes_belongs_to_the_text_that_leads_to_it():
    public = compile_body("a[^1] >!S1: [^3]!<\n\n[^1]: [^2]\n[^2]: [^3]\n[^3]: c")
    hidden = compile_body("a >!S1: [^1]!<\n\n[^1]: [^2]\n[^2]: [^1]")
    assert "[^3]: c" in public.markdown
    assert public.text == "a\nc"
    assert (len(public.notes), len(hidden.notes)) == (3, 2)
    assert hidden.markdown == "a \0" + "1\0\n\n"

"""What a Document tells about a body, beside its HTML."""

import pickle

from tests.render.english import everything, watched_to
from wiki.render.compiler import compile_body
from wiki.render.document import Citation, Heading, Link
from wiki.render.syntax.disguise import normalise
from wiki.text.points import NEVER

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
        Heading(2, "Later", "section-later:heartstopper", None, 2, **SEEN),
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


SPOILERS = "- a >!S2E5: b >!S3: c!<!< d\n\n> ::: spoiler S1\n> e\n> :::\n> f\n"


def test_the_source_has_a_sign_in_the_place_of_each_piece_that_a_reader_does_not_see():
    document = compile_body(SPOILERS)
    assert document.source_for(watched_to()) == "- a [hidden] d\n\n[hidden]\n> f\n"
    assert document.source_for(watched_to("S1")) == SPOILERS.replace(">!S2E5: b >!S3: c!<!<", "[hidden]")
    assert document.source_for(watched_to("S2E5")) == SPOILERS.replace(">!S3: c!<", "[hidden]")
    assert document.source_for(watched_to("S3")) == SPOILERS


def test_the_source_for_a_reader_goes_by_the_show_of_each_mark():
    document = compile_body("a >!S1: b!< >!x S1: c!< >!y S1: d!< >!banana 1: e!<")
    assert document.source_for(watched_to("S9")) == "a >!S1: b!< [hidden] [hidden] [hidden]"
    assert document.source_for(watched_to("", "S1")) == "a [hidden] >!x S1: c!< [hidden] [hidden]"


def test_spoilers_beside_each_other_have_one_sign():
    blocks = "::: spoiler S1\na\n:::\n::: spoiler S2\nb\n:::\n"
    document = compile_body(f">!S1: a!<>!S2: b!<\n\n{blocks}{blocks}c")
    assert document.source_for(watched_to()) == "[hidden]\n\n[hidden]\nc"


def test_the_source_for_who_sees_everything_is_the_normalised_source():
    broken = "a\r\n\x01\r>!S1: b\n\n`>!S2: c!<` [^1]\n\n[^1]: d >!S3: e!<\n\n::: spoiler S1"
    for body in (EVERYTHING, SPOILERS, broken):
        assert compile_body(body).source_for(everything) == normalise(body)


def test_nobody_is_given_the_source_of_what_is_not_rendered():
    body = "a\n\n[^1]: unused >!S1: b!<\n\n| c |\n|---|\n| d | >!S1: e!< |\nf"
    assert compile_body(body).source_for(everything) == "a\n\n| c |\n|---|\n| d | \nf"


def test_a_footnote_that_is_hidden_with_a_spoiler_is_left_out_of_the_source():
    body = "a >!S2E5: b[^1]!<\n\n[^1]: Secret.\n"
    assert compile_body(body).source_for(watched_to("S2E4")) == "a [hidden]\n\n"
    assert compile_body(body).source_for(watched_to("S2E5")) == body


def test_whether_a_footnote_that_is_left_out_has_spoilers_is_not_told():
    for note in ("c", "c >!S5: d!<", ">!S5: c!< d\n\n    ::: spoiler S6\n    e\n    :::"):
        document = compile_body(f"a >!S1: b[^1]!<\n\n[^1]: {note}\n\nf")
        assert document.source_for(watched_to()) == "a [hidden]\n\nf"


def test_a_footnote_in_a_spoiler_that_is_shown_is_left_out_if_only_a_later_one_leads_to_it():
    document = compile_body("::: spoiler S1\na >!S2: c[^1]!<\n\n[^1]: Secret.\n\nb\n:::\n")
    assert document.source_for(watched_to("S1")) == "::: spoiler S1\na [hidden]\n\nb\n:::\n"


def test_a_spoiler_where_nothing_is_shown_is_left_out_of_the_source_for_all():
    for body in (
        "| a |\n|---|\n| b | >!S2E5: secret!< |",
        "~~~ >!S2E5: secret!<\ncode\n~~~",
        "a\n\n[^>!S2E5:secret!<]: b",
    ):
        assert "secret" not in compile_body(body).source_for(everything)


def test_a_spoiler_in_the_name_of_a_footnote_is_not_in_the_public_source():
    document = compile_body("a[^>!S2E5:secret!<]\n\n[^>!S2E5:secret!<]: b")
    assert document.source_for(watched_to()) == "a[^[hidden]]\n\n"


def test_a_footnote_nobody_refers_to_has_no_html_and_no_words():
    document = compile_body("a\n\n[^1]: b [[C]] >!S1: d!<")
    assert (document.text, document.links, document.notes) == ("a", (), ())
    assert (document.source_for(everything), len(document.pieces)) == ("a\n\n", 1)


def test_links_of_a_footnote_have_the_mark_of_the_piece_that_uses_it():
    document = compile_body("a >!S2E5: b[^1]!<\n\n[^1]: [[C]]")
    assert [(link.title, link.start) for link in document.links] == [("C", 2005)]


def test_a_footnote_deep_in_footnotes_belongs_to_the_text_that_leads_to_it():
    public = compile_body("a[^1] >!S1: [^3]!<\n\n[^1]: [^2]\n[^2]: [^3]\n[^3]: c")
    hidden = compile_body("a >!S1: [^1]!<\n\n[^1]: [^2]\n[^2]: [^1]")
    assert "[^3]: c" in public.source_for(watched_to())
    assert public.text == "a\nc"
    assert (len(public.notes), len(hidden.notes)) == (3, 2)
    assert hidden.source_for(watched_to()) == "a [hidden]\n\n"

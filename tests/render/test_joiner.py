"""What the joined page tells beside its HTML."""

import re
from dataclasses import replace

from tests.render.english import LABELS, everything, join, watched_to
from tests.render.nesting import read
from wiki.render.compiler import compile_body
from wiki.render.joiner import ListedSource, Target

NICK = Target("/wiki/Nick_Nelson", True, "Nick Nelson")
SEASON = Target("/wiki/Season_2", True, "Season 2")


def test_contents_leave_out_what_is_hidden():
    body = "## Cast\n\n::: spoiler S1\n## Death\n:::\n\n### Love >!S2: lost!<\n\n## >!S2: Loss!<\n"
    contents = [(2, "Cast", "section-cast"), (3, "Love", "section-love")]
    assert join(compile_body(body)).contents == contents


def test_sources_are_numbered_by_source_and_locator():
    joined = join(compile_body("a[@s, 1] b[@t] c[@s, 1] >!S1: d[@s, 1] e[@u]!<"), {}, {"s": SEASON})
    assert joined.sources == [
        ListedSource("/wiki/Season_2", True, "Season 2", 1, "s", "1", ("cite-1-1", "cite-1-2")),
        ListedSource("", False, "t", 2, "t", "", ("cite-2-1",)),
    ]


def test_sources_of_facts_come_after_those_of_the_public_text():
    document = compile_body(">!S1: a[@hidden]!< b[@s]")
    joined = join(document, cited=[("fact", "1"), ("s", "")])
    assert [(source.number, source.key) for source in joined.sources] == [(1, "s"), (2, "fact")]
    closed = join(document, cited=[("fact", "1"), ("s", "")], closes=True)
    assert closed.sources == joined.sources
    assert 'id="source-3"' in closed.html


def test_categories_are_public_and_named_once():
    joined = join(compile_body("[[Category:A]] [[category:a]] >!S1: [[Category:B]]!<"))
    assert joined.categories == [Target("/wiki/Category:A", False, "Category:A")]


def test_a_target_that_does_not_exist_is_a_red_link():
    targets = {"gone": Target("/edit/Gone?why=deleted&x=1", False, "Gone")}
    html = join(compile_body("[[Gone#There]]"), targets, {}).html
    assert html == '<p><a class="new" href="/edit/Gone?why=deleted&amp;x=1">Gone#There</a></p>\n'


def test_joining_does_not_change_the_document():
    document = compile_body("[[Nick Nelson]] [@s] [^1] >!S1: a!<\n\n[^1]: b")
    first = join(document, {"nick nelson": NICK}, {"s": SEASON})
    join(document)
    assert join(document, {"nick nelson": NICK}, {"s": SEASON}) == first


def html_for(body, *points, **more):
    """Return the HTML for a reader who has come to a point of the show of the page, and of the show `x`."""
    return join(compile_body(body), sees=watched_to(*points), **more).html


def test_what_a_reader_sees_stands_where_it_is_written_as_plain_text():
    assert html_for("a >!S1: *b*!< c", "S1") == "<p>a <em>b</em> c</p>\n"
    assert html_for("a\n\n::: spoiler S1\nb\n:::\n\nc", "S1") == "<p>a</p>\n<p>b</p>\n<p>c</p>\n"


def test_an_inline_spoiler_that_a_reader_does_not_see_leaves_dots():
    assert html_for("a >!S2: *b*!< c", "S1") == "<p>a … c</p>\n"
    assert html_for("a >!banana 1: b!<", "S999") == "<p>a …</p>\n"


def test_a_block_that_a_reader_does_not_see_leaves_nothing():
    assert html_for("a\n\n::: spoiler S2\nb\n:::\n\nc", "S1") == "<p>a</p>\n<p>c</p>\n"


def test_a_spoiler_in_a_spoiler_needs_both_points():
    body = "a >!S1: b >!S3: c!< d!<"
    assert [html_for(body, point) for point in ("", "S1", "S2E9", "S3")] == [
        "<p>a …</p>\n",
        "<p>a b … d</p>\n",
        "<p>a b … d</p>\n",
        "<p>a b c d</p>\n",
    ]
    assert html_for("a >!S3: b >!S1: c!< d!<", "S2") == "<p>a …</p>\n"


def test_marks_of_another_show_go_by_how_far_that_one_is_watched():
    body = "a >!S1: b!< >!x S1: c!< >!y S1: d!<"
    assert html_for(body, "S9") == "<p>a b … …</p>\n"
    assert html_for(body, "", "S1") == "<p>a … c …</p>\n"


def test_spoilers_in_lists_quotes_and_headings_stand_in_their_place():
    body = (
        "- a >!S1: b!<\n- ::: spoiler S2\n  c\n  :::\n- d\n\n> ::: spoiler S1\n> e\n> :::\n\n## f >!S2: g!<\n"
    )
    assert html_for(body, "S1") == (
        "<ul>\n<li>a b</li>\n<li>\n</li>\n<li>d</li>\n</ul>\n"
        "<blockquote>\n<p>e</p>\n</blockquote>\n"
        '<h2 id="section-f">f …</h2>\n'
    )
    assert read(html_for(body, "S2")).faults == []


def test_spoilers_in_cells_stand_in_their_cells():
    body = "| a | b |\n|---|---|\n| >!S1: c | d!< | >!S2: e!< |\n"
    assert "<td>c | d</td>\n<td>…</td>" in html_for(body, "S1")
    assert "<td>…</td>\n<td>…</td>" in html_for(body)


CHAPTERS = """\
::: spoiler S2
## Second
:::

::: spoiler S1
## First

### Love >!S2: lost!<
:::

## Third
"""


def test_contents_have_the_headings_that_are_shown_in_the_order_of_the_text():
    def contents(*points):
        return [heading[:2] for heading in join(compile_body(CHAPTERS), sees=watched_to(*points)).contents]

    assert contents() == [(2, "Third")]
    assert contents("S1") == [(2, "First"), (3, "Love"), (2, "Third")]
    assert contents("S2") == [(2, "Second"), (2, "First"), (3, "Love"), (2, "Third")]


def test_a_heading_in_a_footnote_comes_last_in_the_contents():
    joined = join(compile_body("a[^1]\n\n[^1]: b\n\n    ## Note\n\n## Text\n"))
    assert [words for _level, words, _anchor in joined.contents] == ["Text", "Note"]


def test_contents_of_a_page_with_closed_boxes_are_of_what_is_shown():
    joined = join(compile_body(CHAPTERS), sees=watched_to("S1"), closes=True)
    assert [words for _level, words, _anchor in joined.contents] == ["First", "Love", "Third"]
    assert '<h2 id="section-second">Second</h2>' in joined.html


FATES = "::: spoiler x S1\n## Fate\n:::\n\n::: spoiler S3\n## Fate\n:::\n\n::: spoiler y S1\n## Fate\n:::\n"


def test_the_anchor_of_a_heading_names_its_show_only_beside_an_equal_one():
    def anchors(sees):
        joined = join(compile_body(FATES), sees=sees)
        found = [anchor for _level, _words, anchor in joined.contents]
        assert all(f'<h2 id="{anchor}">Fate</h2>' in joined.html for anchor in found)
        return found

    assert anchors(watched_to("S3")) == ["section-fate"]
    assert anchors(watched_to("", "S1")) == ["section-fate"]
    assert anchors(watched_to("S3", "S1")) == ["section-fate:x", "section-fate"]
    assert anchors(everything) == ["section-fate:x", "section-fate", "section-fate:y"]


def test_sources_are_numbered_in_the_order_of_the_text_that_is_shown():
    document = compile_body("a >!S2: b[@late]!< c[@s] >!S1: d[@early] e[@s]!<")

    def sources(*points):
        joined = join(document, sees=watched_to(*points), cited=[("fact", ""), ("early", "")])
        return [(source.number, source.key, source.backlinks) for source in joined.sources]

    assert sources() == [(1, "s", ("cite-1-1",)), (2, "fact", ()), (3, "early", ())]
    assert sources("S1") == [
        (1, "s", ("cite-1-1", "cite-1-2")),
        (2, "early", ("cite-2-1",)),
        (3, "fact", ()),
    ]
    assert [key for _number, key, _uses in sources("S2")] == ["late", "s", "early", "fact"]


def test_notes_are_numbered_in_the_order_of_the_text_that_is_shown():
    body = "a >!S2: b[^late]!< c[^s] >!S1: d[^early] e[^s]!<\n\n[^early]: E\n\n[^late]: L\n\n[^s]: S\n"

    def notes(*points):
        return re.findall(r'<li id="note-(\d)" value="\d"><p>(.)', html_for(body, *points))

    assert notes() == [("1", "S")]
    assert notes("S1") == [("1", "S"), ("2", "E")]
    assert notes("S2") == [("1", "L"), ("2", "S"), ("3", "E")]
    assert read(html_for(body, "S1")).faults == read(html_for(body, "S2")).faults == []


def test_a_note_is_shown_with_any_piece_that_leads_to_it():
    body = "a >!x S1: b[^1]!< >!S3: c[^1]!<\n\n[^1]: Words >!S1: more!<."
    assert "Words" not in html_for(body, "S2") + html_for(body)
    assert "<p>Words more.</p>" in html_for(body, "S3")
    assert "<p>Words ….</p>" in html_for(body, "", "S1")


def test_categories_are_those_of_the_text_that_is_shown():
    document = compile_body(">!S2: [[Category:Late]]!< [[Category:Public]] >!S1: [[Category:Early]]!<")

    def categories(*points):
        joined = join(document, sees=watched_to(*points))
        return [target.title.removeprefix("Category:") for target in joined.categories]

    assert categories() == ["Public"]
    assert categories("S1") == ["Public", "Early"]
    assert categories("S2") == ["Late", "Public", "Early"]


BLOCKS = "a >!S1: b!<\n\n::: spoiler S1\nc\n:::\n\n::: spoiler S2\nd\n\n::: spoiler S3\ne\n:::\n:::\n"
QUESTION = (
    '<p class="note">Some of this page is hidden. <a href="#progress">How far have you watched?</a></p>\n'
)


def test_a_reader_is_asked_once_at_the_first_hidden_block():
    assert html_for(BLOCKS, asks=True) == f"<p>a …</p>\n{QUESTION}"
    assert html_for(BLOCKS, "S1", asks=True) == f"<p>a b</p>\n<p>c</p>\n{QUESTION}"
    assert html_for(BLOCKS, "S2", asks=True) == f"<p>a b</p>\n<p>c</p>\n<p>d</p>\n{QUESTION}"


def test_nobody_is_asked_where_no_block_is_hidden():
    assert "progress" not in html_for(BLOCKS, "S3", asks=True) + html_for("a >!S1: b!<", asks=True)
    assert "progress" not in html_for(BLOCKS)


def test_the_question_is_in_the_language_of_the_reader_and_escaped():
    labels = replace(LABELS, hidden="<b>", ask="&")
    html = join(compile_body(BLOCKS), labels=labels, asks=True).html
    assert '<p class="note">&lt;b&gt; <a href="#progress">&amp;</a></p>' in html


def test_with_closed_boxes_the_rest_is_open_and_nobody_is_asked():
    html = html_for(BLOCKS, "S1", closes=True, asks=True)
    assert html.startswith("<p>a b</p>\n<p>c</p>\n<details")
    assert html.count("<details") == 2
    assert "…" not in html
    assert "progress" not in html


def test_who_sees_everything_has_the_page_as_if_nothing_were_marked():
    marked = (
        "a >!S1: b[^1]!<[@s]\n\n::: spoiler x S3\n## C\n\n[@t] [[Category:D]]\n:::\n\n[^1]: e >!S5: f!<\n"
    )
    plain = "a b[^1][@s]\n\n## C\n\n[@t] [[Category:D]]\n\n[^1]: e f\n"
    assert join(compile_body(marked), sees=everything) == join(compile_body(plain))

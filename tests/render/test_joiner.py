"""What the joined page tells beside its HTML."""

from tests.render.english import join
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
    joined = join(document, {}, {}, cited=[("fact", "1"), ("s", "")])
    assert [(source.number, source.key) for source in joined.sources] == [(1, "s"), (2, "fact")]
    assert 'id="source-3"' in joined.html


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

"""The page of an episode: below its lead all is hidden until that episode."""

import pytest

from tests.render.english import LABELS
from wiki.render.compiler import compile_body
from wiki.render.joiner import Joiner

EPISODE = 2003


def shown(body, point, **options):
    """Return the page of an episode as HTML for a reader who has watched to `point`."""
    document = compile_body(body, EPISODE)

    def sees(mark):
        return mark.start is None or mark.start <= point

    return Joiner(document, {}, {}, LABELS, sees, **options).join()


@pytest.mark.parametrize(
    "lead",
    [
        "The third episode.",
        "::: hatnote\nNot the song.\n:::\n\nThe third episode.",
        "The **third** episode.[^1]",
    ],
)
def test_only_the_lead_is_public(lead):
    body = f"{lead}\n\n## Plot\n\nThe tree falls.\n\n- It rains.\n\n[^1]: A note."
    joined = shown(body, 2002)
    assert "episode" in joined.html
    for words in ("Plot", "falls", "rains"):
        assert words not in joined.html
    assert joined.contents == []
    assert "The tree falls." in shown(body, 2003).html
    assert [text for _level, text, _anchor in shown(body, 2003).contents] == ["Plot"]


def test_a_page_that_does_not_begin_with_a_paragraph_has_no_public_text():
    assert shown("## Plot\n\nThe tree falls.", 2002).html == ""


def test_a_page_that_is_only_a_lead_hides_nothing():
    assert len(compile_body("The third episode.\n\n[^1]: A note.", EPISODE).pieces) == 1


def test_the_same_text_of_another_kind_of_page_hides_nothing():
    assert len(compile_body("The third episode.\n\nThe tree falls.").pieces) == 1


def test_links_categories_and_words_below_the_lead_carry_the_mark():
    document = compile_body("A [[Tree]].\n\nA [[Storm]] comes. [[Category:Storms]]", EPISODE)
    assert [(link.title, link.start) for link in document.links] == [("Tree", None), ("Storm", EPISODE)]
    assert [link.start for link in document.categories] == [EPISODE]
    assert "Storm" not in document.text
    assert document.source_for(lambda mark: mark.start is None) == "A [[Tree]].\n\n[hidden]"


def test_an_earlier_mark_below_the_lead_opens_nothing():
    body = "The third episode.\n\n::: spoiler S1E1\nAn old secret.\n:::"
    assert "old secret" not in shown(body, 2002).html
    assert "old secret" in shown(body, 2003).html


def test_a_later_mark_below_the_lead_stays_hidden():
    body = "The third episode.\n\nThe tree falls. >!S3: It grows again.!<"
    html = shown(body, 2003).html
    assert "falls" in html
    assert "grows" not in html


def test_sections_below_the_lead_can_be_edited():
    html = shown("The third episode.\n\n## Plot\n\nIt falls.", 2003, edit_url="/edit/Tree").html
    assert "/edit/Tree?section=section-plot" in html


def test_a_note_of_the_lead_is_shown_with_the_lead():
    joined = shown("The third episode.[^1]\n\nThe tree falls.\n\n[^1]: By a critic.", 2002)
    assert "By a critic." in joined.html

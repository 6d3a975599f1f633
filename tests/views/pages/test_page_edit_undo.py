"""Any edit of any age is taken back, and all later ones stay."""

import pytest

from tests.builders import again, change, change_fact, somebody, value
from tests.markup import elements, form_fields, text_of, typed
from wiki.models import RevisionMark

ARTICLE = "/edit/From_play_to_screen"


def undo_form(member, revision, address=ARTICLE):
    return member.get(f"{address}?undo={revision.pk}")


@pytest.fixture
def edited(orchard):
    """The article with three paragraphs, each by an edit of its own; the revisions."""
    texts = ["One.\n\nTwo.\n\nThree.", "One.\n\nTwo, badly.\n\nThree.", "One.\n\nTwo, badly.\n\nThree, well."]
    return [change(orchard.article, body=text, by=somebody("Bea")) for text in texts]


def test_an_old_edit_is_taken_back_and_later_ones_stay(member, orchard, edited):
    form = undo_form(member, edited[1])
    assert typed(form, "body") == "One.\n\nTwo.\n\nThree, well."
    assert typed(form, "summary") == "Undid revision 3"
    assert again(orchard.article).current == edited[2]
    assert member.post(ARTICLE, form_fields(form)).status_code == 302
    now = again(orchard.article).current
    assert (now.body, now.summary, now.tags) == ("One.\n\nTwo.\n\nThree, well.", "Undid revision 3", ["undo"])


def test_what_an_undo_brings_can_be_changed_before_it_is_saved_and_is_no_plain_undo_then(
    member, orchard, edited
):
    fields = form_fields(undo_form(member, edited[1])) | {"body": "Two, better.", "summary": "By hand"}
    assert member.post(ARTICLE, fields).status_code == 302
    now = again(orchard.article).current
    assert (now.body, now.summary, now.tags) == ("Two, better.", "By hand", [])


def test_an_edit_that_later_ones_built_on_is_refused_with_the_reason(member, orchard, edited):
    change(orchard.article, body="One.\n\nTwo, worse.\n\nThree, well.")
    form = undo_form(member, edited[1])
    assert form.status_code == 200
    assert "can't be undone on its own" in text_of(form, "div", role="alert")
    assert typed(form, "body") == "One.\n\nTwo, worse.\n\nThree, well."
    assert typed(form, "undo") == ""


def test_what_has_no_effect_any_more_or_wrote_the_page_can_t_be_undone(member, orchard, edited):
    change(orchard.article, body=edited[0].body)
    for revision, words in (
        (edited[1], "Nothing of this edit is left"),
        (orchard.article.current, "created the page"),
    ):
        assert words in text_of(undo_form(member, revision), "div", role="alert")


@pytest.mark.parametrize("asked", ["0", "-1", "nonsense", "9" * 30, "1%00", "of another page"])
def test_an_edit_that_is_not_there_can_t_be_undone(member, orchard, asked):
    asked = orchard.ada.current_id if asked == "of another page" else asked
    form = member.get(f"{ARTICLE}?undo={asked}")
    assert form.status_code == 200
    assert "no such edit" in text_of(form, "div", role="alert")


def test_facts_and_rows_are_taken_back_too(member, orchard):
    bad = change_fact(orchard.season, "casting", [])
    change_fact(orchard.season, "episode_count", value(8))
    form = undo_form(member, bad, "/edit/The_Orchard_season_1")
    assert member.post("/edit/The_Orchard_season_1", form_fields(form)).status_code == 302
    now = again(orchard.season).current
    assert now.facts == orchard.season.current.facts | {"episode_count": value(8)}
    assert (now.tags, orchard.season.season.castings.count()) == (["undo"], 2)


def test_the_page_may_move_on_while_somebody_undoes(member, orchard, edited):
    fields = form_fields(undo_form(member, edited[1]))
    change(orchard.article, body="Before.\n\nOne.\n\nTwo, badly.\n\nThree, well.")
    assert member.post(ARTICLE, fields).status_code == 302
    assert again(orchard.article).current.body == "Before.\n\nOne.\n\nTwo.\n\nThree, well."


def test_an_undo_of_which_a_part_was_decided_by_hand_is_an_edit_like_others(member, orchard, edited):
    fields = form_fields(undo_form(member, edited[1]))
    change(orchard.article, body="One.\n\nTwo, at last.\n\nThree, well.")
    answer = member.post(ARTICLE, fields | {"summary": "Less"})
    name = next(one["name"] for one in elements(answer, "input", value="both"))
    assert member.post(ARTICLE, form_fields(answer) | {name: "both"}).status_code == 302
    assert again(orchard.article).current.tags == ["merged"]
    assert not RevisionMark.objects.filter(revision=edited[1], reverted=True).exists()


@pytest.mark.slow
def test_who_brings_an_old_text_back_by_hand_is_seen_to_have_done_so(orchard):
    old = orchard.article.current
    assert change(orchard.article, body="Other.").tags == []
    assert change(orchard.article, body=old.body).tags == ["manual-revert"]
    for number in range(15):
        change(orchard.article, body=f"Other {number}.")
    assert change(orchard.article, body="Other.").tags == []


def test_a_visitor_is_asked_to_log_in_first(client, orchard, edited):
    assert client.get(f"{ARTICLE}?undo={edited[1].pk}").status_code == 302


def test_an_undo_that_is_undone_gives_the_same_again(member, orchard, edited):
    before = again(orchard.article).current
    assert member.post(ARTICLE, form_fields(undo_form(member, edited[1]))).status_code == 302
    undo = again(orchard.article).current
    assert member.post(ARTICLE, form_fields(undo_form(member, undo))).status_code == 302
    redone = again(orchard.article).current
    assert (redone.body, redone.facts, redone.number) == (before.body, before.facts, before.number + 2)

"""What else may have happened between opening a form and saving it, and nothing is lost or turned round."""

import pytest

from tests.builders import again, bob, change, change_fact, everything, somebody, value, write
from tests.markup import elements, form_fields, text_of, typed
from wiki.actions.titles.moving import move_page
from wiki.models import Page, Title

pytestmark = pytest.mark.each_database

SEASON, ARTICLE = "/edit/The_Orchard_season_1", "/edit/From_play_to_screen"


def actor_of(season, row_id="ada"):
    return next(row["actor"] for row in again(season).current.facts["casting"] if row["id"] == row_id)


def test_a_fact_that_nobody_touched_goes_on_naming_the_page_that_was_moved(member, orchard):
    fields = form_fields(member.get(SEASON))
    move_page(orchard.ada, by=somebody("Bea"), title="Ada Marsh (actor)", keep_old=False)
    write("Ada Marsh", "person")
    assert member.post(SEASON, fields | {"facts-premise": "Apples."}).status_code == 302
    assert actor_of(orchard.season) == orchard.ada.uid
    assert again(orchard.season).current.facts["premise"] == value("Apples.")


def test_a_source_that_nobody_touched_stays_when_its_key_changes(member, orchard):
    fields = form_fields(member.get(SEASON))
    change_fact(orchard.times, "key", value("times"))
    assert member.post(SEASON, fields | {"facts-premise": "Apples."}).status_code == 302
    assert again(orchard.season).current.facts["casting"] == orchard.season.current.facts["casting"]


def test_a_preview_keeps_what_the_form_has_shown(member, orchard):
    fields = form_fields(member.get(SEASON))
    move_page(orchard.ada, by=somebody("Bea"), title="Ada Marsh (actor)", keep_old=False)
    fields = form_fields(member.post(SEASON, fields | {"action": "preview"}))
    assert member.post(SEASON, fields | {"facts-premise": "Apples."}).status_code == 302
    assert actor_of(orchard.season) == orchard.ada.uid


@pytest.mark.parametrize(
    "shown", ["", "nonsense", "[]", "1", '{"titles": 1}', '{"titles": {"x": 1}}', "[" * 5000]
)
def test_what_a_form_says_it_has_shown_may_be_anything(member, orchard, shown):
    fields = form_fields(member.get(SEASON)) | {"facts-shown": shown, "facts-premise": "Apples."}
    assert member.post(SEASON, fields).status_code == 302
    assert actor_of(orchard.season) == orchard.ada.uid


def test_an_edit_of_a_page_that_was_moved_away_is_saved_where_it_is_now(member, orchard):
    fields = form_fields(member.get(ARTICLE))
    move_page(orchard.article, by=somebody("Bea"), title="From page to screen", keep_old=False)
    answer = member.post(ARTICLE, fields | {"body": "Mine."}, follow=True)
    assert answer.redirect_chain[-1][0] == "/wiki/From_page_to_screen"
    assert again(orchard.article).current.body == "Mine."
    assert not Title.objects.filter(key="from play to screen").exists()


def test_who_is_somebody_else_by_now_is_told_before_it_is_saved_under_that_name(member, orchard):
    fields = form_fields(member.get(ARTICLE))
    member.force_login(somebody("Bea"))
    answer = member.post(ARTICLE, fields | {"body": "Mine."})
    assert answer.status_code == 403
    assert "You are logged in as Bea now" in text_of(answer, "div", role="alert")
    assert typed(answer, "body") == "Mine."
    assert member.post(ARTICLE, form_fields(answer)).status_code == 302
    assert again(orchard.article).current.author == somebody("Bea")


def test_a_base_of_another_page_under_a_new_title_never_writes_that_page(member, orchard):
    before = again(orchard.article).current
    answer = member.post("/edit/A_new_title", {"body": "Mine.", "base": before.pk, "kind": "article"})
    assert answer["Location"] == "/wiki/A_new_title"
    assert again(orchard.article).current == before


def test_an_edit_of_a_page_whose_title_another_has_now_is_not_saved_over_the_other(member, orchard):
    fields = form_fields(member.get(ARTICLE))
    move_page(orchard.article, by=somebody("Bea"), title="From page to screen", keep_old=False)
    other = write("From play to screen", body="Another.")
    before = everything()
    answer = member.post(ARTICLE, fields | {"body": "Mine."})
    assert (answer.status_code, typed(answer, "body")) == (409, "Mine.")
    assert everything() == before
    assert again(other).current.body == "Another."


@pytest.mark.parametrize("action", ["save", "diff", "preview"])
@pytest.mark.parametrize("base", ["", "99999", "of another page", "its own"])
def test_a_section_that_can_t_be_put_back_is_never_taken_for_the_whole_page(member, orchard, action, base):
    change(orchard.article, body="Lead.\n\n## One\n\nA.\n\n## Two\n\nB.")
    base = {"of another page": orchard.ada.current_id, "its own": again(orchard.article).current_id}.get(
        base, base
    )
    section = "section-gone" if base == again(orchard.article).current_id else "section-two"
    before = everything()
    sent = {"body": "## Two\n\nMine.", "section": section, "base": base, "action": action}
    answer = member.post(ARTICLE, sent)
    assert answer.status_code == (200 if action == "preview" else 409)
    assert typed(answer, "body") == "## Two\n\nMine."
    assert everything() == before
    if action == "save":
        assert "can't be found" in text_of(answer, "div", role="alert")
        assert member.post(ARTICLE, form_fields(answer)).status_code == 409
        assert everything() == before


def test_facts_for_which_the_page_of_somebody_faster_has_no_room_come_back_to_be_copied(member):
    fields = form_fields(member.get("/edit/Pip_Russet?kind=character")) | {"facts-full_name": "Pip Russet"}
    page = write("Pip Russet", body="Theirs.", by=somebody("Bea"))
    answer = member.post("/edit/Pip_Russet", fields | {"body": "Mine."})
    assert answer.status_code == 409
    assert "Pip Russet" in [one.text.strip() for one in elements(answer, "textarea", class_="typed")]
    assert again(page).current.body == "Theirs."
    answer = member.post("/edit/Pip_Russet", form_fields(answer))
    assert answer.status_code == 302
    assert (again(page).current.body, again(page).current.facts) == ("Mine.", {})


def test_a_choice_that_was_made_is_kept_through_a_preview(member, orchard):
    fields = form_fields(member.get(ARTICLE))
    change(orchard.article, body="Theirs.", by=somebody("Bea"))
    answer = member.post(ARTICLE, fields | {"body": "Mine."})
    (name,) = {
        one["name"] for one in elements(answer, "input", type="radio") if one["name"].startswith("clash-")
    }
    preview = member.post(ARTICLE, form_fields(answer) | {name: "both", "action": "preview"})
    assert member.post(ARTICLE, form_fields(preview)).status_code == 302
    assert again(orchard.article).current.body == "Theirs. Mine."


@pytest.mark.slow
def test_two_edits_that_together_are_too_much_say_that_it_is_the_two_together(member, orchard, settings):
    base = "\n\n".join(["x" * 50_000] * 4)
    change(orchard.article, body=base)
    fields = form_fields(member.get(ARTICLE))
    change(orchard.article, body=f"{base}\n\n{'y' * 50_000}", by=somebody("Bea"))
    answer = member.post(ARTICLE, fields | {"body": f"{'z' * 50_000}\n\n{base}"})
    assert answer.status_code == 200
    assert "together with what somebody else saved" in text_of(answer, "div", class_="errors").lower()
    assert typed(answer, "body").startswith("zzz")


def test_a_null_edit_after_one_s_own_move_says_that_nothing_was_saved(member, orchard):
    fields = form_fields(member.get(ARTICLE))
    move_page(orchard.article, by=bob(), title="From page to screen")
    answer = member.post(ARTICLE, fields, follow=True)
    assert "No changes" in text_of(answer, "div", role="status")
    assert Page.objects.get(pk=orchard.article.pk).revisions.count() == 2

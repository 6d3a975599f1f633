"""Two people change one page at once: both edits are kept, or the second is asked where they clash."""

import pytest

from tests.builders import again, change, rename, row, somebody, value
from tests.markup import elements, form_fields, text_of, typed

ARTICLE, SEASON = "/edit/From_play_to_screen", "/edit/The_Orchard_season_1"
BODY = "It began as a play.[@orchard-times]\n\nSee [[Nobody yet]]."


@pytest.fixture
def opened(member, orchard):
    """What Bob's browser holds after he has opened the article."""
    return form_fields(member.get(ARTICLE))


def test_edits_of_different_passages_are_both_saved_with_a_notice_that_shows_them(member, orchard, opened):
    base = orchard.article.current
    change(orchard.article, body=BODY.replace("play", "comedy"), by=somebody("Bea"))
    answer = member.post(ARTICLE, opened | {"body": BODY.replace("[[Nobody yet]]", "more")}, follow=True)
    now = again(orchard.article).current
    assert now.body == "It began as a comedy.[@orchard-times]\n\nSee more."
    assert (now.number, now.tags) == (3, ["merged"])
    assert answer.redirect_chain == [(f"/diff/{base.pk}/{now.pk}", 302)]
    assert "Saved and merged" in text_of(answer, "div", role="status")
    assert {"comedy", "See more."} <= {ins.text for ins in elements(answer, "ins")}


def test_edits_of_different_facts_and_of_different_rows_are_both_saved(member, orchard):
    fields = form_fields(member.get(SEASON))
    facts = orchard.season.current.facts
    ada, ben = facts["casting"]
    theirs = facts | {
        "episode_count": value(6),
        "casting": [
            ada | {"note": "Tall"},
            ben,
            row("new", actor={"name": "Cleo"}, character={"name": "A guest"}),
        ],
    }
    change(orchard.season, facts=theirs, by=somebody("Bea"))
    mine = {"facts-premise": "A tree is planted.", "facts-casting-ben-note": "Sells apples"}
    assert member.post(SEASON, fields | mine).status_code == 302
    now = again(orchard.season).current.facts
    assert (now["episode_count"], now["premise"]) == (value(6), value("A tree is planted."))
    assert [one.get("note") for one in now["casting"]] == ["Tall", "Sells apples", None]


@pytest.mark.parametrize(("choice", "saved"), [("mine", "Mine."), ("both", "Theirs. Mine.")])
def test_a_passage_that_both_changed_answers_409_and_is_saved_as_chosen(
    member, orchard, opened, choice, saved
):
    rest = BODY.partition("\n")[2]
    theirs = change(orchard.article, body=f"Theirs.\n{rest}", by=somebody("Bea"), summary="I was faster")
    answer = member.post(ARTICLE, opened | {"body": f"Mine.\n{rest}", "summary": "Why"})
    assert answer.status_code == 409
    assert again(orchard.article).current == theirs
    assert (typed(answer, "body"), typed(answer, "summary")) == (f"Mine.\n{rest}", "Why")
    assert [one.text for one in elements(answer, class_="passage")] == ["Theirs.", "Mine."]
    assert "Bea" in text_of(answer, "section", class_="clashes")
    assert "I was faster" in text_of(answer, "section", class_="clashes")
    assert member.post(ARTICLE, form_fields(answer) | chosen(answer, choice)).status_code == 302
    now = again(orchard.article).current
    assert (now.body, now.summary, now.tags) == (f"{saved}\n{rest}", "Why", ["merged"])


def test_who_chooses_all_of_theirs_is_told_that_nothing_was_saved(member, orchard, opened):
    theirs = change(orchard.article, body="Theirs.", by=somebody("Bea"))
    answer = member.post(ARTICLE, opened | {"body": "Mine."})
    answer = member.post(ARTICLE, form_fields(answer) | chosen(answer, "theirs"), follow=True)
    assert "No changes" in text_of(answer, "div", role="status")
    assert again(orchard.article).current == theirs


def chosen(answer, choice):
    """Return the fields of an answer's clashes with the same choice for each."""
    return dict.fromkeys(clashes(answer), choice)


def clashes(answer):
    """Return the names of the clashes that an answer asks about."""
    names = [one["name"] for one in elements(answer, "input", type="radio")]
    return [name for name in dict.fromkeys(names) if name.startswith("clash-")]


def test_without_a_choice_it_asks_again_and_keeps_what_was_chosen_before(member, orchard, opened):
    first = change(orchard.article, body="Old.\n\nBetween.\n\nOld.")
    change(orchard.article, body="Theirs.\n\nBetween.\n\nTheirs.", by=somebody("Bea"))
    mine = {"body": "Mine.\n\nBetween.\n\nMine too.", "base": first.pk}
    answer = member.post(ARTICLE, opened | mine)
    names = clashes(answer)
    assert len(names) == 2
    again_asked = member.post(ARTICLE, form_fields(answer) | {names[0]: "theirs"})
    assert again_asked.status_code == 409
    assert form_fields(again_asked)[names[0]] == ["theirs"]
    assert clashes(again_asked) == [names[1]]
    assert member.post(ARTICLE, form_fields(again_asked) | {names[1]: "mine"}).status_code == 302
    assert again(orchard.article).current.body == "Theirs.\n\nBetween.\n\nMine too."


def test_what_is_written_after_a_conflict_counts_as_mine(member, orchard, opened):
    change(orchard.article, body="Theirs.", by=somebody("Bea"))
    answer = member.post(ARTICLE, opened | {"body": "Mine."})
    put_together = form_fields(answer) | chosen(answer, "mine") | {"body": "Theirs and mine."}
    assert member.post(ARTICLE, put_together).status_code == 302
    assert again(orchard.article).current.body == "Theirs and mine."


def test_a_fact_that_both_changed_shows_theirs_and_mine_and_is_saved_as_chosen(member, orchard):
    fields = form_fields(member.get(SEASON))
    facts = orchard.season.current.facts
    change(orchard.season, facts=facts | {"episode_count": value(6)}, by=somebody("Bea"))
    answer = member.post(SEASON, fields | {"facts-episode_count": "8"})
    assert answer.status_code == 409
    assert [one.text for one in elements(answer, "td")] == ["6", "8"]
    assert form_fields(answer)["facts-episode_count"] == ["8"]
    assert [one["value"] for one in elements(answer, "input", name=clashes(answer)[0])] == ["theirs", "mine"]
    assert member.post(SEASON, form_fields(answer) | chosen(answer, "mine")).status_code == 302
    assert again(orchard.season).current.facts["episode_count"] == value(8)


def test_a_row_that_both_changed_can_stand_twice(member, orchard):
    fields = form_fields(member.get(SEASON))
    facts = orchard.season.current.facts
    ada, ben = facts["casting"]
    change(orchard.season, facts=facts | {"casting": [ada | {"note": "Tall"}, ben]}, by=somebody("Bea"))
    answer = member.post(SEASON, fields | {"facts-casting-ada-note": "Small"})
    assert answer.status_code == 409
    assert member.post(SEASON, form_fields(answer) | chosen(answer, "both")).status_code == 302
    rows = again(orchard.season).current.facts["casting"]
    assert [(one["id"], one.get("note")) for one in rows] == [
        ("ada", "Tall"),
        ("ada-2", "Small"),
        ("ben", "Runs the shop"),
    ]


def test_a_third_save_in_between_asks_only_where_it_clashes(member, orchard, opened):
    rest = BODY.partition("\n")[2]
    change(orchard.article, body=f"Theirs.\n{rest}", by=somebody("Bea"))
    answer = member.post(ARTICLE, opened | {"body": f"Mine.\n{rest}"})
    change(orchard.article, body=f"Theirs.\n{rest}\n\nA new end.", by=somebody("Bea"))
    assert member.post(ARTICLE, form_fields(answer) | chosen(answer, "mine")).status_code == 302
    assert again(orchard.article).current.body == f"Mine.\n{rest}\n\nA new end."


def test_a_fact_that_a_third_person_changed_since_the_choice_is_asked_about_anew(member, orchard):
    fields = form_fields(member.get(SEASON))
    facts = orchard.season.current.facts
    change(orchard.season, facts=facts | {"episode_count": value(6)}, by=somebody("Bea"))
    answer = member.post(SEASON, fields | {"facts-episode_count": "8"})
    newest = change(orchard.season, facts=facts | {"episode_count": value(7)}, by=somebody("Cleo"))
    answer = member.post(SEASON, form_fields(answer) | chosen(answer, "mine"))
    assert answer.status_code == 409
    assert [one.text for one in elements(answer, "td")] == ["7", "8"]
    assert again(orchard.season).current == newest


def test_the_same_words_by_two_people_need_no_second_revision(member, orchard, opened):
    theirs = change(orchard.article, body="The same.", by=somebody("Bea"))
    assert member.post(ARTICLE, opened | {"body": "The same."}).status_code == 302
    assert again(orchard.article).current == theirs


def test_a_page_that_was_renamed_meanwhile_is_saved_under_its_new_title(member, orchard, opened):
    rename(orchard.article, "From page to screen")
    answer = member.post(ARTICLE, opened | {"body": "Mine."}, follow=True)
    assert answer.redirect_chain[-1][0] == "/wiki/From_page_to_screen"
    assert again(orchard.article).current.body == "Mine."

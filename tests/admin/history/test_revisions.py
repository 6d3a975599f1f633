"""Revisions in the admin: what changed, the patrol mark, rolling back."""

import pytest

from tests.builders import (
    again,
    alice,
    bob,
    change,
    change_fact,
    everything,
    first_edition,
    somebody,
    value,
    write,
)
from tests.doors import browser_of, staff
from tests.markup import elements, text_of
from wiki.models import JournalEntry, RevisionMark

pytestmark = pytest.mark.each_database

LIST = "/admin/wiki/revision/"


@pytest.fixture
def vandalised(orchard):
    """The season as Bea left it: words and cast are gone."""
    orchard.before = again(orchard.season).current
    bea = somebody("Bea")
    change(orchard.season, by=bea, body="Nonsense")
    orchard.newest = change_fact(orchard.season, "casting", None, by=bea)
    return orchard


def press(browser, revision, action, **sent):
    return browser.post(f"{LIST}{revision.pk}/{action}/", sent, follow=True)


def said(answer):
    return text_of(answer, "ul", class_="messagelist")


def test_the_page_of_a_revision_shows_what_it_changed(moderator, vandalised):
    answer = moderator.get(f"{LIST}{vandalised.newest.pk}/change/")
    assert answer.status_code == 200
    assert "Changes to the facts" in [one.text for one in elements(answer, "caption")]
    assert "Ada Marsh" in " ".join(one.text for one in elements(answer, "del"))
    assert "Bea" in text_of(answer, "body")


def test_the_first_revision_is_compared_with_nothing(moderator, orchard):
    answer = moderator.get(f"{LIST}{orchard.article.current_id}/change/")
    assert "It began as a play." in " ".join(one.text for one in elements(answer, "ins"))


def test_the_list_has_a_row_for_each_revision_with_what_can_be_done(moderator, vandalised):
    answer = moderator.get(LIST, {"q": "Bea"})
    newest, older = (" ".join(one.text.split()) for one in elements(answer, "tr") if "Changes" in one.text)
    assert "Patrol Roll back" in newest
    assert "Roll back" not in older
    assert "The Orchard season 1" in newest


@pytest.mark.slow
def test_each_word_of_a_search_is_looked_for_in_titles_names_and_summaries(moderator, vandalised):
    def found(words):
        return len(elements(moderator.get(LIST, {"q": words}), "th", class_="field-page_title"))

    of_bea = found("bea")
    assert of_bea == found("Bea season") == found("ORCHARD Bea") == 2
    assert found("Bea Marsh") == 0
    change(vandalised.newest.page, body="Tidy.", summary="Swept the yard")
    assert found("swept yard") == found("Bob orchard yard") == 1


def test_the_buttons_of_the_list_carry_a_token_and_post(moderator, vandalised):
    answer = moderator.get(LIST)
    form = elements(answer, "form", id="changelist-form")[0]
    buttons = [one for one in elements(answer, "button") if one["formaction"]]
    assert form["method"] == "post"
    assert elements(answer, "input", name="csrfmiddlewaretoken")
    assert {one["formmethod"] for one in buttons} == {"post"}
    strict = browser_of(alice(), enforce_csrf_checks=True)
    assert strict.post(buttons[0]["formaction"]).status_code == 403


def test_a_button_of_the_list_works_with_everything_else_the_form_sends(moderator, vandalised):
    answer = moderator.get(LIST)
    sent = {one["name"]: one["value"] for one in elements(answer, "input") if one["name"] != "q"}
    [back] = [
        one["formaction"]
        for one in elements(answer, "button")
        if "roll-back" in one["formaction"] and str(vandalised.newest.pk) in one["formaction"]
    ]
    assert "Rolled back." in said(moderator.post(back, sent, follow=True))


def test_to_patrol_leaves_a_mark_and_takes_the_button_away(moderator, vandalised):
    assert "Marked as patrolled." in said(press(moderator, vandalised.newest, "patrol"))
    mark = RevisionMark.objects.get(revision=vandalised.newest)
    assert mark.patrolled_by.username == "Alice"
    assert mark.patrolled_at
    buttons = elements(moderator.get(f"{LIST}?q=Bea"), "button")
    assert f"{LIST}{vandalised.newest.pk}/patrol/" not in [one["formaction"] for one in buttons]


def test_nobody_patrols_their_own_edit(moderator, orchard):
    own = change(orchard.article, by=alice(), body="Mine")
    assert "Somebody else has to patrol this edit." in said(press(moderator, own, "patrol"))
    assert not RevisionMark.objects.exclude(patrolled_at=None).exists()
    page = moderator.get(f"{LIST}{own.pk}/change/")
    assert "/patrol/" not in " ".join(one["action"] for one in elements(page, "form"))


def test_who_rolls_back_from_the_page_of_a_revision_may_say_why(moderator, vandalised):
    assert elements(moderator.get(f"{LIST}{vandalised.newest.pk}/change/"), "input", name="reason", id="why")
    press(moderator, vandalised.newest, "roll-back", reason="Nonsense\0 twice")
    newest = again(vandalised.season).current
    assert newest.summary.endswith(": Nonsense twice")
    assert JournalEntry.objects.first().reason == "Nonsense twice"


def test_to_roll_back_undoes_all_edits_of_one_person_facts_and_all(moderator, vandalised):
    assert "Rolled back." in said(press(moderator, vandalised.newest, "roll-back"))
    newest = again(vandalised.season).current
    assert (newest.body, newest.facts) == (vandalised.before.body, vandalised.before.facts)
    assert (newest.author.username, newest.tags, newest.number) == ("Alice", ["rollback"], 4)
    assert vandalised.season.season.castings.count() == 2
    assert RevisionMark.objects.filter(patrolled_by=alice()).count() == 2


def test_the_page_of_the_newest_revision_has_the_same_buttons(moderator, vandalised):
    newest = moderator.get(f"{LIST}{vandalised.newest.pk}/change/")
    older = moderator.get(f"{LIST}{vandalised.before.pk}/change/")
    actions = [one["formaction"] for one in elements(newest, "button", class_="button")]
    assert actions == [f"{LIST}{vandalised.newest.pk}/{action}/" for action in ("patrol", "roll-back")]
    assert "roll-back" not in " ".join(
        one["formaction"] for one in elements(older, "button", class_="button")
    )


def test_what_somebody_else_has_changed_since_is_not_rolled_back(moderator, vandalised):
    change(vandalised.season, by=bob(), body="Mended")
    before = everything()
    assert "by somebody else now" in said(press(moderator, vandalised.newest, "roll-back"))
    assert everything() == before


def test_a_page_that_nobody_else_has_written_is_not_rolled_back(moderator, orchard):
    before = everything()
    assert "Nobody else has edited this page" in said(press(moderator, orchard.article.current, "roll-back"))
    assert everything() == before


def test_the_first_edition_is_neither_patrolled_nor_rolled_back(moderator):
    page = first_edition("Loaded")
    rows = moderator.get(LIST)
    assert not [one for one in elements(rows, "button") if one["formaction"]]
    before = everything()
    assert said(press(moderator, page.current, "roll-back"))
    assert everything() == before


def test_a_roll_back_to_invalid_facts_is_refused_with_the_reason(moderator, orchard):
    facts = {"show": value(orchard.show.uid), "number": value(2)}
    page = write("Second", "season", facts=facts)
    moved = change(page, by=somebody("Bea"), facts=facts | {"number": value(3)})
    write("Third", "season", facts=facts)
    assert "already has a page for the season" in said(press(moderator, moved, "roll-back"))
    assert again(page).current == moved


@pytest.mark.parametrize("action", ["patrol", "roll-back"])
def test_the_buttons_refuse_get(moderator, vandalised, action):
    before = everything()
    assert moderator.get(f"{LIST}{vandalised.newest.pk}/{action}/").status_code == 405
    assert everything() == before


@pytest.mark.parametrize("action", ["patrol", "roll-back"])
def test_a_revision_that_does_not_exist_answers_404(moderator, action):
    assert moderator.post(f"{LIST}999999/{action}/").status_code == 404


@pytest.mark.parametrize("action", ["patrol", "roll-back"])
def test_users_without_the_power_are_refused_and_nothing_changes(vandalised, action):
    browsers = [browser_of(staff(bob())), browser_of(somebody("Eve"))]
    before = everything()
    answers = [browser.post(f"{LIST}{vandalised.newest.pk}/{action}/") for browser in browsers]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"].startswith("/admin/login/")
    assert everything() == before


def test_nobody_changes_a_revision(moderator, orchard):
    before = everything()
    address = f"{LIST}{orchard.article.current_id}/change/"
    assert moderator.post(address, {"body": "x", "summary": "y"}).status_code == 403
    assert everything() == before


@pytest.mark.slow
def test_the_list_is_filtered_by_patrol(moderator, vandalised):
    first_edition("Loaded")
    press(moderator, vandalised.newest, "patrol")
    waiting = text_of(moderator.get(LIST, {"patrolled": "no"}), "p", class_="paginator")
    done = text_of(moderator.get(LIST, {"patrolled": "yes"}), "p", class_="paginator")
    assert (waiting, done) == ("9 revisions", "1 revision")


@pytest.mark.slow
def test_the_list_takes_as_many_queries_for_one_revision_as_for_forty(
    moderator, orchard, django_assert_max_num_queries
):
    for number in range(40):
        change(orchard.article, body=f"Words {number}", by=bob() if number % 2 else somebody("Bea"))
    with django_assert_max_num_queries(9):
        assert moderator.get(LIST).status_code == 200

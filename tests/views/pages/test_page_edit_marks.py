"""The marks of facts in the edit form: points to choose from, the show, and marks that are filled in."""

import pytest

from tests.builders import (
    again,
    bob,
    change_fact,
    garden,
    orchard as write_orchard,
    row,
    season_with,
    value,
    write,
    write_episode,
)
from tests.markup import elements, form_fields, text_of
from wiki.actions.people.progress import set_progress
from wiki.models import Page
from wiki.text.progress import EVERYTHING

NEW = {"facts-statements-n1-label": "Status", "facts-statements-n1-value": "Asleep"}
NAMED = "facts-statements-s1-show"


@pytest.fixture
def orchard():
    """The Orchard, with an episode and a second season that is not released."""
    pages = write_orchard()
    pages.first = write_episode(pages.season, 1, "Seeds")
    change_fact(season_with(0), "episode_count", value(2))
    has_watched_all(pages)
    return pages


def has_watched_all(pages):
    """Let Bob have watched all of a show, or each edit form would ask first."""
    set_progress(bob(), pages.show.show.pk, EVERYTHING)


def save(client, title, **fields):
    address = f"/edit/{title.replace(' ', '_')}"
    return client.post(address, form_fields(client.get(address)) | {"action": "save"} | fields)


def marks(page, fact="statements"):
    return [(one.get("show"), one.get("from"), one.get("until")) for one in again(page).current.facts[fact]]


def points(answer):
    everything = elements(answer)
    start = everything.index(elements(answer, "datalist", id="points")[0])
    options = []
    for one in everything[start + 1 :]:
        if one.tag != "option":
            return options
        options.append((one["value"], one.text))
    return options


def test_the_points_of_the_show_are_offered_for_each_mark(member, orchard):
    answer = member.get("/edit/The_Orchard_season_1")
    for name in ("from", "until"):
        assert elements(answer, "input", name=f"facts-casting-ada-{name}")[0]["list"] == "points"
    assert points(answer) == [
        ("everybody", ""),
        ("S1E1", "season 1, episode 1"),
        ("S1", "season 1"),
        ("S2E1", "season 2, episode 1"),
        ("S2E2", "season 2, episode 2"),
        ("S2", "season 2"),
    ]
    assert "Empty: everybody sees it" in text_of(answer, id="id_facts-casting-ada-from_helptext", tag="div")


def test_on_the_page_of_an_episode_its_own_point_comes_first(member, orchard):
    offered = points(member.get("/edit/Seeds"))
    assert offered[0] == ("S1E1", "this episode")
    assert [point for point, _words in offered].count("S1E1") == 1


def test_the_form_asks_the_database_once_more_than_without_points(member, orchard, django_assert_num_queries):
    has_watched_all(garden())
    member.get("/edit/Seeds")
    with django_assert_num_queries(20):
        member.get("/edit/Seeds")


def test_with_one_show_there_is_no_field_for_it_and_a_show_that_is_named_stays(member, orchard):
    change_fact(
        orchard.pip, "statements", [row("s1", label="Job", value={"name": "Cook"}, show=orchard.show.uid)]
    )
    assert not elements(member.get("/edit/Pip_Russet"), name=NAMED)
    save(member, "Pip Russet", **{"facts-statements-s1-from": "s1e1"})
    assert marks(orchard.pip) == [(orchard.show.uid, "S1E1", None)]


def test_with_several_shows_the_show_of_a_mark_is_chosen(member, orchard):
    has_watched_all(second := garden())
    other = second.show
    change_fact(orchard.pip, "statements", [row("s1", label="Job", value={"name": "Cook"}) | {"from": "S1"}])
    answer = member.get("/edit/Pip_Russet")
    assert elements(answer, "select", name=NAMED)
    assert NAMED not in form_fields(answer), "the first one, this page's show"
    save(member, "Pip Russet", **{NAMED: other.uid})
    assert marks(orchard.pip) == [(other.uid, "S1", None)]
    assert form_fields(member.get("/edit/Pip_Russet"))[NAMED] == [other.uid]
    save(member, "Pip Russet", **{"facts-statements-s1-until": "S2"})
    assert marks(orchard.pip) == [(other.uid, "S1", "S2")]
    save(member, "Pip Russet", **{NAMED: ""})
    assert marks(orchard.pip) == [(None, "S1", "S2")]
    for junk in (orchard.ada.uid, "nobody", "a\0b"):
        answer = save(member, "Pip Russet", **{NAMED: junk})
        assert "The show of this spoiler mark does not exist" in text_of(answer, "div", class_="errors")


def test_a_show_that_is_deleted_stays_until_another_is_chosen(member, orchard):
    has_watched_all(other := garden())
    change_fact(
        orchard.pip, "statements", [row("s1", label="Job", value={"name": "Cook"}, show=other.show.uid)]
    )
    Page.objects.filter(pk=other.show.pk).update(deleted_at="2031-04-01T00:00Z")
    write("The Meadow", "show", facts={"key": value("meadow")})
    answer = member.get("/edit/Pip_Russet")
    assert form_fields(answer)[NAMED] == [other.show.uid]
    save(member, "Pip Russet", body="Words.")
    assert marks(orchard.pip) == [(other.show.uid, None, None)]


def test_a_new_appearance_is_hidden_until_its_episode_unless_its_editor_empties_the_field(member, orchard):
    answer = save(member, "Seeds", action="add-appearances")
    [name] = [one for one in form_fields(answer) if one.startswith("facts-appearances-") and "from" in one]
    assert form_fields(answer)[name] == ["S1E1"]
    who = name.replace("from", "character")
    sent = form_fields(answer) | {"action": "save"}
    member.post("/edit/Seeds", sent)
    assert "appearances" not in again(orchard.first).current.facts, "a mark alone says nothing"
    member.post("/edit/Seeds", sent | {who: "Pip Russet"})
    assert marks(orchard.first, "appearances") == [(None, "S1E1", None)]
    save(member, "Seeds", **{name: ""})
    assert marks(orchard.first, "appearances") == [(None, None, None)]


def test_a_new_row_of_another_fact_is_hidden_from_nobody(member, orchard):
    for title, fact in (("Seeds", "credits"), ("The Orchard season 1", "casting")):
        fields = form_fields(save(member, title, action=f"add-{fact}"))
        assert {tuple(fields[name]) for name in fields if name.endswith("-from")} == {("",)}


def test_on_the_page_of_a_new_episode_it_is_that_episode(member, orchard):
    new = {"kind": "episode", "facts-season": "The Orchard season 1", "facts-number": "2"}
    answer = member.post("/edit/Frost", new | {"action": "add-appearances"})
    assert ["S1E2"] in form_fields(answer).values()
    assert points(answer)[0] == ("S1E2", "this episode")


@pytest.mark.parametrize(("title", "point"), [("Seeds", "S1E1"), ("The Orchard season 1", "S1")])
def test_a_new_status_is_hidden_until_the_point_of_its_page(member, orchard, title, point):
    page = {"Seeds": orchard.first, "The Orchard season 1": orchard.season}[title]
    assert save(member, title, **NEW).status_code == 302
    assert marks(page) == [(None, point, None)]


def test_on_other_pages_its_editor_says_who_may_know(member, orchard):
    for label in ("Status", "FATE", " orientation ", "Relationship"):
        answer = save(member, "Pip Russet", **NEW | {"facts-statements-n1-label": label})
        assert answer.status_code == 200
        words = text_of(answer, "div", class_="errors")
        assert "From which point may readers know this? Enter one such as S2E5, or “everybody”." in words
        assert form_fields(answer)["facts-statements-n1-value"] == ["Asleep"]
    for said, mark in (("s1e1", "S1E1"), ("everybody", None), ("Everybody ", None)):
        assert save(member, "Pip Russet", **NEW | {"facts-statements-n1-from": said}).status_code == 302
        assert marks(orchard.pip) == [(None, mark, None)]
        change_fact(orchard.pip, "statements", None)


def test_everybody_may_know_it_on_the_page_of_an_episode_too(member, orchard):
    save(member, "Seeds", **NEW | {"facts-statements-n1-from": "everybody"})
    assert marks(orchard.first) == [(None, None, None)]
    save(member, "Seeds", body="Words.")
    assert marks(orchard.first) == [(None, None, None)], "it is not asked again"


def test_the_point_of_a_page_is_none_of_another_show(member, orchard):
    has_watched_all(second := garden())
    other = second.show
    sent = NEW | {"facts-statements-n1-show": other.uid}
    assert "From which point" in text_of(save(member, "Seeds", **sent), "div", class_="errors")
    save(member, "Seeds", **sent | {"facts-statements-n1-from": "S1"})
    assert marks(orchard.first) == [(other.uid, "S1", None)]


def test_other_labels_and_rows_that_were_there_are_let_be(member, orchard, settings):
    change_fact(orchard.pip, "statements", [row("s1", label="Status", value={"name": "Awake"})])
    save(member, "Pip Russet", **{"facts-statements-s1-value": "Up", "facts-statements-n1-label": "Job"})
    assert marks(orchard.pip) == [(None, None, None)] * 2
    settings.WIKI_CLOSED_LABELS = ["job"]
    answer = save(
        member, "Pip Russet", **{"facts-statements-n2-label": "Job", "facts-statements-n2-value": "Cook"}
    )
    assert "From which point" in text_of(answer, "div", class_="errors")

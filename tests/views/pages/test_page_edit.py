"""The editing form: who sees it, what stands in it, and the buttons that need no JavaScript."""

import pytest

from tests.builders import change, everything, row, value, write
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.models import Page, Revision, Title


def test_a_visitor_is_asked_to_log_in_and_comes_back(client, orchard):
    for address in ("/edit/Ada_Marsh", "/edit/Who's_there%3F", "/edit/100%25"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=/edit/")
        bob = {"login": "Bob", "password": "apple-pie-for-tea"}
        after = client.post(answer["Location"], bob)
        assert (after.status_code, after["Location"]) == (302, address)
        client.logout()


def test_the_form_of_a_page_holds_all_of_it(member, orchard):
    answer = member.get("/edit/The_Orchard_season_1")
    fields = form_fields(answer)
    assert answer.status_code == 200
    assert fields["body"] == ["[[Pip Russet]] plants a tree."]
    assert fields["base"] == [str(orchard.season.current_id)]
    assert (fields["facts-show"], fields["facts-number"]) == (["The Orchard"], ["1"])
    assert fields["facts-status"] == ["released"]
    assert (fields["facts-status-sources"], fields["facts-status-as_of"]) == (
        ["orchard-times, page 1"],
        ["2031-04"],
    )
    assert fields["facts-casting"] == ["", "ada", "ben"]
    assert fields["facts-casting-ada-actor"] == ["Ada Marsh"]
    assert fields["facts-casting-ada-sources"] == ["orchard-times, page 2"]
    assert fields["facts-casting-ben-note"] == ["Runs the shop"]
    assert elements(answer, "input", name="base")[0]["type"] == "hidden"


@pytest.mark.slow
def test_a_form_that_is_sent_as_it_came_changes_nothing(member, orchard):
    before = everything()
    for title in Title.objects.values_list("text", flat=True):
        address = f"/edit/{title.replace(' ', '_')}"
        answer = member.post(address, form_fields(member.get(address)) | {"action": "save"})
        assert answer.status_code == 302, title
    assert everything() == before


def test_a_new_title_gets_the_whole_form_at_once(member):
    answer = member.get("/edit/Who's_there%3F")
    fields = form_fields(answer)
    assert answer.status_code == 200
    assert fields["kind"] == ["article"]
    assert fields["base"] == [""]
    assert fields["body"] == [""]
    assert {"summary", "facts-statements"} <= set(fields)
    assert elements(answer, "form", class_="editor")[0]["action"] == "/edit/Who's_there%3F"


def test_the_address_may_choose_another_kind_for_a_new_page(member):
    answer = member.get("/edit/New_season?kind=season")
    assert form_fields(answer)["kind"] == ["season"]
    assert "facts-number" in form_fields(answer)
    assert form_fields(member.get("/edit/New?kind=nonsense"))["body"] == [""]


def test_another_spelling_or_an_old_title_edits_the_page(member, orchard):
    for title in ("ada_marsh", "Ada%20Marsh"):
        assert form_fields(member.get(f"/edit/{title}"))["base"] == [str(orchard.ada.current_id)]


def test_each_field_has_a_label_and_words_about_a_field_are_tied_to_it(member, orchard):
    answer = member.get("/edit/The_Orchard_season_1")
    labelled = {label["for"] for label in elements(answer, "label")}
    shown = [
        one
        for tag in ("input", "textarea", "select")
        for one in elements(answer, tag)
        if one["type"] != "hidden"
    ]
    assert [one["name"] for one in shown if one["id"] not in labelled] == []
    ids = [one["id"] for one in elements(answer) if one["id"]]
    assert len(ids) == len(set(ids))
    assert {name for one in shown for name in one["aria-describedby"].split()} <= set(ids)


@pytest.mark.slow
def test_no_button_but_save_saves_anything(member, orchard):
    before = everything()
    fields = form_fields(member.get("/edit/The_Orchard_season_1"))
    for action in ("preview", "diff", "add-casting", "remove-casting-ada"):
        sent = fields | {"body": "Typed *words*.", "summary": "Why", "action": action, "facts-number": "7"}
        answer = member.post("/edit/The_Orchard_season_1", sent)
        assert answer.status_code == 200
        assert (typed(answer, "body"), typed(answer, "summary")) == ("Typed *words*.", "Why")
        assert form_fields(answer)["facts-number"] == ["7"]
        assert form_fields(answer)["base"] == fields["base"]
    assert everything() == before


def test_the_preview_shows_the_typed_words_and_what_is_wrong_with_them(member, orchard):
    sent = {
        "body": "Typed *words*.\n\n::: spoiler S1E1\nOpen",
        "base": orchard.article.current_id,
        "action": "preview",
    }
    answer = member.post("/edit/From_play_to_screen", sent)
    preview = elements(answer, "section", **{"aria-label": "Preview"})[0]
    assert "Typed words." in preview.text
    assert elements(answer, "em")[0].text == "words"
    assert "Please note" in preview.text


def test_the_preview_of_a_new_page_saves_nothing(member):
    answer = member.post("/edit/New", {"kind": "article", "body": "Words", "action": "preview"})
    assert answer.status_code == 200
    assert not Page.objects.exists()


def test_show_changes_compares_words_and_facts_with_what_was_opened(member, orchard):
    fields = form_fields(member.get("/edit/The_Orchard_season_1"))
    change(orchard.season, body="Somebody else's words.")
    sent = fields | {"body": "[[Pip Russet]] plants a bush.", "facts-status": "ordered", "action": "diff"}
    answer = member.post("/edit/The_Orchard_season_1", sent)
    assert "Released" in text_of(answer, "del")
    assert "Ordered" in text_of(answer, "ins")
    assert "bush" in " ".join(one.text for one in elements(answer, "ins"))
    assert "Somebody else" not in text_of(answer, "main")


def test_a_row_can_be_added_filled_and_saved(member, orchard):
    address = "/edit/The_Orchard_season_1"
    fields = form_fields(member.get(address))
    added = form_fields(member.post(address, fields | {"action": "add-casting"}))
    [new] = set(added["facts-casting"]) - {"", "ada", "ben"}
    sent = added | {f"facts-casting-{new}-actor": "a cat", f"facts-casting-{new}-character": "[[Mrs Quince]]"}
    assert member.post(address, sent | {"action": "save"}).status_code == 302
    cast = Page.objects.get(pk=orchard.season.pk).current.facts["casting"]
    assert [one["id"] for one in cast] == ["ada", "ben", new]
    assert cast[2] == {"id": new, "actor": {"name": "a cat"}, "character": orchard.quince.uid}


def test_a_row_can_be_removed(member, orchard):
    address = "/edit/The_Orchard_season_1"
    fields = form_fields(member.get(address))
    left = form_fields(member.post(address, fields | {"action": "remove-casting-ada"}))
    assert left["facts-casting"] == ["", "ben"]
    assert not [name for name in left if name.startswith("facts-casting-ada")]
    assert member.post(address, left | {"action": "save"}).status_code == 302
    assert [one["id"] for one in Page.objects.get(pk=orchard.season.pk).current.facts["casting"]] == ["ben"]


def test_the_last_row_can_be_removed(member, orchard):
    facts = {"statements": [row("s1", label="Height", value={"name": "9 m"})]}
    page = write("Tree", facts=facts)
    left = form_fields(
        member.post("/edit/Tree", form_fields(member.get("/edit/Tree")) | {"action": "remove-statements-s1"})
    )
    assert left["facts-statements"] == [""]
    member.post("/edit/Tree", left)
    assert Page.objects.get(pk=page.pk).current.facts == {}


@pytest.mark.slow
def test_a_button_that_nobody_drew_does_no_harm(member, orchard):
    fields = form_fields(member.get("/edit/The_Orchard_season_1"))
    for action in (
        "add-nonsense",
        "add",
        "remove-casting-nobody",
        "remove-",
        "nonsense-1",
        "remove-number-1",
    ):
        answer = member.post("/edit/The_Orchard_season_1", fields | {"action": action})
        assert answer.status_code in (200, 302)
    assert Revision.objects.filter(page=orchard.season).count() == 1


def test_a_season_shows_where_to_cancel(member, orchard):
    assert "/wiki/The_Orchard_season_1" in links(member.get("/edit/The_Orchard_season_1"))


def test_an_unknown_fact_of_history_does_no_harm(member, orchard):
    facts = {"show": value(orchard.show.uid), "number": value(3)}
    page = write("Old season", "season", facts=facts)
    old = page.current.facts | {"colour": value("blue")}
    Revision.objects.bulk_create(
        [
            Revision(
                page=page,
                number=2,
                parent=page.current,
                created_at=page.current.created_at,
                facts=old,
                sha256="x",
                body="Words",
                size=1,
            )
        ]
    )
    page.current = page.revisions.get(number=2)
    page.save()
    for address in ("/wiki/Old_season", "/edit/Old_season", f"/revision/{page.current_id}"):
        assert member.get(address).status_code == 200
    assert "blue" in text_of(member.get(f"/diff/{page.current.parent_id}/{page.current_id}"), "main")


def test_the_preview_of_a_kind_just_chosen_brings_its_facts_and_no_fault(member):
    answer = member.post("/edit/Grafting", {"kind": "episode", "body": "Words.", "action": "preview"})
    assert answer.status_code == 200
    assert "the facts of this kind of page" in text_of(answer, "div", role="alert")
    assert not elements(answer, class_="errors")
    assert form_fields(answer)["body"] == ["Words."]
    again = member.post("/edit/Grafting", form_fields(answer) | {"action": "preview"})
    assert "Enter a season." in text_of(again, "div", class_="errors")


def test_the_preview_shows_premise_appearances_and_relations(member, orchard):
    facts = {"facts-appearances": "r1", "facts-appearances-r1-character": "Pip Russet"}
    needed = {"facts-season": "The Orchard season 1", "facts-number": "1", "facts-premise": "Bees come."}
    sent = facts | needed | {"kind": "episode", "body": "Words.", "action": "preview"}
    preview = text_of(member.post("/edit/Seed", sent), "section", **{"aria-label": "Preview"})
    assert "Bees come." in preview
    assert "Appearances" in preview
    friend = {"facts-relationships": "r1", "facts-relationships-r1-kind": "friend"}
    sent = friend | {"facts-relationships-r1-other": "Mrs Quince", "action": "preview"}
    preview = text_of(member.post("/edit/Pip_Russet", sent), "section", **{"aria-label": "Preview"})
    assert "Friend of Mrs Quince" in preview
    assert "played by Ben Frost" in preview


def test_what_was_asked_for_has_the_focus(member, orchard):
    shown = [("preview", "Preview"), ("diff", "Your changes")]
    for action, label in shown:
        answer = member.post("/edit/Pip_Russet", {"body": "New.", "action": action})
        [section] = elements(answer, "section", **{"aria-label": label})
        assert {"tabindex", "autofocus"} <= section.attributes.keys()

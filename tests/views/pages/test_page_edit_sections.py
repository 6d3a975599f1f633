"""One section of a page is edited alone, and put back in its place."""

import pytest

from tests.builders import again, bob, change, somebody, value, write, write_episode
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.actions.people.progress import set_progress
from wiki.models import Show
from wiki.text.progress import EVERYTHING

ADDRESS = "/edit/From_play_to_screen"
BODY = "The lead.\n\n## Story\n\nA tree.\n\n### Roots\n\nDeep.\n\n## Reception\n\nApplause."


@pytest.fixture
def page(orchard):
    change(orchard.article, body=BODY)
    return again(orchard.article)


def section(member, anchor):
    return member.get(f"{ADDRESS}?section={anchor}")


def test_the_form_holds_the_section_alone_and_saving_puts_it_back(member, page):
    form = section(member, "section-story")
    assert typed(form, "body") == "## Story\n\nA tree.\n\n### Roots\n\nDeep."
    assert typed(form, "summary") == "Story: "
    assert not elements(form, "section", class_="facts")
    assert "#facts-title" not in links(form)
    fields = form_fields(form) | {"body": "## Story\n\nAn apple tree."}
    assert member.post(ADDRESS, fields).status_code == 302
    now = again(page).current
    assert now.body == "The lead.\n\n## Story\n\nAn apple tree.\n\n## Reception\n\nApplause."
    assert now.summary == "Story"


def test_a_section_with_a_mark_is_edited_alone_too(member, page):
    body = BODY.replace("## Story", "## Story {orchard S1}")
    change(page, body=body)
    set_progress(bob(), Show.objects.get().pk, EVERYTHING)
    form = section(member, "section-story:orchard")
    assert typed(form, "body").startswith("## Story {orchard S1}\n\nA tree.")
    fields = form_fields(form) | {"body": "## Story {orchard S1}\n\nA pear tree."}
    answer = member.post(ADDRESS, fields)
    assert answer["Location"] == "/wiki/From_play_to_screen#section-story"
    assert again(page).current.body == body.replace("A tree.\n\n### Roots\n\nDeep.", "A pear tree.")


def test_a_section_of_an_episode_is_the_one_that_its_page_names(member, orchard):
    season = write("Three", "season", facts={"show": value(orchard.show.uid), "number": value(3)})
    page = write_episode(season, 1)
    change(page, body="The lead.\n\n## Fate {S2}\n\na\n\n## Fate {S1}\n\nb")
    set_progress(bob(), Show.objects.get().pk, EVERYTHING)
    form = member.get("/edit/Episode_1?section=section-fate")
    assert (
        member.post("/edit/Episode_1", form_fields(form) | {"body": "## Fate {S2}\n\nc"}).status_code == 302
    )
    assert again(page).current.body == "The lead.\n\n## Fate {S2}\n\nc\n\n## Fate {S1}\n\nb"


def test_the_section_with_nothing_changed_makes_no_revision(member, page):
    assert member.post(ADDRESS, form_fields(section(member, "section-roots"))).status_code == 302
    assert again(page).current == page.current


def test_an_edit_elsewhere_on_the_page_is_merged(member, page):
    fields = form_fields(section(member, "section-reception")) | {"body": "## Reception\n\nSilence."}
    change(page, body=BODY.replace("A tree", "Two trees"), by=somebody("Bea"))
    assert member.post(ADDRESS, fields).status_code == 302
    assert again(page).current.body == BODY.replace("A tree", "Two trees").replace("Applause", "Silence")


def test_a_clash_in_the_section_shows_the_whole_text(member, page):
    fields = form_fields(section(member, "section-reception")) | {"body": "## Reception\n\nSilence."}
    change(page, body=BODY.replace("Applause", "Boos"), by=somebody("Bea"))
    answer = member.post(ADDRESS, fields)
    assert answer.status_code == 409
    assert typed(answer, "body") == BODY.replace("Applause", "Silence")
    assert typed(answer, "section") == ""
    assert [one.text for one in elements(answer, class_="passage")] == ["Boos.", "Silence."]
    choice = {one["name"]: "mine" for one in elements(answer, "input", value="mine", type="radio")}
    assert member.post(ADDRESS, form_fields(answer) | choice).status_code == 302
    assert again(page).current.body == BODY.replace("Applause", "Silence")


def test_preview_shows_the_section_and_show_changes_the_whole_page(member, page):
    fields = form_fields(section(member, "section-story")) | {"body": "## Story\n\nAn apple tree."}
    preview = member.post(ADDRESS, fields | {"action": "preview"})
    assert "An apple tree." in text_of(preview, "section")
    assert "Applause" not in text_of(preview, "main")
    assert typed(preview, "section") == "section-story"
    changes = member.post(ADDRESS, fields | {"action": "diff"})
    assert {"An apple"} <= {one.text for one in elements(changes, "ins")}
    assert "Applause" not in {one.text for one in elements(changes, "del")}


@pytest.mark.parametrize("anchor", ["nowhere", "%00", "x" * 2000, "sources"])
def test_a_section_that_is_not_there_opens_the_whole_page(member, page, anchor):
    form = section(member, anchor)
    assert form.status_code == 200
    assert typed(form, "body") == BODY
    assert "no such section" in text_of(form, "div", role="alert")
    assert typed(form, "section") == ""
    assert elements(form, "section", class_="facts")
    assert "This is one section of the page." not in text_of(form)


def test_a_section_can_be_taken_away_whole(member, page):
    fields = form_fields(section(member, "section-story")) | {"body": ""}
    assert member.post(ADDRESS, fields).status_code == 302
    assert again(page).current.body == "The lead.\n\n## Reception\n\nApplause."


def test_a_section_of_a_text_that_is_too_long_is_refused_and_kept(member, page):
    fields = form_fields(section(member, "section-story")) | {"body": "x" * (256 * 1024 - 10)}
    answer = member.post(ADDRESS, fields)
    assert answer.status_code == 200
    assert "at most 256 KB" in text_of(answer, "div", class_="errors")
    assert typed(answer, "body") == "x" * (256 * 1024 - 10)

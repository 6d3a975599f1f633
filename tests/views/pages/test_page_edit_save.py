"""Saving: what is made of a form, and what of one that says only part."""

import pytest

from tests.builders import again, first_edition, write
from tests.markup import elements, text_of
from wiki.models import Page, PageLink, Revision

pytestmark = pytest.mark.each_database


def save(browser, page, title=None, **fields):
    """Send the form of a page; it says only what is given here, and what was current."""
    sent = {"base": page.current_id, "action": "save"} | fields
    return browser.post(f"/edit/{(title or current(page)).replace(' ', '_')}", sent)


def current(page):
    return page.titles.get(is_current=True).text


def test_saving_makes_a_revision_says_so_and_shows_the_page(member, orchard):
    answer = save(member, orchard.article, body="It began as a song.", summary="Was a song", minor="on")
    assert (answer.status_code, answer["Location"]) == (302, "/wiki/From_play_to_screen")
    newest = again(orchard.article).current
    assert (newest.number, newest.body, newest.summary, newest.minor) == (
        2,
        "It began as a song.",
        "Was a song",
        True,
    )
    assert (newest.author.username, newest.parent) == ("Bob", orchard.article.current)
    read = member.get(answer["Location"])
    assert text_of(read, "div", class_="messages") == "Saved."
    assert "It began as a song." in text_of(read, "main")
    assert not text_of(member.get(answer["Location"]), "div", class_="messages")


def test_saving_names_what_stays_hidden(member, orchard):
    answer = save(member, orchard.article, body="a >!b!<\n\n## C {S7E1}\n\nd")
    (messages,) = elements(member.get(answer["Location"]), "div", class_="messages")
    assert [" ".join(words.split()) for words in messages.text.split("Please note:")] == [
        "Saved.",
        "Line 1: no readable mark, so the spoiler stays hidden.",
        "There is no such episode or season yet. Until then, this stays hidden: S7E1.",
    ]


def test_saving_names_a_few_of_many_mistakes(member, orchard):
    answer = save(member, orchard.article, body=">!a!< b\n\n" * 50)
    (messages,) = elements(member.get(answer["Location"]), "div", class_="messages")
    assert messages.text.count("Please note") == 5


def test_a_new_page_is_saved_under_its_title(member):
    answer = member.post("/edit/who's_there%3F", {"kind": "article", "body": "Nobody.", "base": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/wiki/who's_there%3F")
    assert Page.objects.get(titles__text="who's there?").current.summary == "New page"


def test_a_new_page_needs_neither_kind_nor_base_nor_body(member):
    assert member.post("/edit/Empty", {}).status_code == 302
    page = Page.objects.get(titles__text="Empty")
    assert (page.kind, page.current.body, page.current.facts) == ("article", "", {})


def test_a_new_season_takes_its_facts_from_the_first_post(member, orchard):
    facts = {"facts-show": "The Orchard", "facts-number": "2", "facts-casting-tom-actor": "Ada Marsh"}
    answer = member.post("/edit/Season_two", {"kind": "season", "body": "Words"} | facts)
    assert answer.status_code == 302
    page = Page.objects.get(titles__text="Season two")
    assert page.current.facts["show"] == {"value": orchard.show.uid}
    assert page.current.facts["casting"] == [{"id": "tom", "actor": orchard.ada.uid}]
    assert page.season.castings.get().actor.page == orchard.ada


def test_facts_that_a_post_does_not_mention_stay_as_they_were(member, orchard):
    before = orchard.season.current.facts
    assert save(member, orchard.season, body="New words.").status_code == 302
    assert again(orchard.season).current.facts == before
    save(member, again(orchard.season), **{"facts-episode_count": "8"})
    after = again(orchard.season).current
    assert after.body == "New words."
    assert after.facts == before | {"episode_count": {"value": 8}}


def test_one_field_of_one_row_can_be_changed_alone(member, orchard):
    save(member, orchard.season, **{"facts-casting-ben-note": "Sells pears"})
    before, after = orchard.season.current.facts, again(orchard.season).current.facts
    assert after["casting"] == [before["casting"][0], before["casting"][1] | {"note": "Sells pears"}]
    assert {name: fact for name, fact in after.items() if name != "casting"} == {
        name: fact for name, fact in before.items() if name != "casting"
    }


def test_a_fact_that_is_emptied_is_gone_with_its_source(member, orchard):
    emptied = {"facts-status": "", "facts-status-sources": "", "facts-status-as_of": ""}
    assert save(member, orchard.season, **emptied).status_code == 302
    assert "status" not in again(orchard.season).current.facts


def test_saving_what_is_there_already_makes_no_revision_and_says_so(member, orchard):
    answer = save(member, orchard.article, body=orchard.article.current.body, summary="Again")
    assert answer.status_code == 302
    assert Revision.objects.filter(page=orchard.article).count() == 1
    assert "No changes" in text_of(member.get(answer["Location"]), "div", class_="messages")


def test_line_ends_of_a_browser_are_no_change(member):
    page = write("Poem", body="One\nTwo\n\nThree")
    save(member, page, body="One\r\nTwo\r\n\r\nThree\r\n")
    assert again(page).current == page.current


@pytest.mark.parametrize(
    "body", ["\n\nFirst", "   indented", "\tcode", "🍂 שלום مرحبا", "a\u200db", "<b>&amp;</b>", "x" * 5000]
)
def test_words_are_kept_letter_by_letter(member, body):
    page = write("Words", body="Old")
    save(member, page, body=body)
    assert again(page).current.body == body


def test_a_page_of_the_first_edition_can_be_edited_like_any_other(member):
    page = first_edition("Loaded", body="First.")
    assert save(member, page, body="Second.").status_code == 302
    assert again(page).current.parent.author is None


def test_a_link_to_a_page_turns_when_the_page_is_written(client, member):
    write("Start", body="[[Quince jam]]")
    assert PageLink.objects.get().target_key == "quince jam"
    member.post("/edit/Quince_jam", {"body": "Sweet."})
    assert 'href="/wiki/Quince_jam"' in client.get("/wiki/Start").content.decode()


def test_a_post_under_another_spelling_saves_the_page(member, orchard):
    answer = save(member, orchard.article, title="FROM PLAY TO SCREEN", body="New.")
    assert answer["Location"] == "/wiki/From_play_to_screen"
    assert Page.objects.filter(kind="article").count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_form_is_posted_or_it_is_nothing(member, orchard, method):
    assert getattr(member, method)("/edit/From_play_to_screen").status_code == 405

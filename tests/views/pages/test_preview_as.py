"""A preview as a reader sees it who has watched to some point: the editor's own text, whoever they are."""

import pytest

from tests.builders import (
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
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of
from wiki.actions.people.progress import set_progress
from wiki.text.progress import EVERYTHING, NOTHING

BODY = "Pip plants.\n\n>!S1E1: The seeds sprout!< and >!S1E2: frost comes!<. >!garden S1E1: Fern waters.!<"
MARKED = {"from": "S1E2"}


@pytest.fixture
def orchard():
    """The Orchard: season 1 is released and has two episodes."""
    pages = write_orchard()
    pages.first = write_episode(pages.season, 1, "Seeds")
    pages.second = write_episode(pages.season, 2, "Frost")
    return pages


def browser(orchard, point=EVERYTHING):
    set_progress(bob(), orchard.show.show.pk, point)
    return browser_of(bob())


def previewed(client, title, **fields):
    """Return the preview of what the form of a page has, with some fields changed."""
    address = f"/edit/{title.replace(' ', '_')}"
    sent = form_fields(client.get(address)) | {"action": "preview"} | fields
    return client.post(address, sent)


def shown(answer):
    words = text_of(answer, "section", **{"aria-label": "Preview"})
    return {word for word in ("sprout", "frost", "Fern waters", "Secret", "rosy") if word in words}


def boxes(answer):
    return [box.text for box in elements(answer, "summary") if "tap to show" in box.text]


@pytest.mark.parametrize("own", [NOTHING, EVERYTHING])
def test_it_is_what_that_reader_gets_however_far_its_editor_has_watched(orchard, own):
    both = {"sprout", "frost"}
    seen = {"none": set(), "S1E1": {"sprout"}, "s1e1": {"sprout"}, "S1E2": both, "S1": both}
    client = browser(orchard, own)
    for point, words in seen.items():
        answer = previewed(client, "Pip Russet", body=BODY, **{"as": point})
        assert (shown(answer), boxes(answer)) == (words, []), point
        live = client.post("/preview", {"content": BODY, "title": "Pip Russet", "as": point})
        assert words == {word for word in (*both, "Fern waters") if word in live.content.decode()}, point


def test_without_a_point_everything_is_there_in_boxes(orchard):
    client = browser(orchard, NOTHING)
    for point in ("", "all things", "latest", "S0", "S1E1\0"):
        answer = previewed(client, "Pip Russet", body=BODY, **{"as": point})
        assert (shown(answer), len(boxes(answer))) == ({"sprout", "frost", "Fern waters"}, 3), point
    answer = previewed(client, "Pip Russet", body=BODY)
    assert "Spoilers are in closed boxes." in text_of(answer, "section", **{"aria-label": "Preview"})


def test_it_says_who_sees_it_and_the_choice_stays(orchard):
    answer = previewed(browser(orchard), "Pip Russet", body=BODY, **{"as": "S1E1"})
    words = text_of(answer, "section", **{"aria-label": "Preview"})
    assert "This is what readers see who have watched season 1, episode 1." in words
    assert form_fields(answer)["as"] == ["S1E1"]
    assert "#preview-as" in links(answer)


def test_each_point_that_is_known_can_be_chosen_also_one_that_is_not_released(orchard):
    season = season_with(0)
    change_fact(season, "episode_count", value(2))
    page = browser(orchard).get("/edit/Pip_Russet")
    start = next(place for place, one in enumerate(elements(page)) if one["id"] == "preview-as")
    options = [one for one in elements(page)[start:] if one.tag == "option"]
    assert [option["value"] for option in options[:8]] == [
        *("", "none", "S1E1", "S1E2", "S1", "S2E1", "S2E2", "S2"),
    ]
    assert options[2].text == "Season 1, episode 1"


def test_facts_are_shown_as_of_that_point_too(orchard):
    green, rosy = (row(name, label="Colour", value={"name": name}) for name in ("green", "rosy"))
    change_fact(orchard.pip, "statements", [green, rosy | MARKED])
    assert shown(previewed(browser(orchard), "Pip Russet", **{"as": "S1E1"})) == set()
    answer = previewed(browser(orchard), "Pip Russet", **{"as": "S1"})
    assert shown(answer) == {"rosy"}
    assert "green" not in text_of(answer, "section", **{"aria-label": "Preview"})


def test_a_premise_is_shown_to_who_has_watched_everything_before(orchard):
    change_fact(orchard.second, "premise", value("Secret guests."))
    for point, words in (("none", set()), ("S1E1", {"Secret"}), ("", {"Secret"})):
        assert shown(previewed(browser(orchard), "Frost", **{"as": point})) == words


def relations_in(answer):
    words = text_of(answer, "section", **{"aria-label": "Preview"})
    return {kind for kind in ("Friend of", "Partner of") if kind in words}


def test_what_other_pages_tell_is_limited_to_what_the_editor_may_see(orchard):
    """It is not their text: they might not have come to it."""
    change_fact(orchard.quince, "relationships", [row("q", kind="friend", other=orchard.pip.uid) | MARKED])
    for own, point, kinds in (
        (EVERYTHING, "S1", {"Friend of"}),
        (EVERYTHING, "S1E1", set()),
        (NOTHING, "S1", set()),
    ):
        assert relations_in(previewed(browser(orchard, own), "Pip Russet", **{"as": point})) == kinds


def test_a_relationship_that_both_pages_tell_is_shown_once(orchard):
    change_fact(orchard.quince, "relationships", [row("q", kind="partner", other=orchard.pip.uid)])
    change_fact(orchard.pip, "relationships", [row("p", kind="partner", other=orchard.quince.uid) | MARKED])
    answer = previewed(browser(orchard, NOTHING), "Pip Russet", **{"as": "S1"})
    assert text_of(answer, "section", **{"aria-label": "Preview"}).count("Partner of") == 1


EPISODE = {"kind": "episode", "facts-season": "The Orchard season 1", "facts-number": "2"}
STORY = "An episode.\n\nSecret guests come."


def test_a_new_episode_is_closed_below_its_lead_as_it_will_be_once_it_is_saved(orchard):
    client, mark = browser(orchard), "Spoilers for season 1, episode 3 (tap to show)"
    for season in ("The Orchard season 1", "[[the orchard season 1]]"):
        sent = EPISODE | {"facts-season": season, "facts-number": "3", "body": STORY, "action": "preview"}
        assert boxes(client.post("/edit/Thaw", sent)) == [mark]
        assert boxes(client.post("/preview", sent | {"content": STORY, "title": "Thaw"})) == [mark]
    assert shown(client.post("/edit/Thaw", sent | {"as": "S1E1"})) == set()
    assert shown(client.post("/edit/Thaw", sent | {"as": "s1e3"})) == {"Secret"}


def test_a_changed_number_counts_before_it_is_saved(orchard):
    answer = previewed(browser(orchard), "Frost", body=STORY, **{"facts-number": "7"})
    assert boxes(answer) == ["Spoilers for season 1, episode 7 (tap to show)"]


def test_junk_is_no_error(orchard):
    client = browser(orchard)
    for number in ("", "x", "0", "9" * 5000):
        sent = EPISODE | {"facts-number": number, "content": STORY, "title": "Thaw"}
        assert client.post("/preview", sent).status_code == 200, number[:9]
    for title in ("", "Nobody", "a\0b", "x" * 1000, "<>"):
        for kind in ("", "nothing", "character"):
            sent = {
                "content": BODY,
                "title": title,
                "kind": kind,
                "as": "S1E1",
                "facts-first_appearance": "\0",
            }
            assert client.post("/preview", sent).status_code == 200, (title[:9], kind)


def test_the_live_preview_of_an_episode_is_closed_below_its_lead(orchard):
    answer = browser(orchard).post("/preview", {"content": STORY, "title": "Frost"})
    assert boxes(answer) == ["Spoilers for season 1, episode 2 (tap to show)"]


def test_a_live_preview_of_a_character_has_no_relations_that_only_others_tell(orchard):
    change_fact(orchard.quince, "relationships", [row("q", kind="friend", other=orchard.pip.uid)])
    answer = browser(orchard).post("/preview", {"content": "Pip.", "title": "Pip Russet"})
    assert "Friend" not in answer.content.decode()


def test_without_a_show_there_is_nobody_to_view_it_as(member):
    write("Apples")
    assert not elements(member.get("/edit/Apples"), "select", name="as")
    answer = member.post("/preview", {"content": "a >!S1E1: b!<", "title": "Apples", "as": "S1E1"})
    assert boxes(answer)


def test_with_several_shows_it_is_that_of_the_page_if_it_is_about_one(orchard):
    garden()
    client, body = browser(orchard), ">!S1: Fern waters!< and >!orchard S1: frost comes!<."
    assert shown(previewed(client, "Fern", body=body, **{"as": "S1"})) == {"Fern waters"}
    assert shown(previewed(client, "Fern", body=body, **{"as": "none"})) == set()
    assert not elements(client.get("/edit/Pip_Russet"), "select", name="as")
    new = {
        "kind": "character",
        "facts-first_appearance": "The Garden season 1",
        "body": body,
        "action": "preview",
    }
    assert shown(client.post("/edit/Moss", new | {"as": "S1"})) == {"Fern waters"}

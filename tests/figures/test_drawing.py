"""The figures as they are drawn: what a browser and a screen reader are told."""

import re

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from tests.markup import elements, text_of
from wiki.figures.relations import Relation, relation_map
from wiki.figures.sprig import sprig

TITLES = ["Blossom", "Bees & wasps", "<b>Graft</b>", "", "Windfall", "Cider", "Frost", "Buds"]


def draw_sprig(current=None, unknown=(), name="sprig"):
    episodes = [
        {
            "number": number,
            "title": title,
            "name": None if number in unknown else {"url": f"/wiki/Episode_{number}"},
            "is_current": number == current,
        }
        for number, title in enumerate(TITLES, start=1)
    ]
    figure = sprig(len(TITLES), "season-orchard-1")
    leaves = [
        (leaf, episode, episode["number"] <= (current or 0))
        for leaf, episode in zip(figure.leaves, episodes, strict=True)
    ]
    context = {"figure": figure, "season": 1, "leaves": leaves}
    return HttpResponse(render_to_string(f"figures/{name}.html", context))


def draw_relations(*others):
    context = {"figure": relation_map("Pip Russet", others), "labelled_by": "relations", "name": "Pip Russet"}
    return HttpResponse(render_to_string("figures/relations.html", context))


def titles(answer):
    return [title.text for title in elements(answer, "title")]


def test_each_leaf_is_a_link_with_the_number_and_title_of_its_episode():
    answer = draw_sprig(current=3)
    assert elements(answer, "nav")[0]["aria-label"] == "Episodes of season 1"
    assert [link["href"] for link in elements(answer, "a")] == [f"/wiki/Episode_{n}" for n in range(1, 9)]
    assert titles(answer)[:4] == [
        "Episode 1: Blossom",
        "Episode 2: Bees & wasps",
        "Episode 3: <b>Graft</b>",
        "Episode 4",
    ]
    assert [number.text for number in elements(answer, "text")] == list("12345678")


def test_leaves_that_are_not_reached_are_bare():
    bare = elements(draw_sprig(current=3), "a", class_="bare")
    assert [link["href"] for link in bare] == [f"/wiki/Episode_{number}" for number in range(4, 9)]


def test_the_current_episode_is_said_in_words_too():
    answer = draw_sprig(current=3)
    assert [link["href"] for link in elements(answer, "a", **{"aria-current": "page"})] == ["/wiki/Episode_3"]
    assert text_of(answer, "p") == "You are here: episode 3"


def test_on_the_page_of_a_season_nobody_is_anywhere():
    answer = draw_sprig()
    assert elements(answer, "a", **{"aria-current": "page"}) == elements(answer, "p") == []


def test_an_episode_without_a_page_is_no_link():
    answer = draw_sprig(current=3, unknown=[7, 8])
    assert len(elements(answer, "a")) == 6
    assert len(elements(answer, "g", class_="unknown", role="img")) == 2


def test_a_sprig_on_a_card_is_decoration():
    answer = draw_sprig(name="sprig_mark")
    assert elements(answer, "svg")[0]["aria-hidden"] == "true"
    assert elements(answer, "a") == []


def test_a_sprig_weighs_little():
    assert len(draw_sprig(current=3).content) <= 2_500
    assert len(draw_sprig(name="sprig_mark").content) <= 1_500


@pytest.mark.parametrize("answer", [draw_sprig, lambda: draw_relations(("Ada", "Friend of", 1))])
def test_numbers_are_written_for_the_browser_whatever_language_the_reader_has(answer):
    with translation.override("de"):
        drawn = elements(answer())
    places = [one[name] for one in drawn for name in ("transform", "d", "viewBox", "x", "y", "cx", "cy")]
    assert [place for place in places if not re.fullmatch(r"[-\w. ()]*", place)] == []


def test_a_relation_is_a_link_that_reads_as_a_phrase():
    answer = draw_relations(Relation("Ben Frost", "Friend of", 0, "/wiki/Ben_Frost"), ("Cox", "Parent of"))
    assert elements(answer, "svg")[0]["aria-labelledby"] == "relations"
    assert [link["href"] for link in elements(answer, "a")] == ["/wiki/Ben_Frost"]
    assert titles(answer) == ["Friend of Ben Frost", "Parent of Cox"]


def test_lines_differ_by_more_than_their_colour():
    answer = draw_relations(*[("Ben Frost", "Friend of", style) for style in range(4)])
    edges = [one for one in elements(answer, "path") if one["d"].startswith("M180")]
    looks = {(edge["class"], edge["stroke-dasharray"], edge["stroke-width"]) for edge in edges}
    assert len(edges) == len(looks) == 5


def test_whoever_found_no_room_is_said_to_be_in_the_list():
    assert text_of(draw_relations(*[("Ben", "Friend of")] * 13), "figcaption") == "1 more in the list"
    assert text_of(draw_relations(*[("Ben", "Friend of")] * 15), "figcaption") == "3 more in the list"

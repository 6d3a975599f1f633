"""What readers find besides what everybody finds: the words that they have come to, and no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import (
    again,
    alice,
    change,
    change_fact,
    garden,
    orchard,
    reader,
    row,
    value,
    write,
    write_episode,
)
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.titles.moving import move_page
from wiki.models import RevealedText
from wiki.queries.search import search
from wiki.queries.search.search import matching, results
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def found(sight, words):
    """Return the titles of what a reader finds, in order."""
    return [result.name.title for result in results(sight, words, matching(sight, words))]


def snippets(sight, words):
    listed = results(sight, words, matching(sight, words))
    return [" ".join("".join(text for text, _is_match in one.snippet).split()) for one in listed]


def points_at_which(words):
    """Return the points, among some, at which a reader of The Orchard finds these words."""
    points = ("none", "s1e1", "s1e2", "s1", "s2e1", "s2", "s3", "all")
    return [point for point in points if found(reader(orchard=point), words)]


def told(row_id, words, **mark):
    return row(row_id, label="Job", value={"name": words}) | mark


def test_words_are_found_from_their_point_on_together_with_public_ones():
    orchard()
    write("Apples", body="They fall.\n\n::: spoiler S1E2\nThey [[Pip|rot]].\n:::\n\nA >!S2: worm!< comes.")
    assert found(SAFE, "rot") == []
    assert points_at_which("rot") == ["s1e2", "s1", "s2e1", "s2", "s3", "all"]
    assert points_at_which("fall rot apples") == points_at_which("rot")
    assert points_at_which("rot worm") == ["s2", "s3", "all"]


def test_a_snippet_has_the_words_in_their_place_and_nothing_that_comes_later():
    orchard()
    write("Apples", body="They >!S1E2: rot!< and >!S2: vanish!< at last.")
    assert snippets(reader(orchard="s1"), "rot") == ["They rot and at last. Apples"]
    assert snippets(reader(orchard="s2"), "rot") == ["They rot and vanish at last. Apples"]
    assert snippets(reader(orchard="s2"), "they") == ["They rot and vanish at last. Apples"]
    assert snippets(SAFE, "they") == ["They and at last."]


def test_facts_are_found_until_they_end_or_the_next_row_of_their_line_begins():
    world = orchard()
    rows = [told("r1", "Baker", **{"from": "S1E2"}), told("r2", "Cook", **{"from": "S2"})]
    rows += [row("r3", label="Pet", value={"name": "Dog"}) | {"from": "S1E1", "until": "S1"}]
    change_fact(world.pip, "statements", rows)
    assert points_at_which("baker") == ["s1e2", "s1", "s2e1"]
    assert points_at_which("cook") == ["s2", "s3", "all"]
    assert points_at_which("pet dog") == ["s1e1", "s1e2"]
    assert points_at_which("pip baker") == points_at_which("baker")


def test_a_premise_and_what_happens_in_an_episode_are_found_in_time():
    world = orchard()
    write_episode(world.season, 2, "Leaf", premise=value("Hail comes."))
    leaf = write_episode(world.season, 3, "Bud", premise=value("Snow melts."))
    change(leaf, body="It is spring.\n\n## Plot\n\nEverybody elopes.")
    assert points_at_which("hail") == ["s1e1", "s1e2", "s1", "s2e1", "s2", "s3", "all"]
    assert points_at_which("melts") == ["s1e2", "s1", "s2e1", "s2", "s3", "all"]
    assert points_at_which("elopes") == ["s1", "s2e1", "s2", "s3", "all"]
    change_fact(world.season, "number", value(2))
    assert points_at_which("elopes") == ["s2", "s3", "all"]


def test_what_is_revealed_comes_after_what_everybody_finds_and_by_title():
    orchard()
    write("Zinnia", body="Blossom.")
    for title, count in (("Rose", 1), ("Daisy", 1), ("Iris", 50)):
        write(title, body=f"Long. >!S1: {'Blossom ' * count}!<")
    write("Aster", body="Long. " * 100 + "Blossom.")
    everybody = found(SAFE, "blossom")
    assert set(everybody) == {"Zinnia", "Aster"}
    assert found(reader(orchard="s1"), "blossom") == [*everybody, "Daisy", "Iris", "Rose"]


def test_hidden_words_never_change_the_order():
    orchard()
    pages = [write(f"Page {letter}", body="An apple and an apple.") for letter in "CAB"]
    write("Late", body=">!S1E1: An apple!<")
    orders = []
    for later in ("", " >!S2: apple apple!<", f"\n\n::: spoiler S2\n{'apple ' * 90}\n:::"):
        for page in pages[:2]:
            change(again(page), body=f"An apple and an apple. >!S1E2: apple!<{later}")
        orders.append([found(reader(orchard=point), "apple") for point in ("none", "s1e1", "s1e2", "s1")])
    assert orders[0] == orders[1] == orders[2]
    assert orders[0][1][-1] == "Late"


def test_marks_that_can_not_be_read_are_found_by_who_wants_nothing_hidden_alone():
    orchard()
    write("Apples", body="They fall. >!SxE2: They rot!< >!nowhere S1: They sing!< >!S1: They grow!<")
    for words in ("rot", "sing"):
        assert points_at_which(words) == ["all"]
        assert found(FULL, words) == ["Apples"]
    garden()
    assert found(reader(orchard="all"), "rot") == found(reader(orchard="all"), "grow") == []
    assert found(reader(orchard="all", garden="all"), "rot sing grow") == ["Apples"]


def test_a_mark_belongs_to_the_show_it_names_or_to_that_of_the_page():
    world, second = orchard(), garden()
    other = {"from": "S1E1", "show": world.show.uid}
    facts = second.fern.current.facts | {"statements": [told("r1", "Baker", **other)]}
    change(
        second.fern, body="A >!S1E1: leaf!<, a >!orchard S1E1: root!<, a >!garden S1E1: stem!<.", facts=facts
    )
    for words in ("leaf", "stem"):
        assert found(reader(garden="s1e1"), words) == ["Fern"]
        assert found(reader(orchard="all"), words) == []
    for words in ("root", "baker"):
        assert found(reader(orchard="s1e1"), words) == ["Fern"]
        assert found(reader(garden="all"), words) == []
    moved = again(second.season).current.facts | {"show": value(world.show.uid), "number": value(2)}
    change(second.season, facts=moved)
    assert (found(reader(orchard="s1e1"), "leaf"), found(reader(garden="s1"), "leaf")) == (["Fern"], [])


def test_a_show_whose_key_changes_takes_no_words_along():
    world = orchard()
    write("Apples", body="They >!orchard S1: rot!< and >!wood S1: grow!<.")
    assert (points_at_which("rot"), points_at_which("grow")) == (["s1", "s2e1", "s2", "s3", "all"], ["all"])
    change_fact(world.show, "key", value("wood"), by=alice())
    watched = reader(wood="s1")
    assert (found(watched, "rot"), found(watched, "grow")) == ([], ["Apples"])


def test_who_has_come_further_than_a_page_has_texts_finds_words_at_the_end_of_their_season():
    orchard()
    words = {number: f"w{number:03}x" for number in range(1, 91)}
    marks = {number: f"S{1 + number // 20}E{1 + number % 20}" for number in words}
    page = write("Apples")
    for count in (90, 60):
        body = " ".join(f">!{marks[number]}: {words[number]}!<" for number in range(1, count + 1))
        change(page, body=body)
        assert found(reader(orchard=marks[40].lower()), words[40]) == ["Apples"]
        assert found(reader(orchard=marks[50].lower()), words[50]) == []
        assert found(reader(orchard="s3"), f"{words[50]} {words[1]}") == ["Apples"]
        assert found(reader(orchard="s5"), words[count]) == found(FULL, words[count]) == ["Apples"]
        assert RevealedText.objects.count() <= 60


def test_the_new_title_of_a_page_that_a_hidden_fact_names_is_found_and_that_of_a_deleted_one_is_not():
    world = orchard()
    change_fact(
        world.pip, "relationships", [row("r", kind="friend", other=world.quince.uid, **{"from": "S1"})]
    )
    move_page(world.quince, by=alice(), title="Lady Quince")
    assert "Pip Russet" in found(reader(orchard="s1"), "pip lady")
    assert "Pip Russet" not in found(SAFE, "pip lady")
    move_page(again(world.pip), by=alice(), title="Pippa")
    assert "Pippa" in found(reader(orchard="s1"), "pippa lady")
    delete_page(again(world.quince), by=alice(), reason="x")
    assert found(reader(orchard="s1"), "pippa lady") == []


def test_a_hidden_page_is_found_by_its_title_and_its_words_by_who_has_come_to_it():
    world = orchard()
    write(
        "The secret twin", body="They elope. >!S1E2: They [[Pip|return]].!<", facts={"reveal": value("S1E1")}
    )
    write("An old friend", body="They elope.", facts={"reveal": value("S1")})
    twin = points_at_which("secret twin")
    assert twin == points_at_which("twin") == points_at_which("twin elope")
    assert twin == ["s1e1", "s1e2", "s1", "s2e1", "s2", "s3", "all"]
    assert points_at_which("return") == points_at_which("twin return") == twin[1:]
    assert (found(SAFE, "elope"), found(reader(orchard="s1e2"), "elope")) == ([], ["The secret twin"])
    assert found(reader(orchard="s1"), "elope") == ["An old friend", "The secret twin"]
    garden()
    assert found(reader(garden="all"), "elope") == found(reader(orchard="all"), "elope") == []
    write("A late guest", facts={"reveal": value("S1") | {"show": world.show.uid}})
    assert found(reader(garden="all"), "guest") == []
    assert found(reader(orchard="s1"), "guest") == ["A late guest"]


def test_the_title_of_a_hidden_page_is_not_found_in_what_names_it():
    world = orchard()
    change_fact(world.quince, "reveal", value("S1"))
    change_fact(world.pip, "relationships", [row("r", kind="friend", other=world.quince.uid)])
    change_fact(world.pip, "statements", [told("r", "Baker", **{"from": "S1E1"})])
    assert found(reader(orchard="s1e1"), "baker quince") == found(SAFE, "pip quince") == []
    assert "Mrs Quince" in found(reader(orchard="s1"), "quince")
    change_fact(world.quince, "reveal", None)
    assert "Pip Russet" in found(reader(orchard="s1e1"), "baker quince")


def test_a_page_that_is_deleted_reveals_nothing():
    orchard()
    page = write("Apples", body="They >!S1: rot!<.")
    delete_page(page, by=alice(), reason="x")
    assert found(reader(orchard="s1"), "rot") == []
    assert not RevealedText.objects.exists()


@pytest.mark.slow
def test_for_who_has_said_nothing_no_query_is_added_and_for_others_two_are_whatever_is_found():
    orchard()
    counts = []
    for number in range(3):
        write(f"Apple {number}", body="An apple. >!S1: It falls!<")
        for sight in (SAFE, reader(orchard="s1")):
            with CaptureQueriesContext(connection) as asked:
                results(sight, "apple", matching(sight, "apple"))
            counts.append(len([query for query in asked if "SAVEPOINT" not in query["sql"]]))
            assert any("revealed" in query["sql"] for query in asked) == (sight != SAFE)
    assert counts[:2] * 3 == counts
    assert counts[1] - counts[0] == 2


def test_only_so_many_pages_are_revealed_and_none_if_the_words_are_common(monkeypatch):
    monkeypatch.setattr(search, "MAX_RANKED", 3)
    orchard()
    for number in range(5):
        write(f"Tree {number}", body="An apple.")
        write(f"Late {number}", body="Long. >!S1: A pear, an apple!<")
    sight = reader(orchard="s1")
    assert found(sight, "pear") == ["Late 0", "Late 1", "Late 2"]
    assert found(sight, "apple") == found(SAFE, "apple")

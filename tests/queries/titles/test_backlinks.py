"""Which pages point at a page, as far as the reader sees them do it."""

import pytest
from django.utils import timezone

from tests.builders import again, change_fact, garden, orchard, reader, rename, row, value, write
from wiki.queries.titles.backlinks import category_members, links_to, ways_of
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FRUIT = ["category:fruit"]


def pointing(sight, page, key=""):
    """Return (way, title of the page that links) of each link to a page, or to a title key without one."""
    return [(link["way"], link["title"]) for link in links_to(sight, page and again(page), key)]


def test_links_in_hidden_words_are_listed_for_those_who_see_them():
    world = orchard()
    write("Open", body="[[Pip Russet]]")
    write("Closed", body=">!S1E2: [[Pip Russet]]!<\n\n::: spoiler S1\n[[The ghost]]\n:::")
    public = [("link", "Open"), ("link", "The Orchard season 1")]
    for sight in (SAFE, reader(orchard="none"), reader(orchard="s1e1")):
        assert [one for one in pointing(sight, world.pip) if one[0] == "link"] == public
        assert pointing(sight, None, "the ghost") == []
    for sight in (reader(orchard="s1"), reader(orchard="all"), FULL):
        assert [one for one in pointing(sight, world.pip) if one[0] == "link"] == [
            ("link", "Closed"),
            *public,
        ]
        assert pointing(sight, None, "the ghost") == [("link", "Closed")]


def test_a_page_that_says_the_same_openly_too_is_listed_for_everybody():
    world = orchard()
    write("Both", body="[[Mrs Quince]] >!S1E2: [[Mrs Quince]]!<")
    for sight in (SAFE, reader(orchard="s1e2")):
        assert [one for one in pointing(sight, world.quince) if one[0] == "link"] == [("link", "Both")]


def test_links_in_facts_and_citations_are_listed_with_the_points_of_their_marks():
    world = orchard()
    grows = row("grows", world.times, label="Grows", value={"name": "Plums"}) | {"from": "S1E3"}
    write("Pears", facts={"statements": [grows]}, body=">!S1E5: Sweet.[@orchard-times]!<")
    public = [("fact", "The Orchard season 1")]
    told = {
        "none": public,
        "s1e3": [("fact", "Pears"), *public],
        "s1e5": [("cite", "Pears"), ("fact", "Pears"), *public],
    }
    for point, expected in told.items():
        assert pointing(reader(orchard=point), world.times) == expected


def test_a_way_is_named_only_if_the_reader_sees_a_link_of_it():
    world = orchard()
    write("Pears", body=">!S1E5: Sweet.[@orchard-times]!<")
    for sight, ways in ((SAFE, {"fact"}), (reader(orchard="s1e5"), {"fact", "cite"})):
        assert set(ways_of(links_to(sight, again(world.times), ""))) == ways


def test_links_to_every_title_of_a_page_are_listed():
    world = orchard()
    write("Closed", body=">!S1E2: [[Mrs Quince]]!<")
    rename(world.quince, "Mr Quince")
    assert ("link", "Closed") in pointing(reader(orchard="s1e2"), world.quince)
    assert ("link", "Closed") not in pointing(SAFE, world.quince)


def test_marks_of_one_show_are_not_opened_by_progress_in_another():
    world, second = orchard(), garden()
    change_fact(world.pip, "first_appearance", value(world.season.uid))
    write("Fern of the Garden", "character", facts={"first_appearance": value(second.season.uid)}, body=(
        ">!S1E2: [[The ghost]]!< >!orchard S1E2: [[The twin]]!< >!grove S1E2: [[The aunt]]!<"
    ))  # fmt: skip
    here = [("link", "Fern of the Garden")]
    seen = {
        key: [
            bool(pointing(sight, None, key))
            for sight in (
                reader(orchard="all"),
                reader(garden="all"),
                reader(orchard="s1e1", garden="s1e1"),
                reader(orchard="s1e2", garden="s1e2"),
                reader(orchard="all", garden="all"),
            )
        ]
        for key in ("the ghost", "the twin", "the aunt")
    }
    assert seen == {
        "the ghost": [False, True, False, True, True],
        "the twin": [True, False, False, True, True],
        "the aunt": [False, False, False, False, True],  # no show has that key
    }
    assert pointing(reader(garden="s1e2"), None, "the ghost") == here


def test_a_mark_that_names_a_show_by_its_key_follows_the_key():
    world = orchard()
    second = garden()
    write("Apples", body=">!grove S1E2: [[The twin]]!<")
    assert pointing(reader(orchard="s1e2", garden="s1e2"), None, "the twin") == []
    change_fact(second.show, "key", value("grove"))
    assert pointing(reader(grove="s1e2"), None, "the twin") == [("link", "Apples")]
    change_fact(second.show, "key", value("garden"))
    assert pointing(reader(garden="s1e2"), None, "the twin") == []
    change_fact(world.show, "key", value("grove"))
    assert pointing(reader(grove="s1e2"), None, "the twin") == [("link", "Apples")]


def test_a_mark_of_a_row_keeps_its_show_when_that_changes_its_key():
    world, second = orchard(), garden()
    told = row("pip", kind="friend", other=world.pip.uid) | {"from": "S1E2", "show": world.show.uid}
    change_fact(second.fern, "relationships", [told])
    change_fact(world.show, "key", value("grove"))
    assert ("fact", "Fern") in pointing(reader(grove="s1e2"), world.pip)
    assert ("fact", "Fern") not in pointing(reader(garden="all"), world.pip)


def test_a_category_lists_a_member_behind_a_mark_to_those_who_have_reached_it():
    world = orchard()
    write("Apple", body="[[Category:Fruit]]")
    write("Secret", body="::: spoiler S1E2\n[[Category:Fruit]]\n:::")
    gone = write("Gone", body="[[Category:Fruit]]")
    gone.deleted_at = timezone.now()
    gone.save()

    def members(sight):
        return [name.title for name in category_members(sight, FRUIT)]

    for sight in (SAFE, reader(orchard="none"), reader(orchard="s1e1")):
        assert members(sight) == ["Apple"]
    for sight in (reader(orchard="s1e2"), reader(orchard="all")):
        assert members(sight) == ["Apple", "Secret"]
    garden()
    assert members(reader(orchard="s1e2")) == ["Apple"]
    assert world.show.show.key == "orchard"

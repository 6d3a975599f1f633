"""What a list may be filtered by."""

from wiki.queries.lists.paging import Listing, facet_of, page_of

COLOURS = [("brown", "Brown"), ("green", "Green"), ("green", "Green")]


def test_each_choice_is_offered_once():
    assert facet_of({}, "colour", "Colour", COLOURS).choices == [("brown", "Brown"), ("green", "Green")]


def test_a_list_is_filtered_when_something_is_chosen():
    chosen, empty = (facet_of({"colour": typed}, "colour", "Colour", COLOURS) for typed in ("green", ""))
    assert (chosen.chosen, empty.chosen) == ("green", "")
    assert Listing(page_of([], "", 5), [empty, chosen]).is_filtered
    assert not Listing(page_of([], "", 5), [empty]).is_filtered


def test_other_values_choose_nothing():
    for typed in ("red", "Green", "\0", " green"):
        assert facet_of({"colour": typed}, "colour", "Colour", COLOURS).chosen == ""

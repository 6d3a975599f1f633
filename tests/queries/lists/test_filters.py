"""What a list may be filtered by, and what each choice leaves."""

from wiki.queries.lists.filters import narrow

LABELS = {"colour": "Colour", "taste": "Taste"}
APPLES = [
    {"uid": "russet", "colour": "brown", "taste": "sweet"},
    {"uid": "russet", "colour": "green", "taste": ""},
    {"uid": "bramley", "colour": "green", "taste": "sour"},
    {"uid": "pearmain", "colour": "", "taste": ""},
]


def choices(listing):
    return {facet.name: {value: count for value, _words, count in facet.choices} for facet in listing.facets}


def test_without_a_choice_every_row_is_left():
    listing = narrow(APPLES, {}, LABELS)
    assert listing.rows == APPLES
    assert listing.total == 3
    assert not listing.is_filtered


def test_a_page_with_several_rows_is_counted_once():
    assert narrow([*APPLES, APPLES[1]], {}, LABELS).facets[0].choices == [
        ("brown", "brown", 1),
        ("green", "green", 2),
    ]


def test_a_choice_leaves_the_rows_that_have_it_and_says_how_many_the_others_would_leave():
    listing = narrow(APPLES, {"colour": "green"}, LABELS)
    assert listing.rows == APPLES[1:3]
    assert listing.is_filtered
    assert listing.total == 3
    assert [facet.chosen for facet in listing.facets] == ["green", ""]
    assert choices(listing) == {"colour": {"brown": 1, "green": 2}, "taste": {"sweet": 0, "sour": 1}}


def test_two_choices_that_no_row_has_together_leave_nothing():
    listing = narrow(APPLES, {"colour": "green", "taste": "sweet"}, LABELS)
    assert listing.rows == []
    assert listing.is_filtered


def test_what_nobody_could_choose_is_not_heeded():
    for asked in ({"colour": "blue"}, {"size": "large"}, {"colour": ""}, {"colour": "\0"}):
        assert narrow(APPLES, asked, LABELS).rows == APPLES

"""Template tags and filters of the interface."""

import pytest
from django import forms
from django.template import TemplateDoesNotExist

from wiki.templatetags.interface import control, hue, icon, initials, magnitude, season_hue, tag_words


class Shelf(forms.Form):
    name = forms.CharField(
        help_text="As on the spine.",
        widget=forms.TextInput(attrs={"placeholder": "Name", "autocomplete": "off"}),
    )


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mr Ajayi", "MA"),
        ("Elle", "E"),
        ("Mary Ann van der Berg", "MB"),
        ("zoë ångström", "ZÅ"),
        ("Zoe\u0308 A\u030angström", "ZÅ"),
        ("Robin (the younger)", "R"),
        ("(untitled)", "U"),
        ("’t Hooft", "TH"),
        ("李 明", "李明"),
        ("ßen", "ß"),
        ("नीना", "नी"),
        ("007", "0"),
        ("  ", "?"),
        ("🍂", "?"),
        ("", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_hue_is_the_same_on_every_machine():
    assert [hue(name) for name in ("Mr Ajayi", "Elle", "李 明")] == [2, 6, 5]


def test_a_hue_does_not_depend_on_spelling():
    assert hue("ZOË") == hue("zoë") == hue("zoe\u0308")


def test_hues_are_one_to_eight_and_all_are_in_use():
    assert {hue(f"Person {number}") for number in range(200)} == set(range(1, 9))


def test_seasons_use_all_hues_in_order_except_that_of_the_current_leaf():
    assert [season_hue(number) for number in range(1, 10)] == [1, 2, 3, 4, 5, 7, 8, 1, 2]


def test_an_icon_is_drawn_inline_and_hidden_from_screen_readers():
    drawing = icon("edit")
    assert drawing.startswith("<svg")
    assert 'aria-hidden="true"' in drawing
    assert 'focusable="false"' in drawing


def test_unknown_icon_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        icon("unicorn")


def test_a_control_has_no_placeholder_and_names_its_hint():
    drawn = control(Shelf()["name"])
    assert "placeholder" not in drawn
    assert 'aria-describedby="id_name_helptext"' in drawn
    assert 'autocomplete="off"' in drawn


def test_control_can_have_autocomplete():
    assert 'autocomplete="username"' in control(Shelf()["name"], autocomplete="username")


def test_invalid_control_has_aria_invalid():
    drawn = control(Shelf({"name": ""})["name"])
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn


def test_magnitude():
    assert [magnitude(number) for number in (-3, 0, 12)] == [3, 0, 12]


def test_known_tags_have_a_label_and_an_explanation():
    assert tag_words("manual-revert") == ("manual revert", "Identical to an earlier revision")
    assert tag_words("of-tomorrow") == ("of-tomorrow", "")

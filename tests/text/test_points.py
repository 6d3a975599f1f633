"""Points of a story."""

import pytest
from hypothesis import given, strategies as st

from wiki.text.points import BadPoint, parse_point, point_before, point_label


def test_an_episode_is_one_number():
    assert parse_point("S2E5") == 2005


def test_a_season_alone_is_its_end():
    assert parse_point("S2") == 2999


def test_case_and_white_space_around_do_not_matter():
    assert parse_point(" s2e5\n") == parse_point("S2E5")


def test_numbers_may_begin_with_zeros():
    assert parse_point("S02E05") == parse_point("S2E5")
    assert parse_point("S02") == parse_point("S2")


def test_points_compare_in_the_order_of_the_story():
    story = ["S1E1", "S1E9", "S1E10", "S1E998", "S1", "S2E0", "S2E1", "S2", "S10E1"]
    points = [parse_point(label) for label in story]
    assert points == sorted(points)
    assert len(set(points)) == len(story)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "S",
        "E5",
        "2",
        "S0",
        "S00E1",
        "S002E0005",
        "S1000",
        "S2E999",
        "S2E1000",
        "S-1",
        "S2 E5",
        "S2E5E6",
        "S2.5",
        "S²",
        "S٢",
        "ſ2",
        "none",
        "all",
        "S2E5\x00",
    ],
)
def test_what_is_no_point_is_refused(text):
    with pytest.raises(BadPoint, match="such as S2E5, or S2 for"):
        parse_point(text)


@pytest.mark.parametrize(
    ("point", "before"), [("S2E5", "S2E4"), ("S2E1", "S1"), ("S2E0", "S1"), ("S2", "S1"), ("S12E1", "S11")]
)
def test_the_point_before_an_episode_or_season(point, before):
    assert point_label(point_before(parse_point(point))) == before


@pytest.mark.parametrize("point", ["S1", "S1E1"])
def test_nothing_is_before_the_first_episode(point):
    assert point_before(parse_point(point)) == 0


@given(st.integers(1, 999), st.integers(0, 998))
def test_the_label_of_an_episode_names_it_again(season, episode):
    label = f"S{season}E{episode}"
    assert point_label(parse_point(label)) == label


@given(st.integers(1, 999))
def test_the_label_of_a_season_names_it_again(season):
    assert point_label(parse_point(f"S{season}")) == f"S{season}"


@given(st.text())
def test_any_text_is_a_point_or_a_value_error(text):
    try:
        point = parse_point(text)
    except ValueError:
        return
    assert parse_point(point_label(point)) == point

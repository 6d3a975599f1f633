"""Dates with the precision that is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from wiki.text.dates import check_date, date_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2022", (2022,)),
        ("2022-04", (2022, 4)),
        ("2023-08-03", (2023, 8, 3)),
        ("2024-02-29", (2024, 2, 29)),
        ("1800-01-01", (1800, 1, 1)),
        ("2999-12-31", (2999, 12, 31)),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, parts):
    assert check_date(text) == text
    assert date_parts(text) == parts


def test_white_space_around_a_date_is_dropped():
    assert check_date(" 2022-04\n") == "2022-04"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "20222",
        "2022-4",
        "2022-04-1",
        "2022-00",
        "2022-13",
        "2022-04-00",
        "2022-04-31",
        "2023-02-30",
        "2023-02-29",
        "1900-02-29",
        "1799",
        "1799-12-31",
        "3000",
        "3000-01-01",
        "0000",
        "2022-",
        "2022-04-",
        "2022/04",
        "20220401",
        "2022-04-01T10:00",
        "2022~",
        "202X",
        "-2022",
        "22 April 2022",
        "2022- 04",
        "٢٠٢٢",
        "２０２２",
        "2022\x00",
    ],
)
def test_what_is_no_date_is_refused_with_the_three_forms(text):
    for function in (check_date, date_parts):
        with pytest.raises(ValueError, match="2022, 2022-04 or 2023-08-03"):
            function(text)


@given(st.dates(date(1800, 1, 1), date(2999, 12, 31)))
def test_every_day_of_the_calendar_is_a_date(day):
    assert check_date(day.isoformat()) == day.isoformat()
    assert date(*date_parts(day.isoformat())) == day


@given(st.dates(date(1800, 1, 1), date(2999, 12, 31)))
def test_dates_of_one_precision_sort_as_text(day):
    earlier = max(day - timedelta(days=40), date(1800, 1, 1))
    assert check_date(earlier.isoformat()) <= check_date(day.isoformat())


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        normal = check_date(text)
    except ValueError:
        return
    assert check_date(normal) == normal

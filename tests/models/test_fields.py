"""Kinds of column: keys and dates as precise as they are known."""

import pytest
from django.core.exceptions import ValidationError

from wiki.models import Season, Source

pytestmark = pytest.mark.each_database

KEY, DAY = Source._meta.get_field("key"), Season._meta.get_field("released")


@pytest.mark.parametrize("key", ["a", "radio-times-s2", "2", "a" * 60])
def test_a_key_is_taken_as_it_is(key):
    assert KEY.clean(key, None) == key


@pytest.mark.parametrize("key", ["", "A", "a--b", "-a", "a-", "a b", "a_b", "é", "a\n", "٣", "a" * 61])
def test_a_bad_key_is_refused(key):
    with pytest.raises(ValidationError):
        KEY.clean(key, None)


@pytest.mark.parametrize(
    ("typed", "day"), [("2031", "2031"), (" 2031-04 ", "2031-04"), ("2031-04-01",) * 2, ("", "")]
)
def test_a_date_is_as_precise_as_it_is_typed(typed, day):
    assert DAY.clean(typed, None) == day


@pytest.mark.parametrize("typed", ["2031-4", "2031-02-29", "April 2031", "203", "2031-04-01T00:00"])
def test_a_bad_date_is_refused(typed):
    with pytest.raises(ValidationError):
        DAY.clean(typed, None)

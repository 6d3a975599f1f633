"""Names of people: nobody can look like somebody else."""

import pytest
from django.core.exceptions import ValidationError

from tests.builders import bob
from wiki.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def problems_of(name):
    try:
        User(username=name, password="x").full_clean()
    except ValidationError as problem:
        return problem.message_dict
    return {}


@pytest.mark.parametrize("name", ["Bo", "bo.b-2", "Zoë", "2bob", "木"])
def test_a_name_of_letters_digits_dots_and_hyphens_is_good(name):
    assert problems_of(name) == {}


@pytest.mark.parametrize(
    "name", ["", "bob@example.org", "a/b", "a b", ".bob", "-bob", "bob\n", "b+b", "x" * 61]
)
def test_a_name_that_looks_like_something_else_is_refused(name):
    assert problems_of(name).keys() == {"username"}


@pytest.mark.parametrize("name", ["Bob", "bob", "BOB"])
def test_a_name_is_taken_in_any_case(name):
    bob()
    words = [word for sentences in problems_of(name).values() for word in sentences]
    assert set(words) == {"This name is already taken."}

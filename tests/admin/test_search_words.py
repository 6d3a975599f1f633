"""A search in any list of the admin is bounded, and says what it left out."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.markup import elements, text_of
from wiki.admin.base import MAX_SEARCH_WORDS

pytestmark = pytest.mark.slow

LISTS = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
]


@pytest.fixture
def searched(administrator):
    """The addresses of the lists that can be searched."""
    found = [one for one in LISTS if elements(administrator.get(one), "input", id="searchbar")]
    assert len(found) > 15
    return found


def test_every_list_answers_a_search_for_many_words_and_says_what_it_left_out(administrator, searched):
    many = " ".join([f"w{number}" for number in range(30)] + ["w"] * 1900)
    for address in searched:
        answer = administrator.get(address, {"q": many})
        assert answer.status_code == 200, address
        said = text_of(answer, "ul", class_="messagelist")
        assert f"Only the first {MAX_SEARCH_WORDS} words were searched for." in said, address
        assert f"w{MAX_SEARCH_WORDS} w{MAX_SEARCH_WORDS + 1}" in said, address
        assert f"w{MAX_SEARCH_WORDS - 1}" not in said, address
        assert len(said) < 300, address


def test_a_search_at_the_limit_gets_no_warning(administrator, searched):
    enough = " ".join(f"w{number}" for number in range(MAX_SEARCH_WORDS - 1)) + ' "w and w"'
    for address in searched:
        answer = administrator.get(address, {"q": enough})
        assert answer.status_code == 200, address
        assert "were searched for" not in text_of(answer), address


def test_a_url_with_eight_hundred_filters_is_answered(administrator):
    """A longer address does not come through the server."""
    for address in LISTS:
        answer = administrator.get(f"{address}?{'&'.join(['id=1'] * 800)}")
        assert answer.status_code in (200, 302), address

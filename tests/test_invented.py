"""The invented wiki that `make bench` measures is as actions would have written it."""

import pytest

from tests.invented import ON_EVERY_PAGE, Invented, fill, rare_word
from wiki.actions.search.indexing import index_pages
from wiki.models import Casting, Page, RevealedText, SearchEntry
from wiki.queries.search.search import matching, results
from wiki.queries.site.integrity import check_pages
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database, pytest.mark.slow]
SIZE = 120


@pytest.fixture
def told():
    """Fill the wiki, and return what was told meanwhile: how many pages were written."""
    told = []
    fill(SIZE, lambda done, seconds: told.append(done))
    return told


def entries():
    return dict(SearchEntry.objects.values_list("page", "text"))


def test_its_rows_are_those_that_actions_would_make(told):
    assert told[-1] == SIZE
    assert Page.objects.filter(uid__startswith="invented-").count() == SIZE
    assert [fault for _count, faults in check_pages() for fault in faults] == []
    assert Casting.objects.exists()


def test_its_search_entries_are_those_that_actions_would_make(told):
    before = entries()
    index_pages(list(Page.objects.select_related("current")))
    assert entries() == before
    assert not RevealedText.objects.filter(page__uid__startswith="invented-").exists()


def test_one_word_is_on_every_page_and_another_on_one(told):
    assert len(matching(SAFE, ON_EVERY_PAGE)) == Page.objects.count()
    assert len(matching(SAFE, rare_word(SIZE))) == 1
    assert results(SAFE, rare_word(SIZE), matching(SAFE, rare_word(SIZE)))


def test_the_same_number_of_pages_gives_the_same_texts():
    one, other = Invented(SIZE), Invented(SIZE)
    assert [one.texts(number) for number in range(1, 9)] == [other.texts(number) for number in range(1, 9)]
    assert len({one.title(number) for number in range(1, SIZE + 1)}) == SIZE

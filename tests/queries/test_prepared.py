"""A prepared query is built once, and gives what the queryset would give."""

import pytest
from django.db.models import Q

from tests.builders import orchard, reader, write
from wiki.models import Page, Title
from wiki.queries.prepared import prepared
from wiki.queries.visibility import shown_titles
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


class Counted:
    """A query of titles that counts how often it is built."""

    def __init__(self):
        self.times = 0
        self.ask = prepared(self._build)

    def _build(self, sight, keys, uids):
        self.times += 1
        titles = shown_titles(sight).values_list("key", "is_current")
        return titles.filter(Q(key__in=keys) | Q(page__uid__in=uids)).order_by("key")


@pytest.fixture
def pages():
    return [write(title) for title in ("Ash", "Birch", "Cedar", "Damson")]


def test_it_gives_the_rows_for_each_of_the_values(pages):
    query = Counted()
    assert query.ask(SAFE, keys=["ash"], uids=[pages[1].uid]) == [("ash", True), ("birch", True)]
    assert query.ask(SAFE, keys=["cedar"], uids=[pages[3].uid]) == [("cedar", True), ("damson", True)]
    assert query.ask(SAFE, keys=["no such title"], uids=[""]) == []
    assert query.times == 1


def test_it_is_built_once_for_numbers_of_values_up_to_the_next_power_of_two(pages):
    query = Counted()
    keys = ["ash", "birch", "cedar", "damson"]
    for size, times in ((3, 1), (4, 1), (2, 2), (1, 3), (4, 3), (0, 4)):
        assert query.ask(SAFE, keys=keys[:size], uids=[]) == [(key, True) for key in keys[:size]]
        assert query.times == times


def test_it_is_built_anew_for_each_sight(pages):
    orchard()
    query = Counted()
    for sight, times in ((SAFE, 1), (reader(orchard="s1"), 2), (reader(orchard="s2"), 3), (SAFE, 3)):
        assert query.ask(sight, keys=["ash"], uids=[]) == [("ash", True)]
        assert query.times == times


def test_it_asks_the_database_each_time(pages, django_assert_num_queries):
    query = Counted()
    with django_assert_num_queries(2):
        assert query.ask(SAFE, keys=["elm"], uids=[]) == []
        assert query.ask(SAFE, keys=["elm"], uids=[]) == []
    write("Elm")
    assert query.ask(SAFE, keys=["elm"], uids=[]) == [("elm", True)]


def test_without_any_value_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Counted().ask(SAFE, keys=[], uids=[]) == []


def test_it_gives_model_instances_with_those_that_they_name(pages, django_assert_num_queries):
    @prepared
    def titles(keys):
        return Title.objects.filter(page__in=keys).select_related("page__current")

    with django_assert_num_queries(1):
        [title] = titles(keys=[pages[0].pk])
        assert (title.text, title.page, title.page.current.body) == ("Ash", pages[0], pages[0].current.body)


def test_values_are_never_part_of_the_sql(pages):
    query = Counted()
    for text in ("' OR 1=1 --", "%", "%s", "\ue0000", "?"):
        assert query.ask(SAFE, keys=[text], uids=[text]) == []


def test_a_value_that_is_not_compared_as_it_is_can_not_be_prepared():
    @prepared
    def pages_like(texts):
        return Page.objects.filter(uid__startswith=texts[0])

    with pytest.raises(ValueError, match="changes 1 of its values"):
        pages_like(texts=["a"])

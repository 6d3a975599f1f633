"""What was edited last, all over the wiki or by one person."""

import pytest
from django.utils import timezone

from tests.builders import alice, bob, change, first_edition, rename, write
from wiki.models import Page
from wiki.queries.history.recent import newest_edits
from wiki.queries.titles.lookup import find_title
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_edits_of_all_pages_come_newest_first_with_the_titles_that_pages_bear_now():
    tree, hedge = write("Tree", body="One"), write("Hedge")
    change(tree, body="Two")
    rename(tree, "Apple tree")
    assert [(str(one.page), one.number) for one in newest_edits(SAFE)] == [
        ("Apple tree", 2),
        ("Hedge", 1),
        ("Apple tree", 1),
    ]
    Page.objects.filter(pk=hedge.pk).update(deleted_at=timezone.now())
    assert [one.page for one in newest_edits(SAFE)] == [tree, tree]


def test_each_filter_leaves_what_fits():
    tree, hedge = write("Tree", "character", body="One"), write("Hedge")
    second = change(tree, body="Two", by=alice(), minor=True)
    loaded = first_edition("Loaded").current
    assert set(newest_edits(SAFE, person=bob())) == {tree.current, hedge.current}
    assert set(newest_edits(SAFE, kind="character")) == {tree.current, second}
    assert set(newest_edits(SAFE, title=find_title(FULL, "tree"))) == {tree.current, second}
    assert set(newest_edits(SAFE, hide_minor=True)) == {tree.current, hedge.current, loaded}
    assert not newest_edits(SAFE, person=bob(), hide_minor=True, kind="show")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 20])
def test_a_list_costs_two_queries_and_loads_no_text(count, django_assert_num_queries):
    for number in range(count):
        change(write(f"Tree {number}", body="Words."), body="Other words.")
    with django_assert_num_queries(2):
        found = [(str(one.page), one.author, one.size_change, one) for one in newest_edits(SAFE)]
    assert all({"body", "facts"} <= one.get_deferred_fields() for *_rest, one in found)
    assert all({"body", "facts"} <= one.parent.get_deferred_fields() for *_rest, one in found if one.parent)

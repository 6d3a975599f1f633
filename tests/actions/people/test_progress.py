"""What members have said about how far they have watched."""

import pytest

from tests.builders import alice, bob, orchard, value, write
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.people.accounts import close_account
from wiki.actions.people.progress import set_progress, take_over_cookie
from wiki.models import Show, WatchedTo

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def show():
    orchard()
    return Show.objects.get()


def said():
    return list(WatchedTo.objects.order_by("show").values_list("show__key", "point"))


def test_the_last_answer_counts(show):
    set_progress(bob(), show.pk, 1001)
    set_progress(bob(), show.pk, 0)
    assert said() == [("orchard", 0)]
    set_progress(bob(), show.pk, None)
    assert said() == []


def test_a_cookie_adds_only_what_the_member_has_not_said(show):
    write("The Meadow", "show", facts={"key": value("meadow")})
    set_progress(bob(), show.pk, 1001)
    take_over_cookie(bob(), "meadow:s2.orchard:all.unknown:s1")
    assert said() == [("orchard", 1001), ("meadow", 2999)]


def test_a_cookie_says_nothing_of_a_show_that_is_deleted(show):
    delete_page(show.page, by=alice(), reason="x")
    take_over_cookie(bob(), "orchard:all")
    assert said() == []


@pytest.mark.parametrize("cookie", ["", "orchard", "orchard:all;x"])
def test_a_cookie_that_can_not_be_read_says_nothing(show, cookie):
    take_over_cookie(bob(), cookie)
    assert said() == []


def test_a_closed_account_keeps_no_progress(show):
    set_progress(bob(), show.pk, 1001)
    set_progress(alice(), show.pk, 1002)
    close_account(bob(), by=bob())
    assert said() == [("orchard", 1002)]

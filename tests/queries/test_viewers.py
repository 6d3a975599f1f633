"""Who reads, and how far they have watched: by their cookie, or by what they said as a member."""

import pytest
from django.utils import timezone

from tests.builders import CHARLIE, again, bob, change_fact, dana, garden, orchard, value
from wiki.actions.people.progress import set_progress
from wiki.queries.viewers import viewer_of
from wiki.text.progress import EVERYTHING, FULL, NOTHING, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def sight_by(cookie):
    return viewer_of(CHARLIE, cookie).sight


def sight_of(member):
    return viewer_of(member, "").sight


def key_of(page):
    """Return the primary key of the show that a page is about."""
    return page.show.pk


def delete(page):
    page.deleted_at = timezone.now()
    page.save()


def test_a_visitor_without_a_cookie_takes_no_query(django_assert_num_queries):
    orchard()
    with django_assert_num_queries(0):
        found = viewer_of(CHARLIE, "")
    assert (found.user, found.sight) == (CHARLIE, SAFE)


def test_a_setting_shows_everything_to_who_has_said_nothing_and_nothing_more_to_others(settings):
    world = orchard()
    settings.WIKI_UNASKED_READERS = "all"
    assert sight_by("") is sight_of(bob()) is FULL
    assert not sight_by("orchard:s1e2").hides_nothing
    set_progress(bob(), key_of(world.show), NOTHING)
    assert not sight_of(bob()).hides_nothing


def test_a_visitor_with_a_cookie_takes_one_query(django_assert_num_queries):
    world, second = orchard(), garden()
    orchard_key, garden_key = key_of(world.show), key_of(second.show)
    with django_assert_num_queries(1):
        sight = sight_by("garden:all.orchard:s2e3")
    assert sight.points == {orchard_key: 2003, garden_key: EVERYTHING}


def test_a_member_takes_one_query_and_their_cookie_counts_for_nothing(django_assert_num_queries):
    world, member = orchard(), bob()
    with django_assert_num_queries(1):
        assert viewer_of(member, "orchard:s2e3").sight == SAFE
    set_progress(member, key_of(world.show), 1004)
    set_progress(dana(), key_of(world.show), EVERYTHING)
    with django_assert_num_queries(1):
        found = viewer_of(member, "orchard:s2e3")
    assert found.user == member
    assert found.sight.points == {key_of(world.show): 1004}


def test_a_member_and_a_visitor_who_have_watched_the_same_see_the_same():
    world, second = orchard(), garden()
    set_progress(bob(), key_of(world.show), 1004)
    assert sight_of(bob()) == sight_by("orchard:s1e4")
    set_progress(bob(), key_of(second.show), EVERYTHING)
    found = sight_of(bob())
    assert found.points == sight_by("garden:all.orchard:s1e4").points
    assert (found.home, found.hides_nothing) == (None, False)


@pytest.mark.parametrize(
    "cookie",
    ["x", "orchard", "orchard:latest", "Orchard:s1", "orchard:s01", "orchard:s1 ", "orchard:all.", "\0",
     "orchard:s1.garden:s1", "'; DROP TABLE wiki_show; --", "orchard:s1" + ".x:s1" * 400],
)  # fmt: skip
def test_a_cookie_that_the_wiki_did_not_write_opens_nothing_and_takes_no_query(
    cookie, django_assert_num_queries
):
    orchard()
    with django_assert_num_queries(0):
        assert sight_by(cookie) is SAFE


def test_shows_that_are_unknown_are_ignored():
    world = orchard()
    assert sight_by("garden:s1") is SAFE
    sight = sight_by("garden:s1.orchard:s1e2")
    assert sight == sight_by("orchard:s1e2")
    assert sight.points == {key_of(world.show): 1002}


def test_shows_that_are_deleted_are_ignored_and_known_again_once_they_are_back():
    world, second = orchard(), garden()
    set_progress(bob(), key_of(world.show), 1002)
    set_progress(bob(), key_of(second.show), 1001)
    delete(second.show)
    for sight in (sight_of(bob()), sight_by("garden:s1e1.orchard:s1e2")):
        assert sight.points == {key_of(world.show): 1002}
        assert sight.home == key_of(world.show)
    delete(world.show)
    for sight in (sight_of(bob()), sight_by("garden:s1e1.orchard:s1e2")):
        assert sight is SAFE
    second.show.deleted_at = None
    second.show.save()
    for sight in (sight_of(bob()), sight_by("garden:s1e1.orchard:s1e2")):
        assert sight.points == {key_of(second.show): 1001}


def test_a_show_that_changes_its_key_is_known_to_members_only():
    world = orchard()
    set_progress(bob(), key_of(world.show), 1002)
    change_fact(world.show, "key", value("grove"))
    assert sight_by("orchard:s1e2") is SAFE
    assert sight_by("grove:s1e2") == sight_of(bob()) != SAFE


def test_the_only_show_is_where_pages_belong_that_are_about_none():
    world = orchard()
    assert sight_by("orchard:none").home == key_of(world.show)
    set_progress(bob(), key_of(world.show), NOTHING)
    assert sight_of(bob()).home == key_of(world.show)


def test_with_two_shows_there_is_no_such_show_whatever_somebody_has_watched():
    world, second = orchard(), garden()
    for sight in (sight_by("orchard:all"), sight_by("garden:s1.orchard:s1")):
        assert sight.home is None
    set_progress(bob(), key_of(world.show), EVERYTHING)
    assert sight_of(bob()).home is None
    set_progress(bob(), key_of(second.show), EVERYTHING)
    assert sight_of(bob()).home is None


def test_nothing_is_hidden_from_those_who_chose_everything_for_every_show():
    world = orchard()
    assert sight_by("orchard:all").hides_nothing
    assert not sight_by("orchard:s999").hides_nothing
    second = garden()
    assert not sight_by("orchard:all").hides_nothing
    assert not sight_by("garden:s9.orchard:all").hides_nothing
    assert sight_by("garden:all.orchard:all").hides_nothing
    set_progress(bob(), key_of(world.show), EVERYTHING)
    assert not sight_of(bob()).hides_nothing
    set_progress(bob(), key_of(second.show), EVERYTHING)
    assert sight_of(bob()).hides_nothing
    delete(second.show)
    assert sight_of(bob()).hides_nothing


def test_who_has_said_that_they_watched_nothing_has_said_so():
    world = orchard()
    show = key_of(again(world.show))
    assert viewer_of(CHARLIE, "orchard:none").has_said(show)
    assert not viewer_of(CHARLIE, "").has_said(show)
    set_progress(bob(), show, NOTHING)
    assert viewer_of(bob(), "").has_said(show)
    set_progress(bob(), show, None)
    assert not viewer_of(bob(), "").has_said(show)

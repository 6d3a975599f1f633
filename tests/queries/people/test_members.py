"""Who has a name, and what everybody may know of them."""

import pytest

from tests.builders import alice, bob, change, somebody, write
from wiki.actions.people.accounts import close_account
from wiki.models import Page, User
from wiki.queries.people.members import administrators, member_named, public_record
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.mark.parametrize("name", ["Bob", "bob", "BOB"])
def test_a_member_is_found_in_any_case(name):
    member = bob()
    assert member_named(name) == member


@pytest.mark.parametrize("name", ["", "Bo", "Bob ", "Bo%", "B_b", "a\0b", "<b>", "x" * 5000])
def test_what_is_nobodys_name_finds_nobody(name):
    bob()
    assert member_named(name) is None


def test_an_underscore_may_be_part_of_a_name():
    member = somebody("x_1")
    somebody("xy1")
    assert member_named("X_1") == member


@pytest.mark.parametrize("name", ["Former member {}", "former_member_{}"])
def test_a_former_member_is_found_with_spaces_and_with_underscores(name):
    close_account(bob(), by=bob())
    former = User.objects.get()
    assert member_named(name.format(former.pk)) == former


def test_the_public_record_counts_the_edits_of_live_pages():
    kept, deleted = write("Kept"), write("Deleted")
    change(kept, body="More.")
    change(kept, by=alice(), body="Most.")
    Page.objects.filter(pk=deleted.pk).update(deleted_at=bob().date_joined)
    assert public_record(SAFE, bob())["edits"] == 2


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        ([], []),
        (["Members"], []),
        (["Members", "Moderators"], ["moderator"]),
        (["Administrators", "Trusted"], ["trusted member", "administrator"]),
    ],
)
def test_roles_are_said_in_words(groups, roles):
    assert public_record(SAFE, somebody("Wren", *groups))["roles"] == roles


def test_administrators_are_who_can_change_the_groups_of_people():
    bob()
    root = User.objects.create_superuser("Root")
    User.objects.create_superuser("Gone", is_active=False)
    wren = somebody("Wren", "Administrators", "Moderators")
    assert set(administrators()) == {root, wren}

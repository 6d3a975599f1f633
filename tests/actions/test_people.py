"""Groups: who may change them, and who may open the admin then."""

import pytest

from tests.builders import CHARLIE, alice, bob, dana
from wiki.actions.people import change_groups
from wiki.models import User
from wiki.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def state_of(user):
    saved = User.objects.get(pk=user.pk)
    return set(saved.groups.values_list("name", flat=True)), saved.is_staff


def test_groups_become_exactly_those_that_are_named():
    change_groups(bob(), ["Members", "Trusted"], by=dana())
    assert state_of(bob()) == ({"Members", "Trusted"}, False)
    change_groups(bob(), ["Members"], by=dana())
    assert state_of(bob()) == ({"Members"}, False)


@pytest.mark.parametrize("group", ["Moderators", "Administrators"])
def test_who_moderates_may_open_the_admin_until_it_ends(group):
    change_groups(bob(), ["Members", group], by=dana())
    assert state_of(bob()) == ({"Members", group}, True)
    change_groups(bob(), [], by=dana())
    assert state_of(bob()) == (set(), False)


def test_a_superuser_may_always_open_the_admin():
    root = User.objects.create_superuser("Root")
    change_groups(root, [], by=root)
    assert state_of(root) == (set(), True)


@pytest.mark.parametrize("person", [bob, alice, lambda: CHARLIE])
def test_only_an_administrator_changes_groups(person):
    by = person()
    with pytest.raises(NotAllowed, match="Only an administrator may change groups"):
        change_groups(bob(), ["Administrators"], by=by)
    assert state_of(bob()) == (set(), False)

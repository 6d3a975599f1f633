"""Groups: who may change them, and who may open the admin then. Closing an account: what stays."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.timezone import now

from tests.builders import CHARLIE, alice, bob, dana, write
from wiki.actions.people.accounts import change_groups, close_account
from wiki.models import JournalEntry, User
from wiki.refusals import NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


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
    with pytest.raises(NotAllowed, match="Only an administrator can change groups"):
        change_groups(bob(), ["Administrators"], by=by)
    assert state_of(bob()) == (set(), False)


def closed(user):
    close_account(user, by=user)
    return User.objects.get(pk=user.pk)


def test_a_closed_account_keeps_nothing_but_a_number():
    change_groups(bob(), ["Trusted", "Moderators"], by=dana())
    EmailAddress.objects.create(user=bob(), email="bob@example.org")
    Authenticator.objects.create(user=bob(), type="totp", data={})
    User.objects.filter(pk=bob().pk).update(first_name="Robert", last_name="Frost", last_login=now())
    former = closed(bob())
    assert former.username == f"Former member {former.pk}"
    assert [former.email, former.first_name, former.last_name, former.last_login] == ["", "", "", None]
    assert [former.is_active, former.is_staff, former.is_superuser, former.has_usable_password()] == [
        False
    ] * 4
    assert [list(rows.all()) for rows in (former.groups, EmailAddress.objects, Authenticator.objects)] == [
        []
    ] * 3


def test_what_was_written_stays_with_the_number():
    page = write("The gate", by=bob())
    former = closed(bob())
    assert page.revisions.get().author == former


@pytest.mark.parametrize("person", [alice, dana, lambda: CHARLIE])
def test_nobody_closes_the_account_of_somebody_else(person):
    by = person()
    with pytest.raises(NotAllowed, match="Only its owner"):
        close_account(bob(), by=by)
    assert bob().is_active


def test_the_last_administrator_stays_until_there_is_another():
    with pytest.raises(Refused, match="last administrator"):
        close_account(dana(), by=dana())
    root = User.objects.create_superuser("Root")
    assert closed(dana()).username.startswith("Former member")
    with pytest.raises(Refused, match="last administrator"):
        close_account(root, by=root)


def test_an_administrator_who_can_not_log_in_does_not_count():
    User.objects.create_superuser("Root", is_active=False)
    with pytest.raises(Refused):
        close_account(dana(), by=dana())


def test_two_accounts_are_closed():
    names = {closed(bob()).username, closed(alice()).username}
    assert len(names) == 2


def test_an_administrator_stays_until_there_is_another():
    with pytest.raises(Refused, match="last administrator"):
        change_groups(dana(), ["Moderators"], by=dana())
    change_groups(bob(), ["Administrators"], by=dana())
    change_groups(dana(), ["Moderators"], by=dana())
    assert state_of(dana()) == ({"Moderators"}, True)


def test_groups_that_do_not_change_leave_no_line_in_the_journal():
    change_groups(bob(), [], by=dana())
    assert not JournalEntry.objects.exists()

"""Blocks and banned sites: who may, what they stop, and what the journal says."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.builders import again, alice, bob, change, dana, everything, somebody, write
from wiki.actions.moderation.blocks import allow_site, ban_site, block_member, lift_block
from wiki.actions.people.accounts import change_groups, close_account, promote_if_ready, rename_member
from wiki.actions.titles.moving import move_page
from wiki.models import BannedSite, Block, JournalEntry, User
from wiki.permissions.blocks import why_blocked
from wiki.queries.moderation.journal import details
from wiki.refusals import NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def journal():
    entries = JournalEntry.objects.order_by("pk")
    return [(one.action, one.by.username, one.member and one.member.username, one.reason) for one in entries]


def refused(refusal, act, *arguments, **said):
    before = everything()
    with pytest.raises(refusal) as problem:
        act(*arguments, **said)
    assert everything() == before
    return str(problem.value)


def test_a_blocked_member_neither_edits_nor_writes_nor_moves():
    page = write("Pip Russet")
    block_member(bob(), by=alice(), reason="Rubbish")
    for act in (
        lambda: change(page, body="x", by=bob()),
        lambda: write("New", by=bob()),
        lambda: move_page(page, by=bob(), title="Pop"),
    ):
        words = refused(NotAllowed, act)
        assert "Alice has blocked you from editing here. Reason: Rubbish. The block ends: for ever." in words
        assert "Report a problem" in words
    assert journal() == [("block", "Alice", "Bob", "Rubbish")]
    change(page, body="x", by=somebody("Bea"))


def test_whom_to_ask_is_a_setting(settings):
    settings.WIKI_CONTACT = "help@example.org"
    block_member(bob(), by=alice(), reason="Rubbish")
    assert "write to help@example.org." in refused(NotAllowed, write, "New")


def test_a_block_on_some_pages_stops_there_alone():
    one, two = write("One"), write("Two")
    block_member(bob(), by=alice(), reason="A quarrel", pages=[one])
    refused(NotAllowed, change, one, body="x")
    change(two, body="x")
    write("Three")
    assert JournalEntry.objects.get().details["pages"] == ["One"]


def test_a_block_ends_by_itself_or_by_hand():
    page = write("Pip Russet")
    block = block_member(bob(), by=alice(), reason="Rubbish", expires_at=timezone.now() + timedelta(days=1))
    Block.objects.filter(pk=block.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    change(page, body="One.")
    block = block_member(bob(), by=alice(), reason="Again")
    lift_block(block, by=dana(), reason="Sorry said")
    change(page, body="Two.")
    assert journal()[-1] == ("unblock", "Dana", "Bob", "Sorry said")
    assert "ended already" in refused(Refused, lift_block, block, by=dana(), reason="x")


def test_a_block_in_force_is_replaced_only_by_who_names_it():
    page = write("One")
    wide = block_member(bob(), by=alice(), reason="Everywhere")
    narrow = {"by": dana(), "reason": "Here", "pages": [page]}
    assert "blocked already" in refused(Refused, block_member, bob(), **narrow)
    assert "Reason: Everywhere." in why_blocked(bob())
    narrower = block_member(bob(), replacing=[wide], **narrow)
    assert list(Block.objects.in_force()) == [narrower]
    assert "blocked already" in refused(Refused, block_member, bob(), replacing=[wide], **narrow)
    assert why_blocked(bob()) is None
    assert journal() == [
        ("block", "Alice", "Bob", "Everywhere"),
        ("unblock", "Dana", "Bob", "Here"),
        ("block", "Dana", "Bob", "Here"),
    ]
    lifted = JournalEntry.objects.get(action="unblock")
    assert list(details(lifted)) == ["replaced by the new one"]


def test_a_block_that_has_expired_or_was_lifted_stands_in_nobodys_way():
    expired = block_member(bob(), by=alice(), reason="x", expires_at=timezone.now() + timedelta(days=1))
    Block.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    lifted = block_member(bob(), by=alice(), reason="y")
    lift_block(lifted, by=alice(), reason="z")
    block_member(bob(), by=alice(), reason="Again", replacing=[expired])
    assert [entry[0] for entry in journal()] == ["block", "block", "unblock", "block"]


@pytest.mark.parametrize("person", [bob, lambda: somebody("Tara", "Trusted")])
def test_a_member_uses_none_of_these_powers(person):
    by, other = person(), somebody("Bea")
    block = block_member(other, by=alice(), reason="x")
    banned = ban_site("example.org", by=alice(), reason="x")
    refused(NotAllowed, block_member, other, by=by, reason="x")
    refused(NotAllowed, lift_block, block, by=by, reason="x")
    refused(NotAllowed, ban_site, "example.com", by=by, reason="x")
    refused(NotAllowed, allow_site, banned, by=by, reason="x")
    refused(NotAllowed, rename_member, other, by=by, name="Ben", reason="x")


def test_what_can_t_be_blocked_is_refused_in_words():
    past, member = timezone.now() - timedelta(days=1), bob()
    for who in (alice(), dana()):
        assert "moderator" in refused(Refused, block_member, who, by=alice(), reason="x")
    assert "later end" in refused(Refused, block_member, member, by=alice(), reason="x", expires_at=past)
    assert "Give a reason" in refused(Refused, block_member, member, by=alice(), reason=" ")


def test_a_banned_site_gets_no_new_links_and_old_ones_may_stay():
    page = write("Pip Russet", body="[a](https://shop.example.org/a)", by=alice())
    banned = ban_site("https://EXAMPLE.org/x", by=alice(), reason="Spam")
    assert banned.host == "example.org"
    change(page, body="[a](https://shop.example.org/a) and words", by=alice())
    words = refused(Refused, change, page, body="[b](https://www.example.org/b)", by=alice())
    assert "example.org" in words
    assert "Reason: Spam. Remove the link." in words
    refused(Refused, change, page, body="[b](https://www.example.org/b)", by=alice())
    refused(Refused, write, "New", body="<https://example.org>", by=alice())
    allow_site(banned, by=dana(), reason="A mistake")
    change(page, body="[b](https://www.example.org/b)", by=alice())
    assert journal() == [("ban_site", "Alice", None, "Spam"), ("allow_site", "Dana", None, "A mistake")]
    refused(Refused, allow_site, banned, by=dana(), reason="x")


def test_what_is_no_site_is_not_banned():
    assert "example.org" in refused(Refused, ban_site, "two words", by=alice(), reason="x")
    ban_site("example.org", by=alice(), reason="x")
    ban_site("example.org", by=dana(), reason="y")
    assert BannedSite.objects.get().reason == "y"


def test_a_name_is_changed_everywhere_and_the_journal_does_not_say_the_old_one():
    page = write("Pip Russet", by=somebody("Rude"))
    rename_member(somebody("Rude"), by=alice(), name="Rose", reason="A rude name")
    assert again(page).current.author.username == "Rose"
    assert journal() == [("rename", "Alice", "Rose", "A rude name")]


@pytest.mark.parametrize(
    "name", ["", "Alice", "ALICE", "x" * 61, "two words", "former-member-1", "admin", "a@b.org", "Bob"]
)
def test_a_name_that_is_taken_or_can_t_be_one_is_refused(name):
    by, member = alice(), bob()
    refused(Refused, rename_member, member, by=by, name=name, reason="x")


def test_only_an_administrator_renames_a_moderator():
    member = somebody("Mo", "Moderators")
    refused(Refused, rename_member, member, by=alice(), name="Moe", reason="x")
    rename_member(member, by=dana(), name="Moe", reason="x")


def test_a_closed_account_keeps_the_name_that_says_so():
    member = bob()
    close_account(member, by=member)
    assert "closed" in refused(Refused, rename_member, member, by=dana(), name="Villain", reason="x")


@pytest.fixture
def soon_trusted(settings):
    """Bob, who has been here for a day, where a day is enough."""
    settings.WIKI_TRUSTED_AFTER_DAYS = 1
    bob()
    User.objects.update(date_joined=timezone.now() - timedelta(days=1, minutes=1))
    return bob()


def is_trusted(user):
    """Return whether `user` is Trusted where two edits that stand are enough."""
    with override_settings(WIKI_TRUSTED_AFTER_EDITS=2):
        promote_if_ready(User.objects.get(pk=user.pk))
    return user.groups.filter(name="Trusted").exists()


def test_a_member_becomes_trusted_after_some_days_and_edits_that_stand(soon_trusted):
    page = write("Pip Russet")
    assert not is_trusted(soon_trusted)
    change(page, body="Rubbish")
    change(page, body="", by=alice())
    assert not is_trusted(soon_trusted)  # the edit was taken back
    change(page, body="Words")
    assert is_trusted(soon_trusted)


def test_nobody_becomes_trusted_too_early_or_while_they_are_blocked(soon_trusted, settings):
    change(write("Pip Russet"), body="Words")
    block = block_member(soon_trusted, by=alice(), reason="x")
    assert not is_trusted(soon_trusted)
    lift_block(block, by=alice(), reason="x")
    settings.WIKI_TRUSTED_AFTER_DAYS = 2
    assert not is_trusted(soon_trusted)
    settings.WIKI_TRUSTED_AFTER_DAYS = 1
    assert is_trusted(soon_trusted)


def test_nobody_becomes_trusted_while_a_block_holds_on_some_pages(soon_trusted):
    page = write("Pip Russet")
    change(page, body="Words")
    block_member(soon_trusted, by=alice(), reason="x", pages=[page])
    assert not is_trusted(soon_trusted)


def test_whom_an_administrator_has_put_among_new_members_stays_there(soon_trusted):
    change(write("Pip Russet"), body="Words")
    assert is_trusted(soon_trusted)
    change_groups(soon_trusted, [], by=dana())
    assert not is_trusted(soon_trusted)
    change_groups(soon_trusted, ["Trusted"], by=dana())
    assert is_trusted(soon_trusted)

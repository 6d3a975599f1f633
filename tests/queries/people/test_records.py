"""The records of members, for moderators."""

import pytest

from tests.builders import alice, bob, change, somebody, write
from wiki.actions.moderation.blocks import block_member, lift_block
from wiki.actions.moderation.roll_back import roll_back
from wiki.queries.people.members import records_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def record(member):
    return records_of([member.pk])[member.pk]


def test_a_record_counts_edits_and_those_that_were_reverted():
    page, vera = write("Pip", by=bob()), somebody("Vera")
    change(page, body="Bees.", by=vera)
    roll_back(page, by=somebody("Mona", "Moderators"), author=vera)
    write("Tree", by=vera)
    assert (record(vera).edits, record(vera).reverted, record(vera).share) == (2, 1, 50)
    assert (record(bob()).edits, record(bob()).share) == (1, 0)


def test_a_member_without_edits_has_an_empty_record():
    found = record(bob())
    assert (found.joined, found.edits, found.share, found.is_blocked) == (bob().date_joined, 0, 0, False)


def test_a_record_says_whether_the_member_is_blocked_now():
    block = block_member(bob(), by=alice(), reason="Spam")
    assert record(bob()).is_blocked
    lift_block(block, by=alice(), reason="Sorry said")
    assert not record(bob()).is_blocked

"""Blocks and banned sites in the admin: begun with a reason and an end, ended by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import alice, bob, everything, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, text_of, typed
from wiki.actions.moderation.blocks import ban_site, block_member
from wiki.models import BannedSite, Block, JournalEntry

pytestmark = pytest.mark.each_database

ADD = "/admin/wiki/block/add/"
LIST = "/admin/wiki/block/"
SITES = "/admin/wiki/bannedsite/"


def send(browser, **changed):
    bob()
    sent = {"member": "Bob", "until": "7", "last_day": "", "reason": "Rubbish", "pages": ""}
    return browser.post(ADD, sent | changed)


def errors(answer):
    return " ".join(one.text for one in elements(answer, "ul", class_="errorlist"))


def test_a_moderator_blocks_a_member_by_name(moderator):
    assert send(moderator).status_code == 302
    block = Block.objects.get()
    assert (block.member, block.by, block.reason, list(block.pages.all())) == (bob(), alice(), "Rubbish", [])
    assert abs(block.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    [entry] = JournalEntry.objects.all()
    assert (entry.action, entry.member, entry.reason) == ("block", bob(), "Rubbish")


def test_the_url_fills_in_the_form(moderator):
    assert form_fields(moderator.get(ADD, {"member": "Bob"}))["member"] == ["Bob"]


def test_the_form_does_one_thing_and_says_that_it_is_done(moderator):
    bob()
    buttons = [one["value"] for one in elements(moderator.get(ADD), "input", type="submit")]
    assert "Block a member" in buttons
    assert not [words for words in buttons if words.startswith("Save")]
    done = moderator.post(ADD, {"member": "Bob", "until": "7", "reason": "Rubbish"}, follow=True)
    assert "Blocked. They will see the reason" in text_of(done, "ul", class_="messagelist")


def test_a_block_is_for_ever_or_until_the_end_of_a_day_and_on_some_pages(moderator):
    page = write("Pip Russet")
    send(moderator, until="for-ever", pages="pip_russet\n\n")
    assert (Block.objects.get().expires_at, list(Block.objects.get().pages.all())) == (None, [page])
    send(moderator, until="date", last_day="2091-04-05", replacing=Block.objects.get().pk)
    end = timezone.localtime(Block.objects.in_force().get().expires_at)
    assert (end.isoformat()[:16], Block.objects.count()) == ("2091-04-06T00:00", 2)


def test_a_block_in_force_is_shown_and_can_be_replaced(moderator):
    wide = block_member(bob(), by=alice(), reason="Rubbish everywhere")
    page = write("Pip Russet", by=alice())
    opened = moderator.get(ADD, {"member": "bob"})
    words = "Replace this block: everywhere, for ever, by Alice. Reason: Rubbish everywhere"
    assert words in text_of(opened, "main")
    refused = send(moderator, pages="Pip Russet")
    assert refused.status_code == 200
    assert "Bob is blocked already" in errors(refused)
    assert "Rubbish everywhere" in text_of(refused, "main")
    assert (typed(refused, "pages"), typed(refused, "reason")) == ("Pip Russet", "Rubbish")
    assert list(Block.objects.in_force()) == [wide]
    assert send(moderator, pages="Pip Russet", replacing=wide.pk).status_code == 302
    [narrow] = Block.objects.in_force()
    assert list(narrow.pages.all()) == [page]
    again = moderator.get(ADD, {"member": "Bob"})
    assert "Replace this block: Pip Russet, until " in text_of(again, "main")


def test_the_form_offers_nothing_to_replace_where_no_block_is_in_force(moderator):
    block = block_member(bob(), by=alice(), reason="Rubbish")
    Block.objects.update(lifted_at=timezone.now())
    assert "Replace this" not in text_of(moderator.get(ADD, {"member": "Bob"}), "main")
    late = send(moderator, replacing=block.pk)
    assert "has ended in the meantime" in errors(late)
    assert not Block.objects.in_force().exists()


BAD = {
    "nobody": {"member": "Nobody"},
    "a null character": {"member": "B\0b"},
    "oneself": {"member": "Alice"},
    "no reason": {"reason": " "},
    "a long reason": {"reason": "x" * 501},
    "no end": {"until": ""},
    "an end that is over": {"until": "date", "last_day": "2001-01-01"},
    "no day": {"until": "date"},
    "a day that no calendar goes beyond": {"until": "date", "last_day": "9999-12-31"},
    "two ends": {"until": "3", "last_day": "2091-01-01"},
    "a page that is not there": {"pages": "No such page"},
    "a title that can't be": {"pages": "a#b"},
    "too many pages": {"pages": "x\n" * 51},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD)
def test_bad_input_is_refused_and_kept_in_the_form(moderator, changed):
    bob()
    before = everything()
    answer = send(moderator, **changed)
    assert answer.status_code == 200
    assert errors(answer)
    assert typed(answer, "reason") == changed.get("reason", "Rubbish")
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_a_block_is_ended_with_a_reason_that_comes_back_when_it_is_missing(moderator):
    block = block_member(bob(), by=alice(), reason="Rubbish")
    page = f"{LIST}{block.pk}/change/"
    assert "End this block" in text_of(moderator.get(page), "main")
    answer = moderator.post(f"{LIST}{block.pk}/end/", {"reason": ""})
    assert answer.status_code == 200
    assert errors(answer)
    answer = moderator.post(f"{LIST}{block.pk}/end/", {"reason": "Sorry said"}, follow=True)
    assert "The block has ended." in text_of(answer)
    assert "End this block" not in text_of(moderator.get(page), "main")
    assert not Block.objects.in_force().exists()
    answer = moderator.post(f"{LIST}{block.pk}/end/", {"reason": "Once more"})
    assert "ended already" in errors(answer)
    assert typed(answer, "reason") == "Once more"


@pytest.mark.slow
def test_the_list_shows_which_blocks_are_in_force(moderator, django_assert_max_num_queries):
    for number in range(5):
        page = write(f"Page {number}")
        block_member(somebody(f"Bob{number}"), by=alice(), reason="x", pages=[page])
    Block.objects.filter(member__username="Bob1").update(lifted_at=timezone.now())
    with django_assert_max_num_queries(8):
        assert "Page 4" in text_of(moderator.get(LIST), "main")
    assert text_of(moderator.get(LIST, {"now": "yes"}), "p", class_="paginator") == "4 blocks"
    assert text_of(moderator.get(LIST, {"now": "no"}), "p", class_="paginator") == "1 block"


@pytest.mark.parametrize("groups", [[], ["Trusted"]])
def test_staff_without_the_permission_see_and_change_nothing(groups):
    browser = browser_of(staff(somebody("Tara", *groups)))
    block = block_member(bob(), by=alice(), reason="x")
    banned = ban_site("example.org", by=alice(), reason="x")
    before = everything()
    for address in (LIST, ADD, f"{LIST}{block.pk}/end/", SITES, f"{SITES}add/", f"{SITES}{banned.pk}/end/"):
        assert browser.get(address).status_code == 403
        sent = {"member": "Bob", "until": "1", "reason": "x", "host": "example.com"}
        assert browser.post(address, sent).status_code == 403
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_a_site_is_banned_and_allowed_again(moderator):
    assert (
        moderator.post(f"{SITES}add/", {"host": "https://Spam.example.org/x", "reason": "Spam"}).status_code
        == 302
    )
    site = BannedSite.objects.get()
    assert (site.host, site.reason) == ("spam.example.org", "Spam")
    assert "Spam" in text_of(moderator.get(SITES), "main")
    answer = moderator.post(f"{SITES}{site.pk}/end/", {"reason": "A mistake"}, follow=True)
    assert "Links to this site are allowed again." in text_of(answer)
    assert not BannedSite.objects.exists()
    assert [one.action for one in JournalEntry.objects.order_by("pk")] == ["ban_site", "allow_site"]


def test_a_bad_site_is_refused_and_kept_in_the_form(moderator):
    answer = moderator.post(f"{SITES}add/", {"host": "two words", "reason": "Spam"})
    assert "example.org" in errors(answer)
    assert (typed(answer, "host"), typed(answer, "reason")) == ("two words", "Spam")

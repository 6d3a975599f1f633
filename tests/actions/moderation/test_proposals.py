"""Proposals: an edit waits, its author may change it, a moderator decides; nothing is lost on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import again, alice, bob, change, dana, everything, orchard, somebody, value, write
from tests.doors import staff
from wiki.actions.moderation.blocks import ban_site, block_member
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.proposals import accept, amend, reject, withdraw
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.pages.editing import MAX_WAITING, create_page, edit_page
from wiki.actions.people.accounts import close_account
from wiki.facts.checking import FactsInvalid
from wiki.models import JournalEntry, Page, Proposal, Protection, Revision, RevisionMark
from wiki.refusals import EditConflict, NotAllowed, Refused, TitleTaken

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
REASON = "Much argued about."


@pytest.fixture
def page():
    """A page whose edits wait for a review, as Vera's do."""
    vera()
    made = write("Pip Russet", body="One.\n\nTwo.")
    protect_page(made, by=alice(), what="edit", level="review", reason=REASON)
    return made


def vera():
    return somebody("Vera")


def propose(page, *, by=None, body=None, facts=None, base=None, **said):
    """Return the proposal of an edit; what is not given stays."""
    base = base or again(page).current
    content = {
        "body": base.body if body is None else body,
        "facts": base.facts if facts is None else facts,
    }
    return edit_page(page, by=by or vera(), base=base, **content, **said)


def propose_page(title="The gate", kind="article", body="Green.", facts=None):
    """Return the proposal of a new page."""
    protect_title(title, by=alice(), level="review", reason=REASON)
    return create_page(title, kind, by=vera(), body=body, facts=facts or {})


def accepted(proposal, by=None, **more):
    now = Proposal.objects.get(pk=proposal.pk)
    return accept(now, by=by or alice(), changed_at=now.changed_at, **more)


def refused(act, refusal, words=None):
    """See that `act` is refused and writes nothing; return the refusal."""
    before = everything()
    with pytest.raises(refusal, match=words) as reason:
        act()
    assert everything() == before
    return reason.value


def state_of(proposal):
    return Proposal.objects.get(pk=proposal.pk).state


def test_a_proposal_changes_nothing_that_readers_see(page):
    before = everything()
    proposal = propose(page, body="New.", summary=" Why ", minor=True)
    after = everything()
    assert [name for name in after if after[name] != before[name]] == ["Proposal", "SiteVersion"]
    assert (proposal.body, proposal.summary, proposal.minor) == ("New.", "Why", True)
    assert (proposal.author, proposal.base, proposal.cause) == (vera(), page.current, "protected")


def test_accepting_makes_an_edit_by_its_author_that_is_patrolled(page):
    proposal = propose(page, body="New.", summary="Why", minor=True)
    revision = accepted(proposal)
    assert again(page).current == revision
    assert (revision.body, revision.summary, revision.minor) == ("New.", "Why", True)
    assert (revision.author, revision.accepted_by, revision.tags) == (vera(), alice(), ["proposal"])
    assert (revision.mark.awaits_patrol, revision.mark.patrolled_by) == (False, alice())
    done = Proposal.objects.get()
    assert (done.state, done.revision, done.decided_by) == ("accepted", revision, alice())
    entry = JournalEntry.objects.get(action="accept")
    assert (entry.by, entry.member, entry.revision, entry.private) == (alice(), vera(), revision, False)


def test_what_others_saved_since_is_kept_words_and_facts():
    season = orchard().season
    protect_page(season, by=alice(), what="edit", level="review", reason=REASON)
    base = again(season).current
    proposal = propose(season, facts=base.facts | {"episode_count": value(6)}, body=f"{base.body}\n\nEnd.")
    change(season, by=alice(), body=f"Begin.\n\n{base.body}", facts=base.facts | {"number": value(2)})
    revision = accepted(proposal)
    assert revision.body == f"Begin.\n\n{base.body}\n\nEnd."
    assert (revision.facts["number"], revision.facts["episode_count"]) == (value(2), value(6))
    assert revision.tags == ["proposal", "merged"]
    season.season.refresh_from_db()
    assert (season.season.number, season.season.episode_count) == (2, 6)


def test_where_both_changed_the_same_it_asks_and_a_choice_settles_it(page):
    proposal = propose(page, body="Mine.\n\nTwo.")
    change(page, by=alice(), body="Theirs.\n\nTwo.")
    conflict = refused(lambda: accepted(proposal), EditConflict)
    [clash] = conflict.merge.clashes
    assert (clash.theirs, clash.mine) == ("Theirs.", "Mine.")
    revision = accepted(proposal, choices={clash.key: "both"})
    assert revision.body == "Theirs. Mine.\n\nTwo."


def test_what_the_page_says_already_is_accepted_without_a_revision(page):
    first, second = propose(page, body="New."), propose(page, by=bob(), body="New.")
    revision = accepted(first)
    assert accepted(second) is None
    done = Proposal.objects.get(pk=second.pk)
    assert (done.state, done.revision, done.decided_by) == ("accepted", None, alice())
    assert again(page).current == revision
    assert revision.author == vera()
    assert JournalEntry.objects.filter(action="accept", page=page, revision=None).count() == 1


def test_who_chooses_all_of_the_page_makes_no_revision(page):
    proposal = propose(page, body="Mine.\n\nTwo.")
    theirs = change(page, by=alice(), body="Theirs.\n\nTwo.")
    [clash] = refused(lambda: accepted(proposal), EditConflict).merge.clashes
    assert accepted(proposal, choices={clash.key: "theirs"}) is None
    assert again(page).current == theirs


def test_an_edit_that_changes_nothing_is_not_proposed(page):
    newer = change(page, by=alice(), body="New.")
    assert propose(page, body="New.", base=page.current) == newer
    assert propose(page, base=page.current) == page.current
    assert not Proposal.objects.exists()


def test_an_edit_of_an_unknown_revision_is_not_proposed(page):
    other = write("The gate").current
    refused(lambda: edit_page(page, by=vera(), base=None, body="New.", facts={}), EditConflict)
    refused(lambda: propose(page, body="New.", base=other), EditConflict)


def test_a_new_page_waits_and_is_its_authors_when_it_is_accepted():
    proposal = propose_page(
        facts={"statements": [{"id": "a", "label": "Colour", "value": {"name": "Green"}}]}
    )
    assert not Page.objects.exists()
    revision = accepted(proposal)
    page = revision.page
    assert (str(page), page.kind, revision.number, revision.body) == ("The gate", "article", 1, "Green.")
    assert (revision.author, revision.accepted_by, revision.tags) == (vera(), alice(), ["proposal"])
    assert Proposal.objects.get().page == page


def test_a_new_page_whose_title_was_taken_meanwhile_waits_on():
    proposal = propose_page()
    taken = write("The Gate", by=alice())
    assert refused(lambda: accepted(proposal), TitleTaken).title.page == taken
    assert state_of(proposal) == "waiting"


def test_facts_that_cannot_stand_any_more_are_refused_in_words():
    season = orchard().season
    facts = {"show": value(season.season.show.page.uid), "number": value(2)}
    proposal = propose_page("The second", "season", facts=facts)
    write("Second", "season", facts=facts, by=alice())
    refused(lambda: accepted(proposal), FactsInvalid, "already has a page for the season")


def test_a_page_that_was_deleted_meanwhile_is_not_written_again(page):
    proposal = propose(page, body="New.")
    delete_page(page, by=alice(), reason="Invented.")
    refused(lambda: accepted(proposal), Refused, "This page is deleted")
    assert state_of(proposal) == "waiting"


def test_a_page_that_was_deleted_is_written_again_after_a_review(page):
    gone = page
    delete_page(gone, by=alice(), reason="Invented.")
    proposal = create_page("pip russet", "article", by=vera(), body="True now.", facts={})
    assert (proposal.page, proposal.title, proposal.base) == (None, "pip russet", None)
    revision = accepted(proposal)
    assert (revision.page, revision.number, revision.author) == (gone, 2, vera())
    assert revision.tags == ["proposal", "again"]
    assert again(gone).deleted_at is None


def test_a_link_to_a_site_that_was_banned_meanwhile_is_not_accepted(page):
    proposal = propose(page, body="[x](https://spam.example)")
    ban_site("spam.example", by=alice(), reason="It sells pills.")
    refused(lambda: accepted(proposal), Refused, "It sells pills")


def test_a_base_that_was_emptied_meanwhile_can_not_be_merged(page):
    proposal = propose(page, body="New.\n\nTwo.")
    change(page, by=alice(), body="Other.")
    Revision.objects.filter(pk=page.current_id).update(body="", facts={}, summary="", size=0, sha256="")
    assert refused(lambda: accepted(proposal), EditConflict).merge is None


def test_a_proposal_that_was_changed_meanwhile_is_not_accepted_unseen(page):
    seen = propose(page, body="New.")
    amend(seen, by=vera(), body="Spam.", facts={})
    words = "changed this proposal in the meantime"
    refused(lambda: accept(seen, by=alice(), changed_at=seen.changed_at), Refused, words)
    now = Proposal.objects.get()
    refused(lambda: accept(now, by=alice(), changed_at=seen.changed_at), Refused, words)
    refused(lambda: accept(now, by=alice(), changed_at=None), Refused, words)
    refused(lambda: accept(seen, by=alice(), changed_at=now.changed_at), Refused, words)


def test_its_author_changes_what_waits(page):
    proposal = propose(page, body="New.")
    changed = amend(proposal, by=vera(), body="Newer.\r\n", facts={}, summary="Better", minor=True)
    assert changed == Proposal.objects.get()
    assert (changed.body, changed.summary, changed.minor, changed.state) == (
        "Newer.",
        "Better",
        True,
        "waiting",
    )
    assert changed.changed_at > changed.created_at
    assert accepted(changed).body == "Newer."


def test_nobody_else_changes_or_withdraws_it(page):
    proposal = propose(page, body="New.")
    for person in (bob(), alice(), dana()):
        refused(lambda by=person: amend(proposal, by=by, body="x", facts={}), NotAllowed)
        refused(lambda by=person: withdraw(proposal, by=by), NotAllowed)


def test_who_was_blocked_since_can_withdraw_but_not_change(page):
    proposal = propose(page, body="New.")
    block_member(vera(), by=alice(), reason="Spam.")
    refused(lambda: amend(proposal, by=vera(), body="x", facts={}), NotAllowed, "Spam")
    withdraw(proposal, by=vera())
    assert state_of(proposal) == "withdrawn"


def test_what_was_protected_since_is_changed_no_more_but_a_moderator_may_accept(page):
    proposal = propose(page, body="New.")
    before = Protection.objects.all()
    protect_page(page, by=alice(), what="edit", level="moderators", reason="Enough.", replacing=before)
    refused(lambda: amend(proposal, by=vera(), body="x", facts={}), NotAllowed, "Enough")
    assert accepted(proposal).body == "New."


def test_a_new_page_under_a_title_that_was_protected_since_is_changed_no_more():
    proposal = propose_page()
    before = Protection.objects.all()
    protect_title("The gate", by=alice(), level="moderators", reason="Enough.", replacing=before)
    refused(lambda: amend(proposal, by=vera(), body="x", facts={}), NotAllowed, "Enough")


def test_to_change_it_is_checked_as_any_edit(page):
    proposal = propose(page, body="New.")
    ban_site("spam.example", by=alice(), reason="It sells pills.")
    spam = {"body": "<https://spam.example>", "facts": {}}
    refused(lambda: amend(proposal, by=vera(), **spam), Refused, "It sells pills")
    refused(lambda: amend(proposal, by=vera(), body="x", facts={"unknown": value("x")}), FactsInvalid)


def test_rejecting_tells_the_author_alone_why(page):
    proposal = propose(page, body="New.")
    reject(proposal, by=alice(), reason=" No source. ")
    done = Proposal.objects.get()
    assert (done.state, done.reason, done.decided_by) == ("rejected", "No source.", alice())
    assert again(page).current == page.current
    assert JournalEntry.objects.get(action="reject").private


def test_rejecting_needs_a_reason(page):
    proposal = propose(page, body="New.")
    refused(lambda: reject(proposal, by=alice(), reason="  "), Refused, "Give a reason")


@pytest.mark.parametrize("person", [bob, lambda: somebody("Tara", "Trusted"), lambda: staff(bob())])
def test_only_moderators_decide(page, person):
    proposal, by = propose(page, body="New."), person()
    refused(lambda: accepted(proposal, by=by), NotAllowed)
    refused(lambda: reject(proposal, by=by, reason="x"), NotAllowed)


def test_nobody_decides_about_their_own(page):
    proposal = propose(page, body="New.")
    vera().groups.set(alice().groups.all())
    words = "Somebody else has to decide"
    refused(lambda: accepted(proposal, by=vera()), NotAllowed, words)
    refused(lambda: reject(proposal, by=vera(), reason="x"), NotAllowed, words)


def test_what_is_decided_stays_decided(page):
    for decide in (
        accepted,
        lambda one: reject(one, by=alice(), reason="x"),
        lambda one: withdraw(one, by=vera()),
    ):
        proposal = propose(page, body=f"New {Proposal.objects.count()}.")
        decide(proposal)
        words = "no longer waiting"
        refused(lambda one=proposal: accepted(one), Refused, words)
        refused(lambda one=proposal: reject(one, by=alice(), reason="x"), Refused, words)
        refused(lambda one=proposal: withdraw(one, by=vera()), Refused, words)
        refused(lambda one=proposal: amend(one, by=vera(), body="x", facts={}), Refused, words)


def test_nobody_lets_more_wait_than_twenty(page):
    for number in range(MAX_WAITING):
        first = propose(page, body=f"New {number}.")
    refused(lambda: propose(page, body="One more."), Refused, "20 of your edits are waiting")
    propose(page, by=bob(), body="One more.")
    withdraw(first, by=vera())
    propose(page, body="One more.")


def test_accepted_edits_count_towards_trust(page, settings):
    settings.WIKI_TRUSTED_AFTER_DAYS, settings.WIKI_TRUSTED_AFTER_EDITS = 1, 1
    proposal = propose(page, body="New.")
    newcomer = vera()
    newcomer.date_joined = timezone.now() - timedelta(days=2)
    newcomer.save()
    accepted(proposal)
    assert vera().groups.filter(name="Trusted").exists()


def test_what_waits_is_withdrawn_when_its_author_leaves(page):
    waiting, done = propose(page, body="New."), propose(page, body="Newer.")
    reject(done, by=alice(), reason="No.")
    others = propose(page, by=bob(), body="Other.")
    leaving = vera()
    close_account(leaving, by=leaving)
    assert [state_of(one) for one in (waiting, done, others)] == ["withdrawn", "rejected", "waiting"]
    assert Proposal.objects.get(pk=waiting.pk).decided_by == leaving


def is_reverted(revision):
    return RevisionMark.objects.filter(revision=revision, reverted=True).exists()


def test_an_accepted_proposal_that_brings_an_old_text_back_marks_what_it_reverts(page):
    bad = change(page, body="Rubbish.", by=alice())
    revision = accepted(propose(page, body="One.\n\nTwo."), by=dana())
    assert set(revision.tags) == {"proposal", "manual-revert"}
    assert is_reverted(bad)


def test_a_merge_that_brings_an_old_text_back_marks_what_it_reverts():
    page = write("Pip Russet", body="One.\n\nTwo.", by=alice())
    bad = change(page, body="Rub.\n\nBish.", by=bob())
    change(page, body="Rub.\n\nTwo.", by=dana())
    merged = edit_page(page, by=alice(), base=bad, body="One.\n\nBish.", facts={})
    assert merged.body == "One.\n\nTwo."
    assert set(merged.tags) == {"merged", "manual-revert"}
    assert is_reverted(bad)

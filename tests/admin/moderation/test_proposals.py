"""Proposals in the admin: what waits, one click to accept, and where it takes more than that."""

import pytest

from tests.builders import again, alice, bob, change, everything, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, inline_code, links, text_of
from wiki.actions.moderation.proposals import amend, reject
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.pages.editing import create_page, edit_page
from wiki.models import Proposal

LIST = "/admin/wiki/proposal/"
REASON = "Much argued about."


def propose(page, *, by=None, body="New.", **said):
    if not page.protections.exists():
        protect_page(page, by=alice(), what="edit", level="review", reason=REASON)
    base = again(page).current
    return edit_page(page, by=by or bob(), base=base, body=body, facts=base.facts, **said)


def propose_page(title, by=None):
    protect_title(title, by=alice(), level="review", reason=REASON)
    return create_page(title, "article", by=by or bob(), body="Green.", facts={})


def rows(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "tr") if "Review" in one.text]


def said(answer):
    return text_of(answer, "ul", class_="messagelist")


def press(browser, answer, proposal):
    """Press Accept in the row of a proposal, with all that the form of the list sends."""
    sent = {one["name"]: one["value"] for one in elements(answer, "input") if one["name"] != "q"}
    [button] = [
        one for one in elements(answer, "button") if one["formaction"] == f"{LIST}{proposal.pk}/accept/"
    ]
    assert button["formmethod"] == "post"
    return browser.post(button["formaction"], sent | {button["name"]: button["value"]}, follow=True)


def test_the_list_says_what_waits_for_which_page_why_and_by_whom(moderator, orchard):
    propose(orchard.article, summary="A correction")
    propose_page("The gate", by=somebody("Vera"))
    first, second = rows(moderator.get(LIST))
    for words in (
        "From play to screen",
        "Review Accept Reject",
        "Bob",
        "reviewed first",
    ):
        assert words in first
    assert "A correction" in first
    assert "The gate (new)" in second
    assert "Vera" in second


def test_the_filter_by_state_lists_decided_proposals(moderator, orchard):
    reject(propose(orchard.article, summary="Rejected one"), by=alice(), reason="No source.")
    propose(orchard.article, summary="Waiting one")
    found = {state: rows(moderator.get(LIST, {"state": state})) for state in ("rejected", "accepted", "all")}
    [waiting] = rows(moderator.get(LIST))
    assert "Waiting one" in waiting
    assert [len(found[state]) for state in found] == [1, 0, 2]
    assert "Accept" not in found["rejected"][0].replace("Accepted", "")
    selected = elements(moderator.get(LIST), "li", class_="selected")
    assert "Waiting" in [one.text.strip() for one in selected]
    assert "rejected" in found["rejected"][0]


def test_proposals_are_found_by_page_title_author_and_cause(moderator, orchard):
    propose(orchard.article)
    propose_page("The gate", by=somebody("Vera"))
    for asked, title in (("play to", "From play"), ("gate", "The gate"), ("vera", "The gate")):
        [found] = rows(moderator.get(LIST, {"q": asked}))
        assert title in found
    assert rows(moderator.get(LIST, {"cause": "links"})) == []


def test_one_click_accepts_what_was_on_the_list(moderator, orchard):
    proposal = propose(orchard.article)
    answer = press(moderator, moderator.get(LIST), proposal)
    assert "Accepted." in said(answer)
    now = again(orchard.article).current
    assert (now.body, now.author, now.accepted_by) == ("New.", bob(), alice())
    assert rows(answer) == []


def test_a_proposal_that_changed_since_the_list_was_shown_is_not_accepted(moderator, orchard):
    proposal = propose(orchard.article)
    listed = moderator.get(LIST)
    amend(proposal, by=bob(), body="Spam.", facts={})
    assert "changed this proposal in the meantime" in said(press(moderator, listed, proposal))
    assert moderator.post(f"{LIST}{proposal.pk}/accept/").status_code == 302
    assert again(orchard.article).current == orchard.article.current


def test_a_conflict_leads_to_the_page_of_the_proposal(moderator, orchard):
    proposal = propose(orchard.article)
    change(orchard.article, by=alice(), body="Theirs.")
    answer = press(moderator, moderator.get(LIST), proposal)
    assert answer.redirect_chain == [(f"/proposal/{proposal.pk}", 302)]
    assert "Accept the proposal here to choose." in text_of(answer, "div", role="status")


def test_to_reject_leads_to_where_the_reason_is_asked_for(moderator, orchard):
    proposal = propose(orchard.article)
    address = f"/proposal/{proposal.pk}"
    assert {address, f"{address}#reject"} <= set(links(moderator.get(LIST)))
    assert elements(moderator.get(address), "form", id="reject")


def test_moderators_can_not_decide_their_own_proposals(moderator, orchard):
    proposal = propose(orchard.article, by=somebody("Vera"))
    Proposal.objects.filter(pk=proposal.pk).update(author=alice())
    assert [row.count("Accept") for row in rows(moderator.get(LIST))] == [0]
    stamp = {"changed_at": proposal.changed_at.isoformat()}
    answer = moderator.post(f"{LIST}{proposal.pk}/accept/", stamp, follow=True)
    assert "Somebody else has to decide" in said(answer)


def test_a_proposal_is_not_changed_here(moderator, orchard):
    proposal = propose(orchard.article)
    before = everything()
    page = moderator.get(f"{LIST}{proposal.pk}/change/")
    assert "From play to screen" in text_of(page)
    assert moderator.post(f"{LIST}{proposal.pk}/change/", {"body": "x"}).status_code == 403
    assert moderator.get(f"{LIST}add/").status_code == 403
    assert everything() == before


def test_only_moderators_accept_and_only_by_post(moderator, orchard):
    proposal = propose(orchard.article)
    before = everything()
    assert moderator.get(f"{LIST}{proposal.pk}/accept/").status_code == 405
    assert moderator.post(f"{LIST}999999/accept/").status_code == 404
    strict = browser_of(alice(), enforce_csrf_checks=True)
    assert strict.post(f"{LIST}{proposal.pk}/accept/").status_code == 403
    stamp = {"changed_at": proposal.changed_at.isoformat()}
    eve = browser_of(staff(somebody("Eve")))
    assert eve.get(LIST).status_code == 403
    eve.post(f"{LIST}{proposal.pk}/accept/", stamp)
    assert browser_of(bob()).post(f"{LIST}{proposal.pk}/accept/", stamp).status_code == 302
    after = everything()
    assert after.pop("User")
    assert before.pop("User")
    assert after == before


def test_scripts_in_proposals_do_not_run_in_the_list(moderator):
    hostile = "<script>alert(1)</script>"
    propose(write("Pip' onclick='x"), summary=hostile)
    answer = moderator.get(LIST)
    assert inline_code(answer) == []
    assert hostile not in answer.content.decode()


def test_the_list_shows_what_each_would_change(moderator, orchard):
    propose(orchard.article, body="Words of the proposal.")
    propose_page("The gate", by=somebody("Vera"))
    old, new = rows(moderator.get(LIST))
    assert f"Removed: {orchard.article.current.body[:20]}" in old
    assert "Added: Words of the proposal." in old
    assert "Removed:" not in new


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 19])
def test_the_list_takes_as_many_queries_for_one_proposal_as_for_many(
    moderator, orchard, count, django_assert_num_queries
):
    for number in range(count):
        propose(orchard.article, by=bob() if number % 2 else somebody("Bea"), body=f"Words {number}")
    with django_assert_num_queries(8):
        assert len(rows(moderator.get(LIST))) == count

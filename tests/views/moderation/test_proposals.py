"""One's own proposals, with what came of them."""

from functools import partial

from tests.builders import alice, bob, somebody, write
from tests.doors import browser_of
from tests.markup import elements, links, text_of
from wiki.actions.moderation.proposals import reject, withdraw
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.pages.editing import create_page, edit_page
from wiki.queries.lists.paging import page_of


def propose(title, by=None, body="New."):
    """Return the proposal of an edit of a page of that title."""
    page = write(title, by=alice())
    protect_page(page, by=alice(), what="edit", level="review", reason="Much argued about.")
    return edit_page(page, by=by or bob(), base=page.current, body=body, facts={})


def lines(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li") if "· article" in one.text]


def test_they_are_listed_newest_first_with_their_states(member):
    first, second = propose("Pip Russet"), propose("Ada Marsh")
    protect_title("The gate", by=alice(), level="review", reason="Much argued about.")
    third = create_page("The gate", "article", by=bob(), body="Green.", facts={}, summary="At last")
    withdraw(first, by=bob())
    reject(second, by=alice(), reason="No source.")
    answer = member.get("/proposals")
    assert [line.split(" · ")[0].split(", ")[1][6:] for line in lines(answer)] == [
        "The gate",
        "Ada Marsh",
        "Pip Russet",
    ]
    assert [line.split("article ")[1] for line in lines(answer)] == [
        "waiting At last",
        "rejected",
        "withdrawn",
    ]
    assert [link for link in links(answer) if link.startswith("/proposal/")] == [
        f"/proposal/{one.pk}" for one in (third, second, first)
    ]


def test_only_ones_own_are_listed_for_moderators_too(member):
    propose("Pip Russet", by=somebody("Vera"))
    for browser in (member, browser_of(alice())):
        assert "You have no proposals." in text_of(browser.get("/proposals"), "main")


def test_a_long_list_has_pages_and_a_fixed_number_of_queries(
    member, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("wiki.views.moderation.proposals.page_of", partial(page_of, size=4))
    for number in range(6):
        propose(f"Page {number}")
    with django_assert_max_num_queries(6):
        assert len(lines(member.get("/proposals"))) == 4
    assert len(lines(member.get("/proposals?page=2"))) == 2


def test_the_account_page_leads_there(member):
    assert "/proposals" in links(member.get("/accounts/"))


def test_a_visitor_is_led_to_log_in(client):
    assert client.get("/proposals")["Location"] == "/accounts/login/?next=/proposals"

"""A member, and what they have edited."""

import pytest
from django.utils import timezone

from tests.builders import alice, bob, change, somebody, write
from tests.markup import elements, links, text_of
from wiki.actions.people.accounts import close_account
from wiki.models import Page, User

pytestmark = pytest.mark.each_database


def lines(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li") if "History" in one.text]


def test_the_edits_of_one_person_are_listed_whenever_they_were_made(client):
    tree = write("Tree", body="One")
    change(tree, body="Two", by=alice(), summary="A branch")
    answer = client.get("/user/alice")
    assert text_of(answer, "h1") == "Alice"
    [line] = lines(answer)
    assert "Tree" in line
    assert "A branch" in line
    assert len(lines(client.get("/user/Bob"))) == 1


def test_who_somebody_is_stands_under_the_name(client):
    write("Tree", by=alice())
    head = text_of(client.get("/user/Alice"), "header", class_="page-head")
    assert "1 edit" in head
    assert "moderator" in head


def test_a_closed_account_is_told_from_one_that_may_not_log_in(client):
    User.objects.filter(pk=bob().pk).update(is_active=False)
    assert "This account is not active." in text_of(client.get("/user/Bob"), "main")
    gone = alice()
    close_account(gone, by=gone)
    assert "This account is closed." in text_of(client.get(f"/user/Former_member_{gone.pk}"), "main")


def test_edits_can_be_narrowed_but_not_to_another_person(client):
    write("Tree", "character")
    write("Hedge")
    assert len(lines(client.get("/user/Bob?kind=character"))) == 1
    assert len(lines(client.get("/user/Bob?title=hedge&days=1"))) == 1
    assert len(lines(client.get("/user/Bob?person=Alice"))) == 2
    assert not elements(client.get("/user/Bob"), "input", name="person")


def test_edits_of_deleted_pages_are_left_out(client):
    page = write("Tree")
    Page.objects.filter(pk=page.pk).update(deleted_at=timezone.now())
    assert lines(client.get("/user/Bob")) == []
    assert "There are no edits yet." in text_of(client.get("/user/Bob"), "main")


@pytest.mark.parametrize("name", ["Nobody", "a%00b", "%F0%9F%8D%8E", "x" * 300, "../admin", "<b>"])
def test_an_unknown_name_is_said_to_be_unknown(client, name):
    answer = client.get(f"/user/{name}")
    assert answer.status_code == 404
    assert "No such member" in text_of(answer, "h1")


def test_a_name_may_have_spaces_and_any_letters(client):
    for name in ("Former member 3", "Zoë", "a.b-c_d"):
        write(f"Page of {name}", by=somebody(name))
        [answer] = [
            client.get(link)
            for link in dict.fromkeys(links(client.get(f"/history/Page_of_{name}")))
            if link.startswith("/user/")
        ]
        assert text_of(answer, "h1") == name


def test_a_byline_leads_to_who_wrote(client):
    write("Tree")
    for address in ("/wiki/Tree", "/history/Tree", "/"):
        assert "/user/Bob" in links(client.get(address)), address


def test_it_is_kept_out_of_search_engines_sets_no_cookie_and_can_not_be_posted_to(client, member):
    bob()
    answer = client.get("/user/Bob")
    assert elements(answer, "meta", name="robots", content="noindex")
    assert not answer.cookies
    assert member.post("/user/Bob").status_code == 405

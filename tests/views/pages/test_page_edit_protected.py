"""Who is blocked, or may not edit a page, is told why; nothing that they typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import again, alice, bob, somebody
from tests.doors import browser_of
from tests.markup import elements, text_of, typed
from wiki.actions.moderation.blocks import block_member
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.models import Level, Protected, Revision

ADDRESS = "/edit/From_play_to_screen"


@pytest.fixture
def blocked(member, orchard):
    """Bob's browser; Alice has blocked him."""
    block_member(bob(), by=alice(), reason="Rubbish")
    return member


@pytest.fixture
def protected(orchard):
    """The article, which only moderators may edit."""
    said = {"what": Protected.EDIT, "level": Level.MODERATORS}
    protect_page(orchard.article, by=alice(), reason="A quarrel", **said)
    return orchard.article


def tells_of_the_block(words):
    parts = (
        "Alice has blocked you",
        "Rubbish.",
        "The block ends: for ever.",
        "another moderator will answer",
    )
    return all(part in words for part in parts)


def test_a_blocked_member_reads_why_and_the_text_of_the_page(blocked, orchard):
    answer = blocked.get(ADDRESS)
    assert answer.status_code == 403
    assert tells_of_the_block(text_of(answer, "main"))
    [source] = elements(answer, "textarea")
    assert "readonly" in source.attributes
    assert "It began as a play." in source.text


@pytest.mark.parametrize("action", ["save", "preview", "diff", "add-statements"])
def test_what_a_blocked_member_typed_comes_back(blocked, orchard, action):
    sent = {"body": "My words.", "summary": "Why", "base": orchard.article.current_id, "action": action}
    for address in (ADDRESS, "/edit/A_new_page"):
        answer = blocked.post(address, sent)
        assert answer.status_code == 403
        assert tells_of_the_block(text_of(answer, "div", role="alert"))
        assert (typed(answer, "body"), typed(answer, "summary")) == ("My words.", "Why")
    assert not Revision.objects.filter(body="My words.").exists()


def test_a_blocked_member_can_not_move_or_restore(blocked, orchard):
    assert blocked.get("/move/From_play_to_screen").status_code == 403
    assert blocked.post("/move/From_play_to_screen", {"title": "Pop"}).status_code == 403
    revision = orchard.article.current
    assert blocked.post(f"/revision/{revision.pk}", {"base": revision.pk}).status_code == 403
    assert again(orchard.article).current == revision


def test_a_blocked_member_still_reads_logs_in_previews_and_reports(blocked, client, orchard):
    for address in ("/", "/wiki/From_play_to_screen", "/history/From_play_to_screen", "/preferences"):
        assert blocked.get(address).status_code == 200
    assert blocked.get("/accounts/").status_code == 200
    assert blocked.get("/report").status_code == 200
    assert blocked.post("/preview", {"content": "Words"}).status_code == 200
    log_in = {"login": "Bob", "password": "apple-pie-for-tea"}
    assert client.post("/accounts/login/", log_in).status_code == 302


def test_a_block_on_one_page_stops_there_alone(member, orchard):
    block_member(bob(), by=alice(), reason="Rubbish", pages=[orchard.article])
    assert member.get(ADDRESS).status_code == 403
    assert member.get("/edit/Ada_Marsh").status_code == 200


def test_on_a_protected_page_a_member_reads_why_and_keeps_the_text(member, protected):
    answer = member.get(ADDRESS)
    assert answer.status_code == 403
    assert "Only moderators can edit this page. Reason: A quarrel." in text_of(answer, "main")
    answer = member.post(ADDRESS, {"body": "My words.", "base": protected.current_id})
    assert answer.status_code == 403
    assert typed(answer, "body") == "My words."


def test_those_who_may_still_edit_are_told_that_others_may_not(protected):
    answer = browser_of(alice()).get(ADDRESS)
    assert answer.status_code == 200
    assert "Only moderators can edit this page." in text_of(answer, "main")


def test_the_history_says_how_a_page_is_protected(client, protected):
    answer = client.get("/history/From_play_to_screen")
    assert "Only moderators can edit this page." in text_of(answer, "main")
    assert "Only moderators" not in text_of(client.get("/history/Ada_Marsh"), "main")


def test_a_protected_title_is_written_only_by_those_who_may(member):
    protect_title("Buy pills", by=alice(), level=Level.TRUSTED, reason="Spam")
    answer = member.get("/edit/Buy_pills")
    assert answer.status_code == 403
    assert "Only trusted members can create a page with this title." in text_of(answer, "main")
    answer = member.post("/edit/buy_pills", {"body": "Buy.", "kind": "article"})
    assert (answer.status_code, typed(answer, "body")) == (403, "Buy.")
    answer = browser_of(somebody("Tara", "Trusted")).get("/edit/Buy_pills")
    assert answer.status_code == 200
    assert "Only trusted members can create" in text_of(answer, "main")


def test_moving_to_a_protected_title_keeps_what_was_typed(member, orchard):
    protect_title("Buy pills", by=alice(), level=Level.TRUSTED, reason="Spam")
    answer = member.post("/move/From_play_to_screen", {"action": "move", "title": "Buy pills"})
    assert answer.status_code == 403
    assert "Spam" in text_of(answer, "main")
    assert "Buy pills" in [one["value"] for one in elements(answer, "input", name="title")]


def test_reading_costs_as_much_on_a_protected_page(client, orchard, django_assert_num_queries):
    client.get("/wiki/From_play_to_screen")
    with CaptureQueriesContext(connection) as queries:
        client.get("/wiki/From_play_to_screen")
    before = len(queries)
    protect_page(orchard.article, by=alice(), what=Protected.EDIT, level=Level.TRUSTED, reason="x")
    client.get("/wiki/From_play_to_screen")
    with django_assert_num_queries(before):
        client.get("/wiki/From_play_to_screen")

"""The journal: who did what, to what, when and why, for everybody; what is private is for moderators."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import again, alice, bob, change, dana, everything, rename, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of, typed
from wiki.actions import clock
from wiki.actions.history.revisions import hide_revision, patrol
from wiki.actions.journal import record
from wiki.actions.moderation.blocks import ban_site, block_member
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.protection import protect_page, protect_title
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.actions.moderation.roll_back import roll_back
from wiki.actions.people.accounts import change_groups, close_account
from wiki.models import JournalAction, JournalEntry


def lines(answer):
    """Return the lines of the journal, newest first, each as its words; each begins with a time."""
    words = (" ".join(one.text.split()) for one in elements(answer, "li"))
    return [line for line in words if re.match(r"\d\d:\d\d ", line)]


def journal(browser, asked=""):
    answer = browser.get(f"/journal{asked}")
    assert answer.status_code == 200
    return lines(answer)


@pytest.fixture
def moderator():
    return browser_of(staff(alice()))


@pytest.fixture
def hidden():
    """An edit of Bob's whose text and author are hidden, after Alice rolled it back."""
    page = write("The gate", by=dana(), body="One")
    bad = change(page, body="quokkas")
    roll_back(again(page), by=alice(), author=bob(), reason="Nonsense")
    hide_revision(bad, by=alice(), parts=["author", "text"], reason="zeppelin")
    return page


def test_a_line_says_when_who_what_on_what_and_why(client):
    page = write("The gate")
    protect_page(page, by=alice(), what="edit", level="trusted", reason="Edit war")
    entry = JournalEntry.objects.get()
    [line] = journal(client)
    said = "Alice protected The gate editing · for trusted members · for ever Edit war"
    assert line == f"{entry.created_at:%H:%M} {said}"
    found = links(client.get("/journal"))
    assert "/user/Alice" in found
    assert "/wiki/The_gate" in found
    day = entry.created_at
    assert [one.text for one in elements(client.get("/journal"), "h2")] == [f"{day.day} {day:%B %Y}"]


def test_the_details_are_in_words(client):
    until = timezone.now() + timedelta(days=3)
    page = write("The gate", by=dana())
    block_member(bob(), by=alice(), reason="Spam", expires_at=until, pages=[page])
    change_groups(somebody("Tara"), ["Trusted"], by=dana())
    change_groups(somebody("Tara"), [], by=dana())
    ban_site("https://spam.example/", by=alice(), reason="Spam")
    answer_report(
        report_problem(page, by=None, title="x", kind="wrong", words="x"),
        by=alice(),
        outcome="mended",
        answer="x",
    )
    answer_report(
        report_problem(None, by=None, title="x", kind="wrong", words="x"),
        by=alice(),
        outcome="nothing",
        answer="x",
    )
    change(page, by=somebody("Tara"), body="Bad")
    roll_back(again(page), by=alice(), author=somebody("Tara"), reason="Nonsense")
    rolled, wiki, answered, banned, none, trusted, blocked = (line[6:] for line in journal(client))
    assert rolled == "Alice rolled back The gate · Tara Revision of The gate 1 edit · to revision 1 Nonsense"
    assert wiki == "Alice answered a report about the whole wiki no action needed"
    assert answered == "Alice answered a report about The gate fixed"
    assert banned == "Alice banned links to spam.example Spam"
    assert none == "Dana changed the groups of Tara now: none"
    assert trusted == "Dana changed the groups of Tara now: Trusted"
    assert blocked == f"Alice blocked Bob on The gate · until {until.day} {until:%B %Y, %H:%M} UTC Spam"


@pytest.mark.slow
def test_it_can_be_narrowed(client):
    page = write("The gate")
    with clock.at(timezone.now() - timedelta(days=5)):
        protect_page(page, by=dana(), what="move", level="moderators", reason="Titles")
    block_member(bob(), by=alice(), reason="Spam")
    protect_title("Nobody yet", by=alice(), level="moderators", reason="Made again and again")
    patrol(page.current, by=alice())
    for asked, count in (
        ("", 3),
        ("?action=", 3),
        ("?action=protect", 2),
        ("?action=patrol", 1),
        ("?patrols=on", 4),
        ("?person=ALICE", 2),
        ("?person=Alice&patrols=on", 3),
        ("?member=bob", 1),
        ("?member=Alice", 0),
        ("?title=the_GATE", 1),
        ("?title=The+gate&patrols=on", 2),
        ("?title=nobody+YET", 1),
        ("?title=Nowhere", 0),
        ("?days=3", 2),
        ("?days=7&action=protect&person=Dana&title=The+gate", 1),
    ):
        assert len(journal(client, asked)) == count, asked


def test_a_page_is_found_by_any_of_its_titles_and_says_what_it_is_called_now(client):
    page = write("The gate")
    protect_page(page, by=alice(), what="edit", level="trusted", reason="Edit war")
    rename(page, "The door")
    assert journal(client, "?title=The+gate") == journal(client, "?title=The+door")
    assert "protected The gate (now The door)" in journal(client)[0]
    assert "/wiki/The_door" in links(client.get("/journal"))


def test_a_page_that_is_gone_is_named_without_a_link(client):
    page = write("The gate")
    delete_page(page, by=alice(), reason="Advertising")
    assert journal(client)[0].endswith("Alice deleted The gate Advertising")
    assert "/wiki/The_gate" not in links(client.get("/journal"))
    assert len(journal(client, "?title=The+gate")) == 1


def test_whoever_leaves_takes_their_name_away(client):
    block_member(bob(), by=dana(), reason="Spam")
    somebody("Zoe", "Administrators")
    for name in ("Bob", "Dana"):
        close_account(somebody(name), by=somebody(name))
    [line] = journal(client)
    assert line.count("Former member") == 2
    assert "Bob" not in line


def test_no_person_is_the_operator(client):
    record(JournalAction.PURGE, by=None, page=write("The gate"), reason="Court order")
    assert (
        "The operator of the wiki permanently removed, for legal reasons, from The gate" in journal(client)[0]
    )


@pytest.mark.slow
@pytest.mark.parametrize("who", ["a visitor", "a member", "staff without a group", "a former moderator"])
def test_what_is_private_can_neither_be_read_nor_counted(client, hidden, who):
    record(
        JournalAction.REJECT,
        by=dana(),
        member=somebody("Vera"),
        title="xylophone",
        reason="zeppelin",
        private=True,
    )
    former = somebody("Al", "Moderators")
    former.groups.clear()
    browser = {
        "a visitor": client,
        "a member": browser_of(bob()),
        "a former moderator": browser_of(former),
    }.get(who, browser_of(staff(somebody("Bea"))))
    for asked, count in (
        ("", 1),
        ("?patrols=on", 1),
        ("?action=hide", 0),
        ("?action=reject", 0),
        ("?title=xylophone", 0),
        ("?member=Vera", 0),
        ("?person=Dana", 0),
        ("?person=Alice", 1),
        ("?page=2", 1),
    ):
        answer = browser.get(f"/journal{asked}")
        content = text_of(answer, "main")
        assert len(lines(answer)) == count, asked
        assert not [word for word in ("zeppelin", "private", "Vera") if word in content], asked
        assert "Page 1 of" not in content


def test_moderators_read_what_is_private_and_that_it_is(moderator, hidden):
    hide, rolled = journal(moderator)
    assert hide.endswith("Alice hid The gate Revision of The gate author, text private zeppelin")
    assert "private" not in rolled
    assert len(journal(moderator, "?action=hide")) == 1


def test_an_author_who_is_hidden_in_the_history_is_not_named_beside_it(client, moderator, hidden):
    [line] = journal(client)
    assert "rolled back The gate" in line
    assert "Bob" not in text_of(client.get("/journal"), "main")
    assert "/user/Bob" not in links(client.get("/journal"))
    assert journal(client, "?member=Bob") == []
    assert "The gate · Bob" in journal(moderator)[1]
    assert len(journal(moderator, "?member=Bob")) == 1
    block_member(bob(), by=alice(), reason="Spam")
    assert len(journal(client, "?member=Bob")) == 1


def test_fifty_one_entries_stand_on_two_pages_which_keep_the_filters(client):
    for number in range(51):
        record(JournalAction.BAN_SITE, by=alice(), title=f"{number}.example")
    first, second = (client.get(f"/journal?person=Alice&page={page}") for page in (1, 2))
    assert (len(lines(first)), len(lines(second))) == (50, 1)
    assert [one["href"] for one in elements(first, "a", rel="next")] == ["?person=Alice&page=2"]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 20])
def test_it_costs_the_same_whatever_it_holds(client, count, django_assert_num_queries):
    for number in range(count):
        page = write(f"Tree {number}", by=somebody(f"Vera{number}"))
        protect_page(page, by=alice(), what="edit", level="trusted", reason="Edit war")
        patrol(page.current, by=alice())
        block_member(somebody(f"Vera{number}"), by=alice(), reason="Spam")
    with django_assert_num_queries(2):  # the entries, the titles of their pages
        assert len(journal(client, "?patrols=on")) == min(50, 3 * count)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("person=Nobody", "No such member"),
        ("member=%00", "Null characters are not allowed"),
        ("action=fruit", "Choose one of these"),
        ("days=-1", "Choose one of these"),
        ("title=%5B%5D", "can't contain"),
        ("member=" + "x" * 61, "at most 60 characters"),
        ("title=" + "x" * 256, "at most 255 characters"),
    ],
)
def test_what_makes_no_sense_is_named_beside_its_field(client, asked, words):
    record(JournalAction.BAN_SITE, by=alice(), title="spam.example")
    answer = client.get(f"/journal?{asked}")
    assert answer.status_code == 200
    assert words in elements(answer, "div", class_="error")[0].text
    assert lines(answer) == []


def test_an_empty_journal_says_so(client):
    bob()
    assert "There are no entries yet." in text_of(client.get("/journal"), "main")
    filtered = client.get("/journal?member=Bob")
    assert "No matching entries" in text_of(filtered, "main")
    assert typed(filtered, "member") == "Bob"


def test_it_is_linked_from_the_foot_a_history_and_a_member(client):
    write("Tom & Ada's gate")
    assert "/journal" in links(client.get("/"))
    assert "/journal?title=Tom%20%26%20Ada%27s%20gate" in links(client.get("/history/Tom_%26_Ada's_gate"))
    assert "/journal?member=Bob" in links(client.get("/user/Bob"))


def test_it_can_only_be_looked_at(client):
    record(JournalAction.BAN_SITE, by=alice(), title="spam.example")
    before = everything()
    assert not client.get("/journal").cookies
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/journal").status_code == 405
    assert everything() == before

"""Protections: who may still edit, move or write, for how long, and what the journal says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import alice, bob, change, dana, everything, somebody, write
from wiki.actions.moderation.protection import end_protection, protect_page, protect_title
from wiki.actions.titles.moving import add_title, move_page
from wiki.models import JournalEntry, Level, Proposal, Protected, Protection
from wiki.queries.moderation.journal import details
from wiki.refusals import NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PEOPLE = {"Bob": [], "Tara": ["Trusted"], "Alice": ["Moderators"]}
MAY = {Level.TRUSTED: {"Tara", "Alice"}, Level.MODERATORS: {"Alice"}}


def who_may(act):
    """Return the names of those who are not refused."""
    able = set()
    for name, groups in PEOPLE.items():
        try:
            if not isinstance(act(somebody(name, *groups)), Proposal):
                able.add(name)
        except NotAllowed:
            pass
    return able


def journal():
    return [(one.action, one.title, one.reason) for one in JournalEntry.objects.order_by("pk")]


def refused(refusal, act, *arguments, **said):
    before = everything()
    with pytest.raises(refusal) as problem:
        act(*arguments, **said)
    assert everything() == before
    return str(problem.value)


@pytest.mark.parametrize("level", MAY)
def test_a_page_is_edited_by_those_who_may(level):
    page = write("Pip Russet")
    protect_page(page, by=alice(), what=Protected.EDIT, level=level, reason="A quarrel")
    assert who_may(lambda user: change(page, body=f"By {user}", by=user)) == MAY[level]
    assert who_may(lambda user: move_page(page, by=user, title=f"Pip {user}")) == MAY[level]
    assert journal() == [("protect", "Pip Russet", "A quarrel")]


@pytest.mark.parametrize("level", MAY)
def test_a_page_that_only_some_may_move_is_edited_by_all(level):
    page = write("Pip Russet")
    protect_page(page, by=alice(), what=Protected.MOVE, level=level, reason="A quarrel")
    assert who_may(lambda user: move_page(page, by=user, title=f"Pip {user}")) == MAY[level]
    assert who_may(lambda user: change(page, body=f"By {user}", by=user)) == set(PEOPLE)


@pytest.mark.slow
@pytest.mark.parametrize("level", [*MAY, Level.REVIEW])
def test_a_title_that_nothing_has_is_given_by_those_who_may(level):
    pages = {name: write(f"About {name}", by=alice()) for name in PEOPLE}
    protect_title("Buy  pills", by=alice(), level=level, reason="Spam")

    def free(user):
        """Let the next one try the same title."""
        pages[user.username].titles.filter(is_current=False).delete()

    def move(user):
        move_page(pages[user.username], by=user, title="BUY pills")
        move_page(pages[user.username], by=user, title=f"About {user}")
        free(user)

    def add(user):
        add_title(pages[user.username], by=user, title="buy_pills")
        free(user)

    able = MAY.get(level, {"Tara", "Alice"})
    assert (who_may(move), who_may(add)) == (able, able)
    others = [somebody(name, *PEOPLE[name]) for name in PEOPLE if name not in able]
    for user in others:
        if level == Level.REVIEW:
            assert write("Buy pills", by=user).is_waiting
        else:
            refused(NotAllowed, write, "Buy pills", by=user)
    write("Buy pills", by=somebody("Tara", "Trusted") if "Tara" in able else alice())
    assert journal() == [("protect", "Buy pills", "Spam")]


def test_who_has_to_be_reviewed_may_not_move_the_page():
    page = write("Pip Russet")
    protect_page(page, by=alice(), what=Protected.EDIT, level=Level.REVIEW, reason="A quarrel")
    words = refused(NotAllowed, move_page, page, by=bob(), title="Pop")
    assert "Only trusted members can change titles here." in words
    assert who_may(lambda user: change(page, body=f"By {user}", by=user)) == {"Tara", "Alice"}


def test_the_refusal_says_who_may_and_why_and_until_when():
    page = write("Pip Russet")
    said = {"what": Protected.EDIT, "level": Level.MODERATORS, "by": alice()}
    first = protect_page(page, reason="A quarrel", **said)
    words = refused(NotAllowed, change, page, body="x")
    assert words == "Only moderators can edit this page. Reason: A quarrel."
    end = timezone.now() + timedelta(days=1)
    protect_page(page, reason="Again!", expires_at=end, replacing=[first], **said)
    words = refused(NotAllowed, change, page, body="x")
    assert words.startswith("Only moderators can edit this page until ")
    assert words.endswith(". Reason: Again!")


def test_a_protection_ends_by_itself_or_by_hand():
    page = write("Pip Russet")
    said = {"what": Protected.EDIT, "level": Level.MODERATORS, "by": alice(), "reason": "x"}
    made = protect_page(page, expires_at=timezone.now() + timedelta(days=1), **said)
    Protection.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    change(page, body="One.")
    made = protect_page(page, **said)
    end_protection(made, by=alice(), reason="Peace")
    change(page, body="Two.")
    assert journal()[-1] == ("unprotect", "Pip Russet", "Peace")
    assert "ended already" in refused(Refused, end_protection, made, by=alice(), reason="x")


def protections():
    return list(Protection.objects.order_by("pk").values_list("what", "level"))


def test_a_page_has_one_protection_for_each_thing_and_it_is_replaced_only_by_who_names_it():
    page = write("Pip Russet")
    strict = protect_page(page, what=Protected.EDIT, level=Level.MODERATORS, by=alice(), reason="A quarrel")
    protect_page(page, what=Protected.MOVE, level=Level.TRUSTED, by=alice(), reason="A quarrel")
    milder = {"what": Protected.EDIT, "level": Level.TRUSTED, "by": dana(), "reason": "Peace"}
    assert "protected already" in refused(Refused, protect_page, page, **milder)
    protect_page(page, replacing=[strict], **milder)
    assert protections() == [("move", "trusted"), ("edit", "trusted")]
    ended, again = JournalEntry.objects.order_by("pk")[2:]
    assert [(one.action, one.by.username, one.title) for one in (ended, again)] == [
        ("unprotect", "Dana", "Pip Russet"),
        ("protect", "Dana", "Pip Russet"),
    ]
    assert list(details(ended)) == ["editing", "replaced by the new one"]
    assert list(details(again))[:2] == ["editing", "for trusted members"]


def test_a_protected_title_is_protected_anew_only_by_who_names_the_protection():
    strict = protect_title("Buy pills", by=alice(), level=Level.MODERATORS, reason="Spam")
    milder = {"by": dana(), "level": Level.REVIEW, "reason": "Peace"}
    assert "protected already" in refused(Refused, protect_title, "buy_pills", **milder)
    protect_title("buy_pills", replacing=[strict], **milder)
    assert [entry[:2] for entry in journal()] == [
        ("protect", "Buy pills"),
        ("unprotect", "Buy pills"),
        ("protect", "buy pills"),
    ]


def test_a_protection_that_has_expired_stands_in_nobodys_way():
    page, said = write("Pip Russet"), {"what": Protected.EDIT, "by": alice(), "reason": "x"}
    protect_page(page, level=Level.MODERATORS, **said)
    Protection.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    protect_page(page, level=Level.TRUSTED, **said)
    assert protections() == [("edit", "trusted")]
    assert [entry[0] for entry in journal()] == ["protect", "protect"]


def test_what_makes_no_sense_is_refused_in_words():
    page, past = write("Pip Russet"), timezone.now() - timedelta(days=1)
    said = {"by": alice(), "reason": "x"}
    for what, level, more, words in (
        (Protected.MOVE, Level.REVIEW, {}, "Only edits can be reviewed"),
        (Protected.CREATE, Level.TRUSTED, {}, "exists already"),
        (Protected.EDIT, Level.MEMBERS, {}, "end the protection"),
        (Protected.EDIT, Level.TRUSTED, {"expires_at": past}, "later end"),
        (Protected.EDIT, Level.TRUSTED, {"reason": ""}, "Give a reason"),
    ):
        assert words in refused(Refused, protect_page, page, what=what, level=level, **said | more)
    assert "protect the page" in refused(Refused, protect_title, "pip russet", level=Level.TRUSTED, **said)


@pytest.mark.parametrize("person", [bob, lambda: somebody("Tara", "Trusted")])
def test_a_member_protects_nothing(person):
    page, by = write("Pip Russet"), person()
    made = protect_page(page, by=alice(), what=Protected.MOVE, level=Level.TRUSTED, reason="x")
    refused(NotAllowed, protect_page, page, by=by, what=Protected.EDIT, level=Level.TRUSTED, reason="x")
    refused(NotAllowed, protect_title, "New", by=by, level=Level.TRUSTED, reason="x")
    refused(NotAllowed, end_protection, made, by=by, reason="x")

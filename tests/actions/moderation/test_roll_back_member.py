"""A mass roll-back: all that one member wrote is taken back, and nothing of what others wrote."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.builders import (
    again,
    alice,
    bob,
    change,
    change_fact,
    dana,
    everything,
    first_edition,
    orchard,
    row,
    somebody,
    value,
    write,
)
from wiki.actions.moderation import roll_back as moderation
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.roll_back import roll_back_member
from wiki.actions.pages.editing import create_page
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.models import Casting, JournalEntry, Page, RevisionMark
from wiki.queries.moderation.roll_back import Outcome, plan_mass_roll_back
from wiki.refusals import NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def vera():
    return somebody("Vera")


def roll_back(**span):
    """Roll back Vera, and return {title then: outcome}."""
    plans = roll_back_member(vera(), by=alice(), reason="A vandal", **span)
    return {str(Page.objects.get(pk=plan.page.pk)): plan.outcome for plan in plans}


def reverted(page):
    """Return the numbers of the revisions of a page that count as taken back."""
    return set(page.revisions.filter(mark__reverted=True).values_list("number", flat=True))


def journal():
    return [(entry.action, entry.title) for entry in JournalEntry.objects.order_by("pk")]


def test_pages_go_back_words_and_facts_and_rows():
    season, page = orchard().season, first_edition("Pip's tree", body="As loaded.")
    facts = season.current.facts
    change_fact(season, "casting", [row("ada", actor={"name": "Nobody"})], by=vera())
    change_fact(season, "status", None, by=vera())
    change(page, body="Vandalised.", by=vera())
    assert roll_back() == {"The Orchard season 1": Outcome.ROLL_BACK, "Pip's tree": Outcome.ROLL_BACK}
    assert (again(season).current.facts, again(page).current.body) == (facts, "As loaded.")
    assert Casting.objects.get(row="ada").actor is not None
    assert again(page).current.summary == "Rolled back 1 edit: A vandal"
    assert journal() == [("roll_back", "Pip's tree"), ("roll_back", "The Orchard season 1")]
    entry = JournalEntry.objects.first()
    assert (entry.by, entry.member, entry.reason) == (alice(), vera(), "A vandal")
    assert entry.details == {"edits": 2}
    marks = RevisionMark.objects.filter(revision__author=vera())
    assert set(marks.values_list("reverted", "patrolled_by__username", "awaits_patrol")) == {
        (True, "Alice", False)
    }


def test_later_edits_by_others_stay():
    page = first_edition("Pip Russet", body="One.\n\nTwo.\n\nThree.")
    change(page, body="One!!!\n\nTwo.\n\nThree.", by=vera())
    change(page, body="One!!!\n\nTwo.\n\nThree, and four.", by=bob())
    change(page, body="One!!!\n\nTwo, rubbish.\n\nThree, and four.", by=vera())
    change(page, body="One!!!\n\nTwo, rubbish.\n\nThree, and four.\n\nFive.", by=bob())
    assert roll_back() == {"Pip Russet": Outcome.UNDO}
    assert again(page).current.body == "One.\n\nTwo.\n\nThree, and four.\n\nFive."


def test_a_page_that_was_moved_away_comes_back_though_another_was_written_in_its_place(capsys):
    page = first_edition("The gate", body="It creaks.")
    move_page(page, by=vera(), title="Bees", keep_old=False)
    other = write("The gate", by=vera(), body="BEES")
    change(other, by=vera(), body="BEES BEES")
    assert roll_back()["The gate"] == Outcome.RETITLE
    assert again(page).titles.get().text == "The gate"
    assert again(other).deleted_at
    assert str(again(other)) == f"The gate ({other.uid})"
    call_command("check_wiki")
    assert "0 faults" in capsys.readouterr().out


def test_what_moderators_wrote_is_for_administrators_to_take_back():
    write("The gate", by=somebody("Mo", "Moderators"), body="It creaks.")
    by, before = alice(), everything()
    with pytest.raises(NotAllowed):
        roll_back_member(somebody("Mo"), by=by, reason="A quarrel")
    assert everything() == before
    roll_back_member(somebody("Mo"), by=dana(), reason="An account that somebody has taken over")
    assert Page.objects.get().deleted_at


def test_what_somebody_took_back_already_is_only_marked():
    page = first_edition("Pip Russet", body="One.")
    change(page, body="Rubbish.", by=vera())
    change(page, body="One.", by=bob())
    assert roll_back() == {"Pip Russet": Outcome.NOTHING}
    assert again(page).current.number == 3
    assert not RevisionMark.objects.filter(revision__author=vera(), awaits_patrol=True).exists()
    assert journal() == [("patrol", "Pip Russet")]


def test_what_nobody_else_wrote_is_deleted():
    page = write("Buy pills", body="Buy.", by=vera())
    change(page, body="Buy now.", by=vera())
    assert roll_back() == {"Buy pills": Outcome.DELETE}
    assert again(page).deleted_reason == "A vandal"
    assert journal() == [("delete", "Buy pills")]


def test_a_page_that_others_wrote_on_stays_but_loses_the_newer_edits():
    page = write("Pip Russet", body="Pip is a boy.", by=vera())
    change(page, body="Pip is a boy.\n\nHe plants trees.", by=bob())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, plan.why) == (
        Outcome.LEAVE,
        "This member created the page, and others have edited it too.",
    )
    change(page, body="Rubbish.", by=vera())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, len(plan.undone), len(plan.kept)) == (Outcome.ROLL_BACK, 1, 1)
    assert again(page).current.body == "Pip is a boy.\n\nHe plants trees."


def test_where_others_changed_the_same_places_only_the_rest_is_taken_back():
    page = first_edition("Pip Russet", body="One.\n\nTwo.")
    change(page, body="One rubbish.\n\nTwo.", by=vera())
    change(page, body="One apple.\n\nTwo.", by=bob())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, plan.why) == (Outcome.LEAVE, "Others changed the same places later.")
    assert again(page).current.number == 3
    change(page, body="One apple.\n\nRubbish.", by=vera())
    assert roll_back() == {"Pip Russet": Outcome.ROLL_BACK}
    assert again(page).current.body == "One apple.\n\nTwo."


def test_only_what_was_written_in_the_span_is_taken_back():
    page, other = first_edition("Pip", body="One."), first_edition("Quince", body="One.")
    change(page, body="One.\n\nTwo.", by=vera())
    second = change(page, body="One.\n\nTwo.\n\nThree.", by=vera())
    third = change(other, body="Rubbish.", by=vera())
    assert roll_back(since=timezone.now() + timedelta(minutes=1)) == {}
    assert roll_back(since=third.created_at) == {"Quince": Outcome.ROLL_BACK}
    assert roll_back(since=second.created_at, until=third.created_at) == {"Pip": Outcome.ROLL_BACK}
    assert again(page).current.body == "One.\n\nTwo."


@pytest.mark.slow
def test_a_moved_page_is_called_again_what_it_was():
    kept, dropped, chain = (first_edition(title, body="One.") for title in ("Pip", "Quince", "Ada"))
    move_page(kept, by=vera(), title="Pop")
    move_page(dropped, by=vera(), title="Squince", keep_old=False)
    for title in ("Eda", "Oda"):
        move_page(chain, by=vera(), title=title)
    change(chain, body="Rubbish.", by=vera())
    assert roll_back() == {"Pip": Outcome.RETITLE, "Quince": Outcome.RETITLE, "Ada": Outcome.ROLL_BACK}
    assert {title.text for page in (kept, dropped, chain) for title in page.titles.all()} == {
        "Pip",
        "Quince",
        "Ada",
    }
    assert again(chain).current.body == "One."
    assert journal() == [("roll_back", title) for title in ("Oda", "Ada", "Quince", "Pip")]
    assert [entry.details["edits"] for entry in JournalEntry.objects.order_by("pk")] == [1, 2, 1, 1]


def test_other_titles_that_were_added_go_and_those_that_were_removed_come_back():
    page = first_edition("Pip Russet")
    add_title(page, by=bob(), title="Pip R.")
    add_title(page, by=vera(), title="The idiot")
    remove_title(page, by=vera(), title="Pip R.")
    assert roll_back() == {"Pip Russet": Outcome.RETITLE}
    assert {title.text for title in page.titles.all()} == {"Pip Russet", "Pip R."}


def test_a_page_that_somebody_else_has_moved_since_keeps_that_title():
    page = first_edition("Pip")
    move_page(page, by=vera(), title="Pop")
    move_page(page, by=bob(), title="Pip Russet")
    roll_back()
    assert str(again(page)) == "Pip Russet"


@pytest.mark.parametrize("title", ["Pip", "Pip Russet"])
def test_the_title_of_a_vandal_goes_though_somebody_else_has_moved_the_page_since(title):
    page = first_edition("Pip")
    move_page(page, by=vera(), title="Bees")
    move_page(page, by=bob(), title=title)
    assert roll_back() == {title: Outcome.RETITLE}
    assert set(page.titles.values_list("text", flat=True)) == {"Pip", title}


def test_the_first_title_of_a_page_stays_though_a_vandal_moved_the_page_back_to_it():
    page = first_edition("Pip")
    add_title(page, by=bob(), title="Pip R.")
    move_page(page, by=vera(), title="Bees", keep_old=False)
    move_page(page, by=vera(), title="Pip")
    move_page(page, by=bob(), title="Pip Russet")
    roll_back()
    assert set(page.titles.values_list("text", flat=True)) == {"Pip", "Pip R.", "Pip Russet"}


def test_a_title_that_is_taken_by_now_is_reported():
    page = first_edition("Pip", body="One.")
    move_page(page, by=vera(), title="Pop", keep_old=False)
    write("Pip", by=bob())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, plan.why) == (Outcome.LEAVE, "A page with this title already exists.")
    change(page, body="Rubbish.", by=vera())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, plan.why) == (Outcome.ROLL_BACK, "A page with this title already exists.")
    assert again(page).current.body == "One."


def test_a_key_that_another_page_of_the_vandal_has_now_comes_back_too():
    one, two = (write(f"Source {key}", "source", facts={"key": value(key)}) for key in ("one", "two"))
    for page, key in ((one, "x"), (two, "one")):
        change_fact(page, "key", value(key), by=vera())
    assert set(roll_back().values()) == {Outcome.ROLL_BACK}
    assert [again(page).current.facts["key"]["value"] for page in (one, two)] == ["one", "two"]


@pytest.mark.parametrize("person", [bob, lambda: somebody("Tara", "Trusted")])
def test_who_may_not_changes_nothing(person):
    change(first_edition("Pip", body="One."), body="Rubbish.", by=vera())
    by, before = person(), everything()
    with pytest.raises(NotAllowed):
        roll_back_member(vera(), by=by, reason="x")
    assert everything() == before


def test_nobody_rolls_back_themselves():
    with pytest.raises(Refused):
        roll_back_member(alice(), by=alice(), reason="x")


def test_what_a_deleted_page_said_does_not_come_back():
    page = write("Pip Russet", body="A lie about somebody.", by=bob())
    delete_page(page, by=alice(), reason="A lie")
    create_page("Pip Russet", "article", by=vera(), body="Rubbish", facts={})
    change(page, body="More rubbish", by=vera())
    assert roll_back() == {"Pip Russet": Outcome.DELETE}
    assert again(page).deleted_at
    assert reverted(page) == {2, 3}


def test_a_page_that_others_wrote_after_it_was_written_again_stays_without_the_newer_edits():
    page = write("Pip Russet", body="A lie about somebody.", by=vera())
    delete_page(page, by=alice(), reason="A lie")
    create_page("Pip Russet", "article", by=vera(), body="Words", facts={})
    change(page, body="Words by Bob", by=bob())
    change(page, body="Rubbish", by=vera())
    assert roll_back() == {"Pip Russet": Outcome.ROLL_BACK}
    assert again(page).current.body == "Words by Bob"


def test_what_was_written_before_a_page_was_deleted_and_written_again_is_only_marked():
    page = write("Pip Russet", body="Words", by=bob())
    change(page, body="Rubbish", by=vera())
    delete_page(page, by=alice(), reason="Rubbish")
    create_page("Pip Russet", "article", by=bob(), body="Better words", facts={})
    assert roll_back() == {"Pip Russet": Outcome.NOTHING}
    assert again(page).current.body == "Better words"
    assert reverted(page) == {2}


def test_a_page_that_somebody_saves_at_that_moment_is_not_deleted_with_their_words(monkeypatch):
    page = write("Buy pills", body="Buy.", by=vera())
    saved = []

    def plan_and_wait(*said):
        for plan in plan_mass_roll_back(*said):
            saved.append(change(page, body="Buy apples.", by=bob()))
            yield plan

    monkeypatch.setattr(moderation, "plan_mass_roll_back", plan_and_wait)
    assert roll_back() == {"Buy pills": Outcome.LEAVE}
    assert (again(page).deleted_at, again(page).current) == (None, saved[0])
    assert journal() == []


def test_a_page_comes_back_to_a_long_title_though_the_vandal_has_another_page_there():
    title = "果樹園の物語" * 14  # 84 characters in 252 bytes
    page = first_edition(title, body="One.")
    move_page(page, by=vera(), title="Rubbish", keep_old=False, reason="x" * 400)
    write(title, by=vera(), body="More rubbish.")
    assert roll_back(until=None)[title] == Outcome.RETITLE
    assert str(again(page)) == title
    [vandal_page] = Page.objects.exclude(deleted_at=None)
    assert str(vandal_page).endswith(f"({vandal_page.uid})")
    assert len(str(vandal_page).encode()) <= 255


def test_a_title_that_is_given_up_leaves_a_revision_and_a_line_in_the_journal():
    page = first_edition("Pip", body="One.")
    move_page(page, by=vera(), title="Pop", keep_old=False)
    write("Pip", by=vera(), body="Rubbish.")
    roll_back()
    gone = Page.objects.exclude(deleted_at=None).get()
    assert (gone.current.old_title, gone.current.new_title) == ("Pip", f"Pip ({gone.uid})")
    assert gone.current.author == alice()
    entry = JournalEntry.objects.get(action="vacate")
    assert (entry.page, entry.title, entry.reason) == (gone, "Pip", "A vandal")
    assert entry.details == {"new_title": f"Pip ({gone.uid})"}


@pytest.mark.parametrize("name", ["Pip “the” Gardener", "Moved from “a” to “b”", "a: b", "”: x"])
def test_titles_come_back_whatever_signs_they_hold(name):
    page = first_edition(name, body="One.")
    move_page(page, by=vera(), title=f"Rubbish ” to “{name[:9]}", keep_old=False, reason=": to “x”")
    add_title(page, by=vera(), title="More “rubbish”")
    assert roll_back() == {name: Outcome.RETITLE}
    assert set(page.titles.values_list("text", flat=True)) == {name}


def titles_of(page):
    """Return the current title of a page, and its other titles."""
    titles = page.titles.order_by("-is_current", "text").values_list("text", flat=True)
    return titles[0], set(titles[1:])


def test_a_second_mass_roll_back_changes_nothing():
    page = first_edition("Pip", body="One.")
    change(page, body="Rubbish.", by=vera())
    change(page, body="One.", by=bob())
    move_page(first_edition("Quince"), by=vera(), title="Bees")
    by, other = alice(), dana()
    roll_back_member(vera(), by=by, reason="A vandal")
    before = everything()
    roll_back_member(vera(), by=other, reason="A vandal")
    after = everything()
    assert {name for name in after if after[name] != before[name]} <= {"SiteVersion"}


def test_either_all_titles_of_a_page_come_back_or_none():
    page = first_edition("Pip")
    add_title(page, by=bob(), title="Pip R.")
    move_page(page, by=vera(), title="Bees")
    remove_title(page, by=vera(), title="Pip R.")
    write("Pip R.", by=bob())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, plan.why) == (Outcome.LEAVE, "A page with this title already exists.")
    assert (len(plan.undone), len(plan.kept)) == (0, 2)
    assert titles_of(page) == ("Bees", {"Pip"})
    assert (journal(), reverted(page)) == ([], set())


def test_where_a_title_can_not_come_back_only_the_text_counts_as_reverted():
    page = first_edition("Pip", body="One.")
    move_page(page, by=vera(), title="Bees", keep_old=False)
    change(page, body="Rubbish.", by=vera())
    write("Pip", by=bob())
    [plan] = roll_back_member(vera(), by=alice(), reason="A vandal")
    assert (plan.outcome, len(plan.undone), len(plan.kept)) == (Outcome.ROLL_BACK, 1, 1)
    assert (journal(), reverted(page)) == ([("roll_back", "Bees")], {3})
    assert JournalEntry.objects.get().details == {"edits": 1}


def test_a_title_comes_back_though_it_redirects_to_a_page_of_the_vandal():
    page = first_edition("Pip")
    add_title(page, by=bob(), title="Pip R.")
    move_page(page, by=vera(), title="Bees", keep_old=False)
    remove_title(page, by=vera(), title="Pip R.")
    other = write("Rubbish", by=vera())
    for title in ("Pip", "Pip R."):
        add_title(other, by=vera(), title=title)
    assert roll_back() == {"Rubbish": Outcome.DELETE, "Pip": Outcome.RETITLE}
    assert (titles_of(page), titles_of(other)) == (("Pip", {"Pip R."}), ("Rubbish", set()))


@pytest.mark.slow
def test_pages_with_swapped_titles_get_them_back():
    names = ["Pip", "Nan", "Quince"]
    pages = [write(name, "character", by=bob()) for name in names]
    friend = row("pip", kind="friend", other=pages[0].uid)
    guide = write("Guide", "character", facts={"relationships": [friend]})
    move_page(pages[0], by=vera(), title="Bees", keep_old=False)
    for page, title in [(pages[1], "Pip"), (pages[2], "Nan"), (pages[0], "Quince")]:
        move_page(page, by=vera(), title=title, keep_old=False)
    add_title(pages[0], by=vera(), title="Wasps")
    assert set(roll_back().values()) == {Outcome.RETITLE}
    assert [titles_of(page) for page in pages] == [(name, set()) for name in names]
    assert guide.links.get(kind="fact").target_key == "pip"
    call_command("check_wiki")

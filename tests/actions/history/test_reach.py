"""How far each edit goes is stored with it: the latest mark of what differs, before and after."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.builders import (
    again,
    alice,
    authored,
    bob,
    change,
    change_fact,
    first_edition,
    garden,
    orchard,
    row,
    value,
    write,
    write_again,
    write_episode,
)
from wiki.actions.history.revisions import mark
from wiki.actions.imports import import_pages
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.proposals import accept
from wiki.actions.moderation.protection import protect_page
from wiki.actions.moderation.roll_back import roll_back
from wiki.actions.pages.editing import edit_page, restore_revision
from wiki.actions.titles.moving import move_page
from wiki.models import Page, Revision, RevisionMark
from wiki.text.points import NEVER

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PUBLIC = None, None


def reach(revision):
    """Return the key of the show and the point to which an edit goes."""
    columns = "reach_show__key", "reach"
    return RevisionMark.objects.filter(revision=revision).values_list(*columns).first() or PUBLIC


def reaches(page):
    return [reach(revision) for revision in page.revisions.order_by("number")]


def statement(row_id, words="Gold", **mark):
    return row(row_id, label="Found", value={"name": words}, **mark)


def test_an_edit_goes_to_the_latest_mark_of_what_differs_whether_it_came_or_went():
    page = write("Treasure", body="It is hidden. >!S1E2: Gold!<")
    steps = {
        "It is lost. >!S1E2: Gold!<": None,
        "It is lost. >!S1E2: Gold!< >!S2: Silver!<": 2999,
        "It is lost. >!S1E3: Gold!< >!S2: Silver!<": 1003,
        "It is lost. >!S1E3: Gold!<": 2999,
        "It is lost.\n\n::: spoiler S1E4\nGold >!S3E1: and tin!<.\n:::": 3001,
        "It is lost.\n\n::: spoiler S1E4\nMuch gold >!S3E1: and tin!<.\n:::": 1004,
        "It is lost.\n\n::: spoiler S1E4\nMuch gold >!S3E1: and tin!<.\n:::\n\nIt is there.": None,
        "It is there.": 3001,
    }
    assert reach(page.current) == (None, 1002)
    assert [reach(change(page, body=body))[1] for body in steps] == [*steps.values()]


def test_what_stands_in_another_order_goes_to_the_latest_mark_of_the_page():
    page = write("Treasure", body=">!S1E2: Gold!< >!S2: Silver!<")
    assert reach(change(page, body=">!S2: Silver!< >!S1E2: Gold!<")) == (None, 2999)


def test_a_note_goes_to_where_it_is_shown():
    page = write("Treasure", body="Gold[^a] >!S1E2: there[^b]!<.\n\n[^a]: Open.\n\n[^b]: Hidden.")
    assert reach(change(page, body=again(page).current.body.replace("Open", "Public"))) == PUBLIC
    assert reach(change(page, body=again(page).current.body.replace("Hidden", "Told"))) == (None, 1002)


@pytest.mark.parametrize(
    "body",
    [
        ">!SxE2: Gold!<",
        "::: spoiler\nGold\n:::",
        ">!nowhere S1E1: Gold!<",
        ">!garden S1E1: Gold!< >!orchard S1E1: Silver!<",
        ">!garden S1E1: Gold!< >!S1E1: Silver!<",
        "| A cell |\n| --- |\n| b | >!S1E2: A cell too many!< |",
        "Words.\n\n[^unused]: A note >!S1E2: that no text uses!<.",
    ],
)
def test_what_can_not_be_read_or_compared_goes_beyond_every_point(body):
    orchard(), garden()
    assert reach(write("Treasure", body=body).current) == (None, NEVER)


def test_a_text_that_can_not_be_compiled_goes_beyond_every_point():
    page = first_edition("Maze", body="".join(f"{number} " for number in range(60)))
    deep = "".join(f">!S1E1: {number} " for number in range(60))
    Revision.objects.create(
        page=page,
        number=2,
        parent=page.current,
        body=deep,
        size=1,
        sha256="deep",
        created_at=page.current.created_at,
    )
    call_command("rebuild", stdout=StringIO())
    assert reaches(page) == [PUBLIC, (None, NEVER)]


def test_a_mark_may_name_its_show_in_text_by_key_and_in_facts_by_uid():
    world = garden()
    page = write("Treasure", body=">!garden S1E2: Gold!<")
    assert reach(page.current) == ("garden", 1002)
    told = [statement("r1", show=world.show.uid, **{"from": "S2"})]
    assert reach(change(page, body="", facts={"statements": told})) == ("garden", 2999)
    assert reach(change(world.fern, body=">!garden S1E1: A!< >!S1E2: B!<")) == ("garden", 1002)


def test_a_row_goes_to_its_later_limit_and_a_changed_one_to_those_of_both_sides():
    page = write("Treasure", facts={"statements": [statement("r1")]})
    assert reach(page.current) == PUBLIC
    assert reach(change_fact(page, "statements", [statement("r1", until="S2E1")])) == (None, 2001)
    later = statement("r2", "Tin", **{"from": "S1E3"})
    assert reach(change_fact(page, "statements", [statement("r1", until="S2E1"), later])) == (None, 1003)
    assert reach(change_fact(page, "statements", [statement("r1", "Tin"), later])) == (None, 2001)
    assert reach(change_fact(page, "statements", None)) == (None, 1003)


def test_a_premise_goes_to_the_point_before_its_episode_and_what_is_below_the_lead_to_the_episode():
    season = orchard().season
    first, third = write_episode(season, 1), write_episode(season, 3)
    assert reach(change_fact(first, "premise", value("A tree."))) == PUBLIC
    assert reach(change_fact(third, "premise", value("Two trees."))) == (None, 1002)
    assert reach(change(third, body="The lead.")) == PUBLIC
    assert reach(change(third, body="The lead.\n\nWhat happens.")) == (None, 1003)
    facts = {"season": value(season.uid), "number": value(4)}
    new = write("Anew", "episode", facts=facts, body="The lead.\n\nWhat happens.")
    assert reach(new.current) == (None, 1004)


def test_edits_of_an_episode_that_comes_later_now_go_there():
    world = orchard()
    episode = write_episode(world.season, 2)
    change(episode, body="The lead.\n\nWhat happens. >!S3E1: More.!<")
    change(episode, body="The lead.\n\nWhat happened. >!S3E1: More.!<")
    change(episode, body="A lead.\n\nWhat happened. >!S3E1: More.!<")
    change_fact(episode, "number", value(5))
    assert reaches(episode) == [PUBLIC, (None, 3001), (None, 1005), PUBLIC, PUBLIC]
    change_fact(world.season, "number", value(4))
    assert reaches(episode) == [PUBLIC, (None, 4005), (None, 4005), PUBLIC, PUBLIC]
    call_command("rebuild", stdout=StringIO())
    assert reaches(episode) == [PUBLIC, (None, 4005), (None, 4005), PUBLIC, PUBLIC]


def test_every_way_to_save_a_page_stores_it():
    page = write("Treasure", by=alice(), body="Words.\n\nA line.\n\nEnd.")
    told = change(page, body="Words.\n\nA line.\n\nEnd. >!S1E2: Gold!<")
    assert reach(roll_back(page, by=alice(), author=bob())) == (None, 1002)
    assert reach(restore_revision(told, by=alice(), base=again(page).current)) == (None, 1002)
    undo = {"body": "Words.\n\nA line.\n\nEnd.", "facts": {}, "undoes": told}
    assert reach(edit_page(page, by=bob(), base=again(page).current, **undo)) == (None, 1002)
    assert reach(move_page(again(page), by=bob(), title="The treasure")) == PUBLIC
    merged = edit_page(
        page, by=alice(), base=told, body="More words.\n\nA line.\n\nEnd. >!S1E2: Gold!<", facts={}
    )
    assert (merged.tags, reach(merged)) == (["merged"], PUBLIC)
    delete_page(again(page), by=alice(), reason="Lost")
    anew = write_again(page, by=alice(), body="Words. >!S2: Gold!<", facts={})
    assert reach(anew) == (None, 2999)
    protect_page(again(page), by=alice(), what="edit", level="review", reason="Much argued about.")
    proposal = change(page, body="Words. >!S3: Gold!<")
    revision = accept(proposal, by=alice(), changed_at=proposal.changed_at)
    assert reach(revision) == (None, 3999)
    assert RevisionMark.objects.get(revision=revision).patrolled_by == alice()


def test_who_creates_a_deleted_page_again_tells_all_of_it_even_as_it_was():
    page = write("Treasure", body="Words. >!S1E2: Gold!<")
    delete_page(page, by=alice(), reason="Lost")
    assert reach(write_again(page, by=alice(), body="Words. >!S1E2: Gold!<", facts={})) == (None, 1002)
    call_command("rebuild", stdout=StringIO())
    assert reaches(page) == [(None, 1002), (None, 1002)]


def test_what_is_imported_has_it_and_rebuild_makes_it_again():
    files = [
        authored("orchard", "show", title="The Orchard", facts={"key": value("orchard")}),
        authored("season", "season", title="Season 2", facts={"show": value("orchard"), "number": value(2)}),
        authored("one", "episode", title="One", facts={"season": value("season"), "number": value(1)}),
    ]
    facts = files[-1].facts
    files += [
        authored("one", "episode", number=2, title="One", facts=facts, body="The lead.\n\nThe rest."),
        authored("one", "episode", number=3, title="One", facts=facts, body="A lead.\n\nThe rest."),
    ]
    import_pages(files)
    page, marks = Page.objects.get(uid="one"), RevisionMark.objects.order_by("pk")
    assert reaches(page) == [PUBLIC, (None, 2001), PUBLIC]
    before = list(marks.values())
    mark(page.revisions.all(), reach=NEVER)  # as an upgrade leaves them
    RevisionMark.objects.filter(revision__number=2).update(reach=None, awaits_patrol=True)
    call_command("rebuild", stdout=StringIO())
    assert reaches(page) == [PUBLIC, (None, 2001), PUBLIC]
    assert list(marks.filter(reach=2001).values()) == [before[0] | {"awaits_patrol": True}]

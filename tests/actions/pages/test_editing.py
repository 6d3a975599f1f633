"""Writing pages: new ones, edits, restored revisions."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.builders import (
    CHARLIE,
    again,
    alice,
    bob,
    change,
    change_fact,
    everything,
    orchard,
    rename,
    value,
    write,
)
from wiki.actions.pages.editing import create_page, edit_page, restore_revision
from wiki.models import Page, Revision, Title
from wiki.refusals import EditConflict, NotAllowed, Refused, TitleTaken
from wiki.text.titles import BadTitle

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def create(title="Pip Russet", kind="article", **more):
    return create_page(title, kind, **{"by": bob(), "body": "", "facts": {}} | more)


def test_a_new_page_has_a_clean_title_a_uid_and_revision_1():
    revision = create("  mrs__Quince ", body="Runs the *shop*. \r\n\r\n", summary=" Hello ")
    page = again(revision.page)
    assert list(page.titles.values_list("key", "text", "is_current")) == [("mrs quince", "mrs Quince", True)]
    assert (len(page.uid), page.kind, page.current, page.touched) == (12, "article", revision, 1)
    assert (revision.number, revision.parent, revision.author) == (1, None, bob())
    assert (revision.body, revision.facts, revision.summary) == ("Runs the *shop*.", {}, "Hello")
    assert (revision.accepted_by, revision.minor, revision.tags) == (None, False, [])


def test_a_new_page_says_so_when_its_writer_says_nothing():
    assert create().summary == "New page"


def test_two_pages_have_two_uids():
    assert create("One").page.uid != create("Two").page.uid


@pytest.mark.parametrize("title", ["Pip Russet", "pip russet", " PIP_RUSSET ", "Pip the Gardener"])
def test_a_title_that_is_taken_names_the_page_that_has_it(title):
    pip = write("Pip the Gardener", body="He gardens.")
    rename(pip, "Pip Russet")
    before = everything()
    with pytest.raises(TitleTaken, match="A page with this title already exists") as refusal:
        create(title)
    assert refusal.value.title.page == pip
    assert everything() == before


@pytest.mark.parametrize("title", ["", " _ ", "a\0b", "a\nb", "x" * 256, "ä" * 128, "a/../b", "[[a]]", "a|b"])
def test_an_impossible_title_is_refused_and_nothing_is_written(title):
    before = everything()
    with pytest.raises(BadTitle):
        create(title)
    assert everything() == before | {"User": everything()["User"]}


@pytest.mark.parametrize("title", ["Truth/Dare", "Who?", "100%", "It's", "🍎 apple", "תפוח", "x" * 255])
def test_an_unusual_title_is_a_title(title):
    assert create(title).page.titles.get().text == title


def test_a_page_of_an_unknown_kind_is_refused():
    with pytest.raises(Refused, match="Choose the kind of page"):
        create(kind="recipe")
    assert not Page.objects.exists()


def test_who_is_not_logged_in_writes_nothing():
    pip = write("Pip Russet")
    before = everything()
    with pytest.raises(NotAllowed, match="Log in to create a page"):
        create("Mrs Quince", by=CHARLIE)
    with pytest.raises(NotAllowed, match="Log in to edit this page"):
        edit_page(pip, by=AnonymousUser(), base=pip.current, body="New.", facts={})
    with pytest.raises(NotAllowed):
        restore_revision(pip.current, by=CHARLIE, base=pip.current)
    assert everything() == before


def test_an_account_that_was_closed_writes_nothing():
    closed = bob()
    closed.is_active = False
    with pytest.raises(NotAllowed):
        create(by=closed)
    assert not Page.objects.exists()


def test_edits_are_numbered_without_a_gap_and_each_knows_its_parent():
    page = write("Pip Russet", body="One.")
    for words in ("Two.", "Two.", "Three.", "One."):
        change(page, body=words)
    assert list(page.revisions.order_by("number").values_list("number", "parent__number", "body")) == [
        (1, None, "One."),
        (2, 1, "Two."),
        (3, 2, "Three."),
        (4, 3, "One."),
    ]
    assert again(page).current.number == 4


def test_an_edit_keeps_what_was_said_of_it():
    page = write("Pip Russet")
    revision = change(page, by=alice(), body="Née Bramley.", summary=" Why ", minor=True, undoes=page.current)
    assert (revision.author, revision.summary, revision.minor) == (alice(), "Why", True)
    assert revision.tags == ["undo"]
    assert page.current.mark.reverted


def test_a_summary_that_is_too_long_is_cut():
    assert len(change(write("Pip"), body="New.", summary="x" * 600).summary) == 500


def test_size_counts_bytes_of_both_halves_and_one_content_has_one_checksum():
    page = write("Pip Russet", "character", body="Née.")
    assert page.current.size == len("Née.".encode()) + len("{}")
    revision = change_fact(page, "full_name", value("Pip"))
    assert revision.size == 5 + len('{"full_name":{"value":"Pip"}}')
    assert revision.size_change == revision.size - page.current.size
    again_empty = change(page, facts={})
    assert again_empty.sha256 == page.current.sha256 != revision.sha256
    assert write("Mrs Quince", body="Née.").current.sha256 == page.current.sha256


def test_a_null_edit_makes_no_revision():
    world = orchard()
    base = world.season.current
    before = everything()
    edited = edit_page(
        world.season,
        by=alice(),
        base=base,
        body=base.body + "\r\n",
        facts={**dict(reversed(base.facts.items())), "statements": [], "premise": {"value": ""}},
    )
    assert edited == base
    assert everything() == before | {"User": everything()["User"]}


def test_an_edit_of_the_words_leaves_the_facts_and_the_other_way_round():
    season = orchard().season
    words = change(season, body="Nothing grows.")
    assert (words.body, words.facts) == ("Nothing grows.", season.current.facts)
    facts = change_fact(season, "number", value(7))
    assert (facts.body, facts.facts) == ("Nothing grows.", season.current.facts | {"number": value(7)})


def test_an_edit_without_a_base_is_a_conflict_for_nobody_knows_what_it_changed():
    page = write("Pip Russet", body="One.")
    theirs = change(page, by=alice(), body="Two.")
    before = everything()
    with pytest.raises(EditConflict, match="can't tell which revision") as conflict:
        edit_page(page, by=bob(), base=None, body="Mine.", facts={})
    assert (conflict.value.current, conflict.value.merge) == (theirs, None)
    assert everything() == before


def test_a_revision_of_another_page_is_no_base():
    pip, quince = write("Pip Russet"), write("Mrs Quince")
    with pytest.raises(EditConflict):
        edit_page(pip, by=bob(), base=quince.current, body="Mine.", facts={})
    assert Revision.objects.count() == 2


def test_restoring_brings_words_and_facts_back_as_a_new_revision():
    season = orchard().season
    change(season, body="Gone.", facts={name: season.current.facts[name] for name in ("show", "number")})
    restored = restore_revision(season.current, by=alice(), base=again(season).current)
    assert (restored.body, restored.facts) == (season.current.body, season.current.facts)
    assert (restored.number, restored.author, restored.tags) == (3, alice(), ["restored"])
    assert restored.summary == "Restored revision 1"
    assert season.season.castings.count() == 2


def test_restoring_leaves_out_what_no_model_knows_any_more():
    page = write("Pip Russet", "character")
    old = Revision(page=page, number=1, sha256="x", facts={"shoe_size": value(38), "full_name": value("Pip")})
    restored = restore_revision(old, by=bob(), base=page.current)
    assert restored.facts == {"full_name": value("Pip")}


def test_restoring_on_a_stale_base_is_a_conflict():
    page = write("Pip Russet", body="One.")
    change(page, body="Two.")
    with pytest.raises(EditConflict):
        restore_revision(page.current, by=bob(), base=page.current)
    assert Title.objects.count() == 1


def test_who_presses_save_twice_is_not_told_of_a_conflict_with_himself():
    page = write("Pip Russet", body="Old.")
    saves = [edit_page(page, by=bob(), base=page.current, body="New.", facts={}) for _ in range(2)]
    assert saves[0] == saves[1] == again(page).current


def test_who_sends_a_new_page_twice_is_not_told_of_somebody_with_the_same_title():
    for kind, facts in (("article", {}), ("source", {"key": value("times")})):
        saves = [create_page(kind, kind, by=bob(), body="Words.", facts=facts) for _ in range(2)]
        assert saves[0] == saves[1]
    with pytest.raises(TitleTaken):
        create_page("article", "article", by=bob(), body="Other words.", facts={})
    with pytest.raises(TitleTaken):
        create_page("article", "character", by=bob(), body="Words.", facts={})


@pytest.mark.parametrize("title", ["Category:Fruit", "file:apple.webp", "HELP:Editing"])
def test_titles_of_other_kinds_of_page_are_kept_for_them(title):
    by, before = bob(), everything()
    with pytest.raises(Refused, match="Category:, File: or Help:"):
        create(title, by=by)
    assert everything() == before


def test_a_category_and_a_help_page_have_their_prefix_and_no_other_kind_has_it():
    by = bob()
    assert create("Category:Fruit", by=by, kind="category").page.kind == "category"
    assert create("Help:Grafting", by=by, kind="help").page.kind == "help"
    for title, kind, words in (
        ("Fruit", "category", "must begin with Category:"),
        ("Help:Fruit", "category", "must begin with Category:"),
        ("Category:", "category", "a name after Category:"),
        ("Grafting", "help", "must begin with Help:"),
    ):
        with pytest.raises(Refused, match=words):
            create(title, by=by, kind=kind)

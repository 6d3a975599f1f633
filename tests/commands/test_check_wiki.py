"""One command reads the whole wiki and names what is not consistent."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import (
    alice,
    change,
    change_fact,
    everything,
    orchard,
    rename,
    season_with,
    value,
    write,
)
from wiki.actions.pages.editing import edit_page, restore_revision
from wiki.actions.titles.moving import add_title, move_page
from wiki.models import Casting, Page, PageLink, Revision, SearchEntry, Season, Title

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
RESTORE = "No command mends this: restore a backup."


def faults(capsys):
    """Return the lines that name faults, and see that the exit code and the last line agree with them."""
    code = 0
    try:
        call_command("check_wiki")
    except SystemExit as end:
        code = end.code
    *lines, last = capsys.readouterr().out.splitlines()
    pages, revisions = Page.objects.count(), Revision.objects.count()
    assert last == f"Checked {pages} pages with {revisions} revisions: {len(lines)} faults."
    assert code == (1 if lines else 0)
    return lines


def next_revision(page, **wrong):
    """Write a revision past all actions, the way a person with a database client would; return it."""
    old = page.current
    columns = {name: getattr(old, name) for name in ("page", "number", "body", "facts", "size", "sha256")}
    columns |= {"number": old.number + 1, "parent": old, "created_at": timezone.now()}
    revision = Revision.objects.create(**columns | wrong)
    Page.objects.filter(pk=page.pk).update(current=revision)
    return revision


def test_a_wiki_has_none_after_edits_merges_moves_and_restored_revisions(capsys):
    world = orchard()
    base = change(world.pip, body="One line.\n\nMiddle.\n\nAnother [[Mrs Quince]].")
    change(world.pip, body=base.body.replace("One", "A first"))
    mine = base.body.replace("Another", "A last")
    merged = edit_page(world.pip, by=alice(), base=base, body=mine, facts=base.facts)
    assert "merged" in merged.tags
    move_page(world.ada, by=alice(), title="Ada Brook")
    add_title(world.show, by=alice(), title="Orchard")
    restore_revision(base, by=alice(), base=merged)
    change(world.season, facts={**world.season.current.facts, "casting": []})
    assert faults(capsys) == []


def test_a_mark_finds_its_show_when_the_show_is_written_later_or_gets_another_key(capsys):
    write("Apples", body="::: spoiler later S1E1\n[[Pears]]\n:::\n\n>!pear S1E2: [[Quinces]]!<")
    show = write("Later", "show", facts={"key": value("later")})
    assert PageLink.objects.get(target_key="pears").show == show.show
    assert faults(capsys) == []
    change_fact(show, "key", value("pear"))
    assert PageLink.objects.get(target_key="pears").show is None
    assert PageLink.objects.get(target_key="quinces").show == show.show
    assert faults(capsys) == []


def test_nothing_is_written(capsys):
    pip = orchard().pip
    Title.objects.filter(page=pip).update(key="quince")
    PageLink.objects.all().delete()
    before = everything()
    assert faults(capsys)
    assert everything() == before


def test_a_page_that_does_not_show_its_newest_revision_is_named(capsys):
    page = write("Pip Russet", body="Old.")
    change(page, body="New.")
    Page.objects.update(current=page.current)
    PageLink.objects.all().delete()
    assert faults(capsys) == [f"Pip Russet: its current revision is not its newest one. {RESTORE}"]


def test_a_page_that_shows_a_revision_of_another_page_or_none_is_named(capsys):
    pip, quince = write("Pip Russet"), write("Mrs Quince")
    Page.objects.filter(pk=pip.pk).update(current=quince.current)
    Page.objects.filter(pk=quince.pk).update(current=None)
    words = f"its current revision is not its newest one. {RESTORE}"
    assert faults(capsys) == [f"Pip Russet: {words}", f"Mrs Quince: {words}"]


def test_a_gap_in_the_numbers_of_revisions_is_named(capsys):
    next_revision(write("Pip Russet"), number=3)
    assert faults(capsys) == [f"Pip Russet: revision 3 comes after 1. {RESTORE}"]


def test_a_revision_with_a_wrong_parent_size_or_digest_is_named(capsys):
    page = write("Pip Russet")
    next_revision(page, parent=None, size=7, sha256="0" * 64)
    assert faults(capsys) == [
        f"Pip Russet: revision 2 does not have the one before as its parent. {RESTORE}",
        f"Pip Russet: revision 2 has another size than it says. {RESTORE}",
        f"Pip Russet: revision 2 does not say what its SHA-256 was made from. {RESTORE}",
    ]


def test_rows_that_differ_are_missing_or_too_many_are_named_until_they_are_made_again(capsys):
    season = orchard().season
    Season.objects.update(number=9)
    Casting.objects.filter(row="ada").update(note="Somebody else")
    Casting.objects.filter(row="ben").delete()
    season.citations.all()[0].delete()
    assert faults(capsys) == [
        "The Orchard season 1: seasons: 1 missing, 1 too many. Run rebuild.",
        "The Orchard season 1: cast: 2 missing, 1 too many. Run rebuild.",
        "The Orchard season 1: citations: 1 missing, 0 too many. Run rebuild.",
    ]
    call_command("rebuild")
    capsys.readouterr()
    assert faults(capsys) == []


def test_a_title_under_a_wrong_key_and_a_page_without_one_are_named(capsys):
    write("Pip Russet")
    write("Mrs Quince")
    Title.objects.filter(text="Pip Russet").update(key="quince")
    Title.objects.filter(text="Mrs Quince").update(is_current=False)
    quince = Page.objects.get(titles__text="Mrs Quince").uid
    assert faults(capsys) == [
        "Pip Russet: the title “Pip Russet” is kept under the key “quince”. Give the page a title again.",
        f"{quince}: it has 0 current titles. Give the page a title again.",
    ]


def test_links_that_the_words_or_facts_of_a_page_do_not_make_are_named(capsys):
    world = orchard()
    PageLink.objects.filter(page=world.season, target_key="pip russet", kind="link").delete()
    PageLink.objects.create(page=world.pip, kind="link", target_key="nowhere", target_title="Nowhere")
    assert faults(capsys) == [
        "Pip Russet: links: 0 missing, 1 too many. Run rebuild.",
        "The Orchard season 1: links: 1 missing, 0 too many. Run rebuild.",
    ]


def test_a_fact_that_leads_to_the_title_a_page_had_before_is_named(capsys):
    rename(orchard().ada, "Ada Brook")
    assert faults(capsys) == ["The Orchard season 1: links: 1 missing, 1 too many. Run rebuild."]


def test_a_page_that_search_does_not_know_is_named(capsys):
    write("Pip Russet")
    SearchEntry.objects.all().delete()
    assert faults(capsys) == ["Pip Russet: search does not know it. Run rebuild."]


def test_search_does_not_know_a_hidden_page_and_should_not(capsys):
    page = write("Pip Russet", facts={"reveal": value("S1")})
    assert faults(capsys) == []
    SearchEntry.objects.create(page=page, title="Pip Russet")
    assert faults(capsys) == ["Pip Russet: search knows it though it is deleted or hidden. Run rebuild."]


def test_facts_that_name_a_page_which_is_not_there_are_named(capsys):
    season = orchard().season
    facts = season.current.facts | {"casting": [{"id": "ada", "actor": "nobody"}]}
    page = write("Pip's page", "season", facts={**facts, "number": {"value": 2}, "casting": []})
    next_revision(page, facts=facts)
    assert faults(capsys)[-1] == f"Pip's page: its facts name pages that are not there. {RESTORE}"


def test_on_a_terminal_it_says_how_far_it_is(monkeypatch):
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    orchard()
    call_command("check_wiki", stdout=terminal)
    assert terminal.getvalue() == "7 of 7 pages\rChecked 7 pages with 7 revisions: 0 faults.\n"


@pytest.mark.slow
def test_many_pages_take_as_many_queries_as_few(capsys):
    orchard()
    with CaptureQueriesContext(connection) as few:
        assert faults(capsys) == []
    season_with(20)
    with CaptureQueriesContext(connection) as many:
        assert faults(capsys) == []
    assert len(many) == len(few)

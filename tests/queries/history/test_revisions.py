"""The history of a page: its revisions, one of them, and two compared."""

from hashlib import sha256

import pytest
from django.core.cache import caches
from django.utils import timezone

from tests.builders import CHARLIE, alice, bob, change, first_edition, orchard, row, value, write
from wiki.actions.history.revisions import patrol
from wiki.models import Page, Revision
from wiki.queries.history.comparisons import compare
from wiki.queries.history.revisions import (
    between,
    find_revision,
    next_revision,
    revision_of,
    revisions_of,
    two_revisions,
)
from wiki.queries.pages.editing import Opening
from wiki.text.diffs import DIFF_VERSION
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def lines_of(page):
    """Return the columns of each revision in a history."""
    return [
        (one.number, one.author and one.author.username, one.size_change, bool(getattr(one, "mark", None)))
        for one in revisions_of(SAFE, page)
    ]


def test_revisions_come_newest_first_with_author_size_and_mark():
    page = first_edition("Pip Russet", body="One.")
    patrol(change(page, body="One more."), by=alice())
    change(page, body="One.", by=alice())
    assert lines_of(page) == [(3, "Alice", -5, False), (2, "Bob", 5, True), (1, None, 6, False)]


def test_a_history_can_be_narrowed_to_a_person_and_to_major_edits():
    page = write("Pip Russet", body="One.")
    second = change(page, body="Two.", by=alice())
    third = change(page, body="Three.", by=alice(), minor=True)
    assert list(revisions_of(SAFE, page, person=alice())) == [third, second]
    assert list(revisions_of(SAFE, page, hide_minor=True)) == [second, page.current]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 40])
def test_a_history_costs_one_query_however_long_it_is(count, django_assert_num_queries):
    page = write("Pip Russet", body="Zero.")
    for number in range(1, count):
        change(page, body=f"Edit {number}.")
    with django_assert_num_queries(1):
        assert len(lines_of(page)) == count


def test_a_revision_is_found_with_its_page_unless_that_is_deleted(django_assert_num_queries):
    page = write("Pip Russet", body="One.")
    second = change(page, body="Two.")
    with django_assert_num_queries(1):
        found = find_revision(CHARLIE, second.pk)
        assert (found.page, found.parent.body, found.author.username) == (page, "One.", "Bob")
    Page.objects.filter(pk=page.pk).update(deleted_at=timezone.now())
    for viewer in (CHARLIE, bob()):
        with pytest.raises(Revision.DoesNotExist):
            find_revision(viewer, second.pk)
        assert two_revisions(viewer, second.pk, page.current.pk) is None
    assert find_revision(alice(), second.pk) == second
    assert two_revisions(alice(), second.pk, page.current.pk) == [page.current, second]


@pytest.mark.parametrize("typed", ["", None, "x", "-1", "²", "9" * 18, "9" * 400, " 1", "1.0"])
def test_a_key_that_is_no_revision_of_the_page_finds_none(typed):
    assert revision_of(write("Pip Russet"), typed) is None


def test_a_revision_belongs_to_one_page():
    pip, quince = write("Pip Russet"), write("Mrs Quince")
    assert revision_of(pip, str(pip.current.pk)) == pip.current
    assert revision_of(pip, quince.current.pk) is None


def test_the_next_revision_is_of_the_same_page():
    page = write("Pip Russet", body="One.")
    write("Mrs Quince")
    second = change(page, body="Two.")
    assert next_revision(page.current) == second
    assert next_revision(second) is None


def test_two_revisions_of_one_page_come_the_older_first():
    page = write("Pip Russet", body="One.")
    second = change(page, body="Two.")
    assert two_revisions(CHARLIE, str(second.pk), str(page.current.pk)) == [page.current, second]
    assert two_revisions(CHARLIE, second.pk, second.pk) is None
    assert two_revisions(CHARLIE, second.pk, write("Mrs Quince").current.pk) is None
    assert two_revisions(CHARLIE, "x", None) is None


def test_the_revisions_between_two_others_are_counted_and_their_authors_too():
    page = first_edition("Pip Russet", body="One.")
    second, third = change(page, body="Two."), change(page, body="Three.", by=alice())
    fourth = change(page, body="Four.")
    assert between(page.current, fourth) == {"revisions": 2, "people": 2}
    assert between(second, fourth) == {"revisions": 1, "people": 1}
    assert between(third, fourth) == {"revisions": 0, "people": 0}


def test_words_are_compared_once_for_each_pair_of_texts():
    old, new = Opening("Roses are red."), Opening("Roses are white.")
    first = compare("article", old, new).words
    pair = ":".join(sha256(content.body.encode()).hexdigest() for content in (old, new))
    cache, key = caches["comparisons"], f"diff:{DIFF_VERSION}:{pair}"
    assert cache.get(key) == first
    cache.set(key, [])
    assert compare("article", old, new).words == []
    assert compare("article", new, old).words != []
    cache.delete(key)


def test_two_revisions_are_compared_in_facts_and_words():
    world = orchard()
    old = world.season.current
    cast = [
        *old.facts["casting"],
        row("zoe", (world.times, "page 3"), actor={"name": "Zoe"}, character=world.pip.uid),
    ]
    new = change(world.season, body="[[Pip Russet]] fells a tree.", facts=old.facts | {"casting": cast})
    comparison = compare("season", old, new)
    assert [(one.label, one.before, one.after) for one in comparison.facts] == [
        ("Cast: Pip Russet", "", "Zoe; Pip Russet; The Orchard Times, page 3")
    ]
    (changed,) = [one for one in comparison.words if one.kind != "same"]
    assert [run.text for run in changed.old if run.kind == "removed"] == ["plants"]
    assert [run.text for run in changed.new if run.kind == "added"] == ["fells"]
    assert (bool(comparison.changed_words), comparison.is_empty) == (True, False)


def test_equal_contents_have_nothing_to_compare():
    facts = {"full_name": value("Pip")}
    comparison = compare("character", Opening("Words.", facts), Opening("Words.", dict(facts)))
    assert (comparison.facts, comparison.changed_words, comparison.is_empty) == ([], [], True)


@pytest.mark.parametrize("count", [1, 40])
def test_comparing_facts_costs_one_query_however_many_there_are(count, django_assert_num_queries):
    world = orchard()
    cast = [row(f"r{one}", world.times, actor=world.ada.uid, character=world.pip.uid) for one in range(count)]
    with django_assert_num_queries(1):
        compare("season", None, Opening("", {"casting": cast}))

"""The latest edits to all pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import alice, bob, change, first_edition, write
from tests.markup import elements, links, text_of, typed
from wiki.models import Page, Revision, Title

pytestmark = pytest.mark.each_database


def lines(answer):
    """Return the lines of the list, newest first, each as its words."""
    return [" ".join(one.text.split()) for one in elements(answer, "li") if "History of" in one.text]


def edited(days_ago, title="Tree", **more):
    """Insert a new page's only revision as if it was saved so many days ago."""
    page = Page.objects.create(kind=more.pop("kind", "article"))
    Title.objects.create(page=page, key=title.casefold(), text=title)
    when = timezone.now() - timedelta(days=days_ago)
    revision = Revision.objects.create(page=page, number=1, created_at=when, size=4, author=bob(), **more)
    page.current = revision
    page.save()
    return revision


def test_a_line_says_when_where_how_much_who_and_why(client):
    page = write("Tree", "character", body="One")
    newest = change(
        page, body="Two and more", by=alice(), summary="A branch", minor=True, undoes=page.current
    )
    second, first = lines(client.get("/recent"))
    for words in ("Tree · character", "Changes", "History", "+9", "Alice", "undo", "minor", "A branch"):
        assert words in second
    assert f"{newest.created_at:%H:%M}" in second
    assert "new" in first.split()
    assert "Changes" not in first
    found = links(client.get("/recent"))
    for address in (f"/diff/{page.current_id}/{newest.pk}", "/history/Tree", "/user/Alice", "/wiki/Tree"):
        assert address in found


def test_edits_stand_under_their_days_newest_first(client):
    edited(1, "Older")
    edited(0, "Newer")
    answer = client.get("/recent")
    today = timezone.now()
    days = [f"{one.day} {one:%B %Y}" for one in (today, today - timedelta(days=1))]
    assert [one.text for one in elements(answer, "h2")] == days
    assert ["Newer" in lines(answer)[0], "Older" in lines(answer)[1]] == [True, True]


def test_the_last_seven_days_are_shown_until_others_are_asked_for(client):
    for days in (0.5, 2, 5, 20, 200):
        edited(days, f"Tree {days}")
    counts = {
        asked: len(lines(client.get(f"/recent{asked}")))
        for asked in ("", *map("?days={}".format, ("", 1, 3, 30, "all")))
    }
    assert counts == {"": 3, "?days=": 3, "?days=1": 1, "?days=3": 2, "?days=30": 4, "?days=all": 5}


@pytest.mark.slow
def test_edits_can_be_narrowed_by_kind_person_page_and_weight(client):
    tree = write("Tree", "character", body="One")
    change(tree, body="Two", by=alice(), minor=True)
    write("Hedge")
    first_edition("Loaded")
    for asked, count in (
        ("", 4),
        ("&kind=character", 2),
        ("&person=ALICE", 1),
        ("&person=bob", 2),
        ("&title=tREE", 2),
        ("&hide_minor=on", 3),
        ("&kind=character&person=Bob&title=Tree&hide_minor=on", 1),
    ):
        assert len(lines(client.get(f"/recent?days=all{asked}"))) == count, asked


def test_what_was_loaded_from_files_has_no_person(client):
    first_edition("Loaded")
    [line] = lines(client.get("/recent?days=all"))
    assert "Initial import" in line


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("person=Nobody", "No such member"),
        ("person=%00", "Null characters are not allowed"),
        ("title=Nowhere", "There is no page with this title"),
        ("title=%5B%5D", "can"),
        ("kind=fruit", "Choose one of these"),
        ("days=-1", "Choose one of these"),
        ("person=" + "x" * 61, "at most 60 characters"),
    ],
)
def test_what_makes_no_sense_is_named_beside_its_field(client, asked, words):
    write("Tree")
    answer = client.get(f"/recent?{asked}")
    assert answer.status_code == 200
    assert words in elements(answer, "div", class_="error")[0].text
    assert lines(answer) == []


def test_what_was_typed_stays_in_the_form(client):
    bob()
    answer = client.get("/recent?person=Bob&title=Nowhere")
    assert (typed(answer, "person"), typed(answer, "title")) == ("Bob", "Nowhere")


def test_an_empty_list_leads_further_back_with_the_same_filters(client):
    edited(50, kind="character")
    answer = client.get("/recent?kind=character&page=3")
    assert "No matching edits in the last 7 days" in text_of(answer, "main")
    assert "?kind=character&days=all" in links(answer)
    assert "No matching edits" in text_of(client.get("/recent?kind=show&days=all"), "main")


def test_fifty_one_edits_stand_on_two_pages_which_keep_the_filters(client):
    for number in range(51):
        edited(0, f"Tree {number}")
    first, second = (client.get(f"/recent?days=3&person=Bob&page={page}") for page in (1, 2))
    assert (len(lines(first)), len(lines(second))) == (50, 1)
    assert [one["href"] for one in elements(first, "a", rel="next")] == ["?days=3&person=Bob&page=2"]


def test_edits_of_deleted_pages_are_not_shown(client):
    revision = edited(0)
    Page.objects.filter(pk=revision.page_id).update(deleted_at=timezone.now())
    assert lines(client.get("/recent")) == []


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_however_long_it_is(client, count, django_assert_num_queries):
    for number in range(count):
        edited(0, f"Tree {number}")
    with django_assert_num_queries(2):  # the revisions, the titles of their pages
        assert len(lines(client.get("/recent"))) == count


def test_recent_changes_are_linked_at_home_and_in_the_foot(client):
    write("Tree")
    assert links(client.get("/")).count("/recent") == 2
    assert links(client.get("/wiki/Tree")).count("/recent") == 1


def test_recent_changes_set_no_cookie_and_can_not_be_posted_to(client, member):
    answer = client.get("/recent")
    assert not answer.cookies
    assert elements(answer, "meta", name="robots", content="noindex")
    assert member.post("/recent").status_code == 405

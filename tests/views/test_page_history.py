"""The history of a page."""

import pytest

from tests.builders import bob, change, first_edition, rename, write
from tests.markup import elements, links, text_of
from wiki.models import Revision


def lines(answer):
    """Return the lines of the list, newest first, each as its words."""
    return [" ".join(one.text.split()) for one in elements(answer, "li") if "·" in one.text]


def long_history(count):
    """Return a page with so many revisions, each one byte longer than the one before."""
    page = write("Long", body="")
    for number in range(2, count + 1):
        parent = page.revisions.get(number=number - 1)
        Revision.objects.create(
            page=page,
            number=number,
            parent=parent,
            author=bob(),
            created_at=parent.created_at,
            summary=f"Edit {number}",
            size=parent.size + 1,
        )
    page.current = page.revisions.get(number=count)
    page.save()
    return page


def test_every_revision_is_listed_newest_first_with_author_summary_and_size(client):
    page = first_edition("Loaded", body="Four")
    change(page, body="Four and more", summary="More", minor=True)
    change(page, body="Four", summary="Less")
    newest, middle, first = lines(client.get("/history/Loaded"))
    assert "Bob" in newest
    assert "Less" in newest
    assert "−9" in newest
    assert "current" in newest
    assert "minor" in middle
    assert "+9" in middle
    assert "the first edition" in first
    assert "Edition 1" in first


def test_every_revision_is_linked_and_every_edit_to_its_changes(client):
    page = write("Tree", body="One")
    newest = change(page, body="Two")
    found = links(client.get("/history/Tree"))
    assert {f"/revision/{newest.pk}", f"/revision/{page.current_id}"} <= set(found)
    assert [link for link in found if "/diff/" in link] == [f"/diff/{page.current_id}/{newest.pk}"]


def test_fifty_one_revisions_stand_on_two_pages(client):
    long_history(51)
    first, second = client.get("/history/Long"), client.get("/history/Long?page=2")
    assert (len(lines(first)), len(lines(second))) == (50, 1)
    assert "Edit 51" in lines(first)[0]
    assert "New page" in lines(second)[0]
    assert [one["href"] for one in elements(first, "a", rel="next")] == ["?page=2"]
    assert [one["href"] for one in elements(second, "a", rel="prev")] == ["?page=1"]


@pytest.mark.parametrize("number", ["0", "-1", "99", "nonsense", "", "9" * 30, "%00", "1e3", "%D9%A3"])
def test_a_page_of_the_list_that_does_not_exist_does_no_harm(client, number):
    write("Short")
    answer = client.get(f"/history/Short?page={number}")
    assert answer.status_code == 200
    assert len(lines(answer)) == 1


def test_another_spelling_and_an_old_title_show_the_history(client, orchard):
    rename(orchard.article, "From stage to screen")
    for title in ("from_play_to_screen", "From_stage_to_screen", "FROM STAGE TO SCREEN"):
        answer = client.get(f"/history/{title}")
        assert answer.status_code == 200
        assert text_of(answer, "h1") == "History of From stage to screen"


def test_a_title_without_a_page_has_no_history(client):
    assert client.get("/history/Nobody").status_code == 404


def test_a_history_is_kept_out_of_search_engines_and_can_not_be_posted_to(client, member, orchard):
    answer = client.get("/history/From_play_to_screen")
    assert [one["content"] for one in elements(answer, "meta", name="robots")] == ["noindex"]
    assert member.post("/history/From_play_to_screen").status_code == 405
    assert not answer.cookies

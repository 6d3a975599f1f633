"""The history of a page."""

import pytest
from django.utils import timezone

from tests.builders import again, alice, bob, change, dana, first_edition, rename, write
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
    assert "Initial import" in first
    assert "Edition 1" in first


def test_every_revision_is_linked_and_every_edit_to_its_changes(client):
    page = write("Tree", body="One")
    newest = change(page, body="Two")
    found = links(client.get("/history/Tree"))
    assert {f"/revision/{newest.pk}", f"/revision/{page.current_id}"} <= set(found)
    changes = f"/diff/{page.current_id}/{newest.pk}"
    assert [link for link in found if "/diff/" in link] == [changes] * 2  # of the second, and since the first


def test_every_revision_but_the_newest_is_linked_to_all_changes_since(client):
    page = write("Tree", body="One")
    second, third = change(page, body="Two"), change(page, body="Three")
    since = [
        (link["href"], " ".join(link.text.split()))
        for link in elements(client.get("/history/Tree"), "a")
        if "Changes since" in link.text
    ]
    assert since == [
        (f"/diff/{second.pk}/{third.pk}", "Changes since revision 2"),
        (f"/diff/{page.current_id}/{third.pk}", "Changes since revision 1"),
    ]


def test_tags_are_said_in_words(client):
    page = write("Tree", body="One")
    change(page, body="Two")
    back = change(page, body="One")
    odd = again(page)
    Revision.objects.create(
        page=page, number=4, parent=back, created_at=timezone.now(), size=0, sha256="", tags=["of-tomorrow"]
    )
    assert odd.current == back
    chips = [(one.text, one["title"]) for one in elements(client.get("/history/Tree"), "span", class_="chip")]
    assert ("manual revert", "Identical to an earlier revision") in chips
    assert ("of-tomorrow", "") in chips


def test_only_who_may_edit_is_offered_to_undo_and_never_the_first_revision(client, member):
    page = write("Tree", body="One")
    newest = change(page, body="Two")
    undo = f"/edit/Tree?undo={newest.pk}"
    assert [link for link in links(member.get("/history/Tree")) if "undo" in link] == [undo]
    assert not [link for link in links(client.get("/history/Tree")) if "undo" in link]


def test_two_revisions_are_chosen_at_first_the_newest_and_the_one_before(client):
    page = write("Tree", body="One")
    second, third = change(page, body="Two"), change(page, body="Three")
    answer = client.get("/history/Tree")
    radios = elements(answer, "input", type="radio")
    chosen = {(radio["name"], radio["value"]) for radio in radios if "checked" in radio.attributes}
    assert chosen == {("old", str(second.pk)), ("new", str(third.pk))}
    assert [one["action"] for one in elements(answer, "form") if "Compare" in one.text] == ["/compare"]
    labels = [" ".join(one.text.split()) for one in elements(answer, "label") if "revision" in one.text]
    assert labels[:2] == ["Compare from revision 3", "Compare to revision 3"]
    assert len(labels) == len(radios) == 6


def test_a_single_revision_has_nothing_to_be_compared_with(client):
    write("Tree")
    assert not elements(client.get("/history/Tree"), "input", type="radio")


def test_a_history_can_be_narrowed_to_one_person_and_to_what_is_not_minor(client):
    page = write("Tree", body="One")
    change(page, body="Two", by=alice(), summary="Spelling", minor=True)
    change(page, body="Three", by=alice(), summary="A branch")
    assert len(lines(client.get("/history/Tree?person=alice"))) == 2
    [left] = lines(client.get("/history/Tree?person=ALICE&hide_minor=on"))
    assert "A branch" in left
    nothing = client.get("/history/Tree?person=Dana")
    assert "No such member" in text_of(nothing, "main")
    dana()
    assert "No matching edits" in text_of(client.get("/history/Tree?person=Dana"), "main")


def test_the_next_page_of_a_narrowed_history_is_narrowed_too(client):
    long_history(51)
    first = client.get("/history/Long?person=Bob&hide_minor=on")
    assert [one["href"] for one in elements(first, "a", rel="next")] == ["?person=Bob&hide_minor=on&page=2"]


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

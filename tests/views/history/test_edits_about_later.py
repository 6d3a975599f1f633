"""Edits of what a reader has not come to: every list says that there was one, and nothing else of it."""

import pytest

from tests.builders import again, alice, bob, change, orchard, somebody, write
from tests.doors import browser_of
from tests.markup import elements, text_of
from wiki.actions.people.progress import set_progress
from wiki.models import Show

WORDS = "An edit about what comes later"
LISTS = ("/history/Treasure", "/recent", "/user/Bob")


@pytest.fixture
def told():
    """An edit in whose text, summary and tags there is gold, from S1E2 on."""
    orchard()
    page = write("Treasure", by=alice(), body="Words.")
    change(page, by=alice(), body="Words. >!S1E2: Gold!<", summary="Gold")
    change(page, by=bob(), body="Words.", summary="No gold", minor=True, undoes=again(page).current)
    return page


def lines(client, address):
    found = (" ".join(one.text.split()) for one in elements(client.get(address), "li"))
    return [line for line in found if "Treasure" in line or "·" in line]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_names_who_and_when_but_neither_summary_size_nor_tags(client, told, address):
    line = lines(client, address)[0]
    assert WORDS in line
    for words in ("gold", "minor", "undo", "manual revert", "−", "byte"):
        assert words not in line
    if address != "/user/Bob":
        assert "Bob" in line
    public = lines(client, "/history/Treasure")[-1]
    assert "New page" in public
    assert "bytes added" in public


@pytest.mark.parametrize("address", LISTS)
def test_who_has_watched_that_far_reads_all_of_it(client, told, address):
    client.cookies["progress"] = "orchard:s1e2"
    line = lines(client, address)[0]
    assert WORDS not in line
    assert "No gold" in line
    assert "undo" in line


@pytest.mark.parametrize("address", LISTS)
def test_a_filter_does_not_tell_whether_an_edit_about_later_is_minor(client, told, address):
    for progress in ("none", "s1e1"):
        assert WORDS in lines(client, f"{address}?hide_minor=on")[0]
        client.cookies["progress"] = f"orchard:{progress}"
    for progress in ("s1e2", "all"):
        client.cookies["progress"] = f"orchard:{progress}"
        assert not any("No gold" in line for line in lines(client, f"{address}?hide_minor=on"))
        assert "No gold" in lines(client, address)[0]


def test_a_member_who_has_not_come_there_is_not_told_of_their_own_edit(told):
    browser = browser_of(bob())
    assert WORDS in lines(browser, "/user/Bob")[0]
    set_progress(bob(), Show.objects.get().pk, 1002)
    assert "No gold" in lines(browser, "/user/Bob")[0]


def test_who_asks_to_see_a_page_once_reads_the_summaries_of_its_edits(client, told):
    client.cookies["once"] = told.uid
    assert [WORDS in line for line in lines(client, "/history/Treasure")] == [False] * 3


def test_a_comparison_and_a_revision_that_show_nothing_later_do_not_tell_its_summary(client, told):
    first, second, third = told.revisions.order_by("number")
    for address in (f"/diff/{first.pk}/{third.pk}", f"/revision/{third.pk}"):
        words = text_of(client.get(address), "main")
        assert WORDS in words
        assert "gold" not in words.casefold()
    assert "Show it once" in text_of(client.get(f"/diff/{second.pk}/{third.pk}"), "main")
    client.cookies["progress"] = "orchard:s1e2"
    assert "No gold" in text_of(client.get(f"/diff/{first.pk}/{third.pk}"), "main")
    assert "No gold" in text_of(client.get(f"/revision/{third.pk}"), "main")


def test_who_is_asked_to_choose_between_two_edits_is_not_told_the_summary_of_the_other():
    page = write("Treasure", by=alice(), body="Words.")
    base = page.current
    change(page, by=alice(), body="More words. >!S1E2: Gold!<", summary="Much gold")
    form = {"body": "Other words.", "base": base.pk, "summary": "", "action": "save"}
    answer = browser_of(bob()).post("/edit/Treasure", form)
    assert answer.status_code == 409
    assert WORDS in text_of(answer, "main")
    assert "Much gold" not in text_of(answer, "main")


@pytest.mark.each_database
@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize(("address", "queries"), [*zip(LISTS, (3, 2, 5), strict=True)])
def test_a_list_with_such_edits_costs_a_visitor_no_query_more(
    client, count, address, queries, django_assert_num_queries
):
    page = write("Treasure", by=somebody("Bob"), body="Words.")
    for number in range(count):
        change(page, body=f"Words. >!S1E2: Gold {number}!<")
    with django_assert_num_queries(queries):
        assert len([line for line in lines(client, address) if WORDS in line]) == count

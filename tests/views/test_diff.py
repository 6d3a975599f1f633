"""Two revisions of a page compared: facts in a table, words block by block."""

import pytest

from tests.builders import change, first_edition, value, write
from tests.markup import elements, links, text_of


def compared(client, old, new):
    answer = client.get(f"/diff/{old.pk}/{new.pk}")
    assert answer.status_code == 200
    return answer


def test_changed_words_are_marked_in_their_block(client):
    page = write("Poem", body="Roses are red.\n\nViolets are blue.")
    new = change(page, body="Roses are white.\n\nViolets are blue.\n\nA third.")
    answer = compared(client, page.current, new)
    assert [one.text for one in elements(answer, "del")] == ["red"]
    assert [one.text for one in elements(answer, "ins")] == ["white", "A third."]
    added = [" ".join(one.text.split()) for one in elements(answer, "div", class_="add")]
    assert added == ["+Added: Roses are white.", "+Added: A third."]


def test_changed_facts_stand_in_a_table_before_and_after(client, orchard):
    facts = orchard.season.current.facts
    cast = [facts["casting"][0] | {"billing": "returning"}]
    new = change(orchard.season, facts=facts | {"casting": cast, "episode_count": value(8)})
    rows = [
        " ".join(one.text.split()) for one in elements(compared(client, orchard.season.current, new), "tr")
    ]
    assert rows[0] == "FactBeforeAfter"
    assert any("nothing" in line and "8" in line for line in rows)
    assert any("Returning" in line for line in rows)
    assert any("Ben Frost" in line for line in rows)


def test_both_sides_name_number_author_and_summary(client):
    page = first_edition("Loaded", body="One")
    new = change(page, body="Two", summary="Better", minor=True)
    answer = compared(client, page.current, new)
    older, newer = (" ".join(one.text.split()) for one in elements(answer, "section", class_="card"))
    assert older.startswith("Before: revision 1")
    assert "the first edition" in older
    assert newer.startswith("After: revision 2")
    assert "Bob" in newer
    assert "Better" in newer
    assert "minor" in newer


def test_edits_can_be_gone_through_one_by_one(client):
    page = write("Poem", body="1")
    second, third, fourth = (change(page, body=str(number)) for number in (2, 3, 4))
    answer = compared(client, second, third)
    assert [one["href"] for one in elements(answer, "a", rel="prev")] == [
        f"/diff/{page.current_id}/{second.pk}"
    ]
    assert [one["href"] for one in elements(answer, "a", rel="next")] == [f"/diff/{third.pk}/{fourth.pk}"]
    ends = compared(client, page.current, fourth)
    assert not elements(ends, "a", rel="prev") + elements(ends, "a", rel="next")


def test_the_order_of_the_address_is_the_order_of_the_comparison(client):
    page = write("Poem", body="Roses")
    new = change(page, body="Violets")
    there, back = compared(client, page.current, new), compared(client, new, page.current)
    assert (text_of(there, "del"), text_of(there, "ins")) == ("Roses", "Violets")
    assert (text_of(back, "del"), text_of(back, "ins")) == ("Violets", "Roses")


def test_what_the_address_names_first_is_what_was_before(client):
    page = write("Poem", body="Roses")
    answer = compared(client, change(page, body="Violets"), page.current)
    headings = [one.text for one in elements(answer, "h2")[:2]]
    assert headings == ["Before: revision 2", "After: revision 1"]


def test_a_revision_differs_in_nothing_from_itself(client, orchard):
    answer = compared(client, orchard.season.current, orchard.season.current)
    assert "Nothing differs." in text_of(answer, "main")


def test_revisions_of_two_pages_can_not_be_compared(client, orchard):
    assert client.get(f"/diff/{orchard.ada.current_id}/{orchard.ben.current_id}").status_code == 404


@pytest.mark.parametrize(
    "pair", ["0/0", "{0}/999999", "999999/{0}", "{0}/", "{0}", "x/{0}", "9999999999999999999999/{0}"]
)
def test_what_is_no_revision_can_not_be_compared(client, pair):
    page = write("Poem")
    assert client.get(f"/diff/{pair.format(page.current_id)}").status_code == 404


def test_a_comparison_is_read_only_and_sets_no_cookie(client, member, orchard):
    address = f"/diff/{orchard.ada.current_id}/{orchard.ada.current_id}"
    assert not client.get(address).cookies
    assert member.post(address).status_code == 405
    assert f"/revision/{orchard.ada.current_id}" in links(client.get(address))


def test_a_comparison_of_forty_rows_costs_no_more_than_of_one(client, orchard, django_assert_max_num_queries):
    cast = [
        {"id": f"r{number}", "actor": orchard.ada.uid, "character": {"name": "x"}} for number in range(40)
    ]
    new = change(orchard.season, facts=orchard.season.current.facts | {"casting": cast})
    with django_assert_max_num_queries(6):
        compared(client, orchard.season.current, new)

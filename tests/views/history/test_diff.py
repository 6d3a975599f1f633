"""Two revisions of a page compared: facts in a table, words block by block."""

import pytest

from tests.builders import alice, bob, change, first_edition, value, write
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
    assert any("none" in line and "8" in line for line in rows)
    assert any("Returning" in line for line in rows)
    assert any("Ben Frost" in line for line in rows)


def test_the_headings_stand_in_order_here_and_in_the_form(member):
    page = write("Poem", body="Roses")
    new = change(page, body="Violets")
    assert "Text" in [one.text for one in elements(compared(member, page.current, new), "h2")]
    form = member.post("/edit/Poem", {"action": "diff", "base": new.pk, "body": "Tulips"})
    assert "Text" in [one.text for one in elements(form, "h3")]


def test_both_sides_name_number_author_and_summary(client):
    page = first_edition("Loaded", body="One")
    new = change(page, body="Two", summary="Better", minor=True)
    answer = compared(client, page.current, new)
    older, newer = (" ".join(one.text.split()) for one in elements(answer, "section", class_="card"))
    assert older.startswith("Before: revision 1")
    assert "Initial import" in older
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


def test_the_older_revision_stands_first_whatever_the_address_says(client):
    page = write("Poem", body="Roses")
    new = change(page, body="Violets")
    answer = client.get(f"/diff/{new.pk}/{page.current_id}", follow=True)
    assert answer.redirect_chain == [(f"/diff/{page.current_id}/{new.pk}", 302)]
    assert (text_of(answer, "del"), text_of(answer, "ins")) == ("Roses", "Violets")
    split = client.get(f"/diff/{new.pk}/{page.current_id}?view=split")
    assert split["Location"] == f"/diff/{page.current_id}/{new.pk}?view=split"


def test_what_lies_between_is_counted_in_revisions_and_people(client):
    page = write("Poem", body="1")
    second = change(page, body="2")
    for number, person in enumerate((alice(), bob(), alice()), 3):
        change(page, body=str(number), by=person)
    newest = change(page, body="6")
    words = text_of(compared(client, second, newest), "main")
    assert "3 revisions by 2 people between these two are not shown." in words
    assert "between these" not in text_of(compared(client, page.current, second), "main")
    third = page.revisions.get(number=3)
    words = text_of(compared(client, page.current, third), "main")
    assert "1 revision by 1 person between these two is not shown." in words


def test_who_may_edit_is_offered_to_undo_an_edit_but_not_several(client, member):
    page = write("Poem", body="1")
    second, third = change(page, body="2"), change(page, body="3")
    undo = f"/edit/Poem?undo={third.pk}"
    assert undo in links(compared(member, second, third))
    assert undo not in links(compared(client, second, third))
    assert undo not in links(compared(member, page.current, third))


def test_old_and_new_can_stand_side_by_side(client):
    page = write("Poem", body="Roses are red.\n\nViolets are blue.")
    new = change(page, body="Roses are white.\n\nViolets are blue.")
    one_column = compared(client, page.current, new)
    assert "?view=split" in links(one_column)
    assert not elements(one_column, "div", class_="halves")
    answer = client.get(f"/diff/{page.current_id}/{new.pk}?view=split")
    changed, same = elements(answer, "div", class_="halves")
    assert " ".join(changed.text.split()) == "−Removed: Roses are red. +Added: Roses are white."
    assert same.text.count("Violets") == 2
    [again] = elements(answer, "div", class_="again")
    assert again["aria-hidden"] == "true"
    assert f"/diff/{page.current_id}/{new.pk}" in links(answer)


def test_both_places_of_a_moved_paragraph_lead_to_each_other(client):
    first, second, third = "The first frost came.", "Then it went away.", "At last there were leaves."
    page = write("Poem", body="\n\n".join([first, second, third]))
    answer = compared(client, page.current, change(page, body="\n\n".join([third, first, second])))
    assert {"#moved-to-1", "#moved-from-1"} <= set(links(answer))
    assert [one["id"] for one in elements(answer, "div", class_="mov")] == ["moved-to-1", "moved-from-1"]


def test_a_revision_differs_in_nothing_from_itself(client, orchard):
    answer = compared(client, orchard.season.current, orchard.season.current)
    assert "No differences" in text_of(answer, "main")


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
    with django_assert_max_num_queries(7):
        compared(client, orchard.season.current, new)

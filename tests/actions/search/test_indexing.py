"""What a page is found by: its public words and those that it reveals, as its current revision has them."""

import pytest
from django.db import transaction
from django.utils import translation

from tests.builders import (
    again,
    alice,
    change,
    change_fact,
    cited,
    first_edition,
    orchard,
    rename,
    row,
    value,
    write,
    write_episode,
)
from wiki.actions.pages.public_state import rebuild_pages
from wiki.models import Page, RevealedText, Revision, SearchEntry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def entry(page):
    return SearchEntry.objects.get(page=page)


def test_a_page_is_found_by_its_title_its_words_and_its_facts_in_words():
    season = entry(orchard().season)
    assert season.title == "The Orchard season 1"
    words, facts = season.text.split("\n")
    assert words == "Pip Russet plants a tree."
    assert facts.split(" · ")[:5] == ["The Orchard", "1", "Released", "Ada Marsh", "Pip Russet"]
    assert {"New", "Ben Frost", "Mrs Quince", "Runs the shop"} <= set(facts.split(" · "))


def test_words_are_indexed_in_the_language_of_the_wiki():
    with translation.override("de"):
        write("Film", "source", facts={"key": value("film"), "published": value("2031-05-05")})
    assert "5 May 2031" in SearchEntry.objects.get(title="Film").text


def test_dates_are_indexed_as_they_are_read():
    world = orchard()
    change_fact(world.season, "released", value("2031-04-05"))
    assert "5 April 2031" in entry(world.season).text


def test_the_other_names_are_old_titles_full_names_other_names_and_titles_of_episodes():
    world = orchard()
    rename(world.pip, "Pip")
    facts = {"full_name": value("Philippa Russet"), "other_names": [row("r1", name="The Apple Thief")]}
    change(again(world.pip), facts=facts)
    assert entry(world.pip).title == "Pip"
    assert set(entry(world.pip).names.split("\n")) == {"Pip Russet", "Philippa Russet", "The Apple Thief"}
    assert entry(write_episode(world.season, 1, title=value("Blossom"))).names == "Blossom"


def test_keys_and_addresses_are_no_words():
    facts = {
        "key": value("garden"),
        "identifiers": [row("r1", database="Index", address="https://x.example/")],
    }
    assert entry(write("Plot", "show", facts=facts, by=alice())).text == "Index"


def test_nothing_that_is_hidden_is_indexed():
    world = orchard()
    hidden = {"from": "S1E2", "show": world.show.uid}
    body = (
        "She waits. >!orchard S1E1: Secret!<\n\n::: spoiler orchard S1E2\nSecret\n:::\n\n::: spoiler\nSecret"
    )
    facts = {
        "other_names": [row("r1", name="Secret") | hidden],
        "statements": [row("r2", label="Secret", value={"name": "Secret"}) | hidden],
        "relationships": [row("r3", kind="friend", other=write("Secret", "character").uid) | hidden],
    }
    change(world.pip, body=body, facts=facts)
    world.pip.titles.create(key="secret pip", text="Secret Pip", is_current=False, shown_from=1002)
    change(world.pip, body=body + " ")
    rebuild_pages(Page.objects.all())
    found = entry(world.pip)
    assert (found.title, found.names, found.text) == ("Pip Russet", "", "She waits.")


def test_a_fact_that_no_model_knows_any_more_is_not_indexed():
    page = first_edition("Old", body="Words.")
    facts = {"colour": value("red")}
    now = page.current.created_at
    page.current = Revision.objects.create(
        page=page, number=2, created_at=now, body="Words.", facts=facts, size=1
    )
    page.save()
    rebuild_pages(Page.objects.all())
    assert entry(page).text == "Words."


def test_an_edit_changes_the_entry_and_an_edit_that_says_the_same_does_not():
    page = write("Pip", body="Old words.")
    change(page, body="New words.")
    assert [one.text for one in SearchEntry.objects.all()] == ["New words."]
    change(page)
    assert [one.text for one in SearchEntry.objects.all()] == ["New words."]


def test_what_is_not_saved_is_not_indexed():
    with transaction.atomic():
        write("Quince")
        transaction.set_rollback(True)
    assert not SearchEntry.objects.exists()


def test_rebuilding_makes_the_same_entries_also_from_nothing():
    orchard()
    entries = SearchEntry.objects.order_by("page").values("page", "title", "names", "text")
    before = list(entries)
    SearchEntry.objects.all().delete()
    for _time in ("from nothing", "again"):
        rebuild_pages(Page.objects.all())
        assert list(entries.all()) == before


def revealed():
    return list(RevealedText.objects.order_by("page", "show", "shown_from").values())


def test_what_each_point_reveals_is_the_whole_text_until_the_next_point():
    world = orchard()
    ends = row("r1", label="Pet", value={"name": "Dog"}) | {"until": "S1E2"}
    change(
        world.pip,
        body="She >!S1: waits!< here.\n\n::: spoiler S1E2\nThere.\n:::",
        facts={"statements": [ends]},
    )
    columns = ("show", "shown_from", "shown_until", "text")
    assert [tuple(text[column] for column in columns) for text in revealed()] == [
        ("", 1002, 1999, "She here.\nThere.\nPip Russet"),
        ("", 1999, None, "She waits here.\nThere.\nPip Russet"),
    ]
    assert entry(world.pip).text == "She here.\nPet · Dog"


def test_marks_that_reveal_no_words_and_pages_without_marks_have_no_text_of_their_own():
    world = orchard()
    change(world.pip, body="She waits. >!S1: [[Category:Trees]]!<")
    change(world.quince, body="She waits.")
    assert revealed() == []


def test_revealed_texts_are_written_again_only_if_they_differ():
    world = orchard()
    hidden = row("r1", world.times, label="Pet", value={"name": "Dog"}) | {"from": "S1"}
    change(world.pip, body="She waits.", facts={"statements": [hidden]})
    before = revealed()
    change(world.pip, facts={"statements": [hidden | cited((world.times, "page 9"))]})
    assert revealed() == before != []
    change(world.pip, body="She leaves.", facts={"statements": [hidden]})
    assert [text["text"] for text in revealed()] == ["She leaves.\nPet · Dog\nPip Russet"]
    change(world.pip, facts={})
    assert revealed() == []


def test_rebuilding_makes_the_same_revealed_texts():
    world = orchard()
    change(world.pip, body=">!S1: She waits.!< >!orchard S2: She leaves.!< >!SxE1: She stays.!<")
    columns = ("page", "show", "shown_from", "shown_until", "text")
    before = set(RevealedText.objects.values_list(*columns))
    assert len(before) == 3
    rebuild_pages(Page.objects.all())
    assert set(RevealedText.objects.values_list(*columns)) == before


def test_a_page_from_a_file_is_indexed():
    assert entry(first_edition("Loaded", body="Fresh apples.")).text == "Fresh apples."


def test_a_very_long_page_is_indexed_as_far_as_every_database_can():
    page = write("Long", body=" ".join(chr(0x4E00 + one) for one in range(15_000)) + " word" * 20_000)
    assert len(entry(page).text) == 100_000

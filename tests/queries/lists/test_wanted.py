"""Categories, wanted pages and the newest revisions."""

import pytest
from django.utils import timezone

from tests.builders import alice, change, orchard, reader, rename, value, write
from wiki.models import LinkKind, PageLink
from wiki.queries.history.recent import newest_revisions
from wiki.queries.lists import categories as category_list
from wiki.queries.lists.categories import categories
from wiki.queries.titles.backlinks import NEWEST_LINKS, category_members, wanted_titles
from wiki.text.progress import SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def wanted(count=5):
    return [(one["title"], one["pages"]) for one in wanted_titles(count)]


def counted():
    return [(name.title, bool(name.uid), count) for name, count in categories(SAFE, {})]


def delete(page):
    page.deleted_at = timezone.now()
    page.save()


def test_the_newest_revisions_are_one_for_each_page_without_texts():
    world = orchard()
    change(world.ada, body="New.")
    change(world.pip, body="Newer.")
    newest = change(world.ada, body="Newest.")
    found = newest_revisions(3)
    assert [(name.title, revision.number) for name, revision in found] == [
        ("Ada Marsh", 3),
        ("Pip Russet", 2),
        ("The Orchard season 1", 1),
    ]
    assert found[0][1] == newest
    assert found[0][1].get_deferred_fields() >= {"body", "facts"}


def test_the_titles_that_most_pages_link_to_are_wanted_first():
    write("One", body="[[Cider]] and [[cider]] and [[Perry]] and [[One]]")
    write("Two", body="[[Cider|that drink]], [[Apple wine]], [[Two]]")
    assert wanted() == [("Cider", 2), ("Apple wine", 1), ("Perry", 1)]
    assert wanted(1) == [("Cider", 2)]


def test_a_title_is_no_longer_wanted_once_a_page_bears_it_or_bore_it():
    write("One", body="[[Cider]] [[Perry]] [[Juice]]")
    rename(write("Cider"), "Scrumpy")
    delete(write("Perry"))
    assert wanted() == [("Juice", 1)]


def test_what_is_hidden_and_what_is_no_wish_is_not_wanted():
    write("Hidden", body=">!S1E2: [[The twin]]!<\n\n::: spoiler S1\n[[The ghost]]\n:::")
    write("Help:Links", "help", body="Such as [[An example]].")
    write(
        "Odd",
        by=alice(),
        body="[[:File:leaf.webp]] ![[tree.webp|A tree]] [[Category:Trees]] <https://example.org>",
    )
    delete(write("Gone", body="[[Lost]]"))
    assert wanted() == []


def test_newer_hidden_links_take_no_place_of_older_public_ones():
    page, hidden = write("One", body="[[Cider]]"), {"kind": LinkKind.LINK, "shown_from": 1002}
    PageLink.objects.bulk_create(
        PageLink(page=page, target_key=f"ghost {number}", target_title=f"Ghost {number}", **hidden)
        for number in range(NEWEST_LINKS)
    )
    assert wanted() == [("Cider", 1)]


def test_categories_are_those_with_a_page_and_those_that_are_used():
    write("Category:Trees", "category")
    write("Category:empty", "category")
    write("One", body="[[Category:Trees]] [[Category:Fruit]]")
    write("Two", body="[[Category:trees]] [[Category:Trees|T]]")
    assert counted() == [
        ("Category:empty", True, 0),
        ("Category:Fruit", False, 1),
        ("Category:Trees", True, 2),
    ]


def test_a_category_that_was_renamed_keeps_the_members_of_its_old_title():
    page = write("Category:Wood", "category")
    write("One", body="[[Category:Wood]]")
    rename(page, "Category:Trees")
    write("Two", body="[[Category:Trees]]")
    assert counted() == [("Category:Trees", True, 2)]
    keys = page.titles.values_list("key", flat=True)
    assert [name.title for name in category_members(SAFE, keys)] == ["One", "Two"]


def test_a_category_lists_its_members_by_title_and_each_once():
    write("pear", body="[[Category:Fruit]] [[category:fruit]]")
    write("Apple", body="[[Category:Fruit]]")
    write("Link", body="[[:Category:Fruit]]")
    assert [(name.title, name.kind) for name in category_members(SAFE, ["category:fruit"])] == [
        ("Apple", "article"),
        ("pear", "article"),
    ]


def test_who_is_in_a_category_only_behind_a_mark_is_in_no_list_of_it():
    write("Secret", body="::: spoiler S1E2\n[[Category:Fruit]]\n:::")
    delete(write("Gone", body="[[Category:Fruit]]"))
    assert category_members(SAFE, ["category:fruit"]) == []
    assert counted() == []


def test_a_category_counts_the_members_that_the_reader_sees():
    orchard()
    write("Category:Fruit", "category")
    write("One", body="[[Category:Fruit]]")
    write("Two", body="::: spoiler S1E2\n[[Category:Fruit]]\n:::")

    def members(sight):
        return [count for name, count in categories(sight, {}) if name.title == "Category:Fruit"]

    assert members(SAFE) == members(reader(orchard="s1e1")) == [1]
    assert members(reader(orchard="s1e2")) == members(reader(orchard="all")) == [2]


def test_a_category_of_hidden_words_is_listed_in_its_place_once_a_reader_has_reached_one_of_them():
    orchard()
    write("One", body="[[Category:Apples]] [[Category:Trees]]")
    write(
        "Two",
        body=">!S1E2: [[Category:Fruit]]!< >!S2: [[Category:fruit]] [[Category:Zest]] [[Category:Trees]]!<",
    )

    def listed(sight):
        return [(name.title, count) for name, count in categories(sight, {})]

    assert listed(SAFE) == listed(reader(orchard="s1e1")) == [("Category:Apples", 1), ("Category:Trees", 1)]
    fruit = ("Category:Fruit", 1)
    assert listed(reader(orchard="s1")) == [("Category:Apples", 1), fruit, ("Category:Trees", 1)]
    assert [count for _name, count in listed(reader(orchard="all"))] == [1, 1, 2, 1]


def test_pages_of_the_list_of_categories_follow_each_other_with_hidden_ones_between(monkeypatch):
    monkeypatch.setattr(category_list, "CATEGORIES_ON_A_PAGE", 2)
    orchard()
    write("One", body="[[Category:A]] [[Category:C]] [[Category:E]] >!S1: [[Category:B]] [[Category:F]]!<")
    asked = [[name.title[-1] for name, _ in categories(reader(orchard="s1"), {"page": n})] for n in "123"]
    assert asked == [["A", "B"], ["C", "E"], ["F"]]
    assert [[name.title[-1] for name, _ in categories(SAFE, {"page": n})] for n in "12"] == [
        ["A", "C"],
        ["E"],
    ]


def test_a_hidden_category_takes_no_place_in_the_list_unless_it_has_members(monkeypatch):
    monkeypatch.setattr(category_list, "CATEGORIES_ON_A_PAGE", 2)
    orchard()
    for name in ("A", "B", "C"):
        write(f"Category:{name}", "category", facts={"reveal": value("S1")} if name != "A" else {})
    write("One", body="[[Category:C]] [[Category:D]]")

    def listed(sight, number):
        return [
            (name.title[-1], bool(name.uid), count) for name, count in categories(sight, {"page": number})
        ]

    assert listed(SAFE, "1") == listed(reader(orchard="s1e1"), "1") == [("A", True, 0), ("C", False, 1)]
    assert listed(SAFE, "2") == [("D", False, 1)]
    assert listed(reader(orchard="s1"), "1") == [("A", True, 0), ("B", True, 0)]
    assert listed(reader(orchard="s1"), "2") == [("C", True, 1), ("D", False, 1)]


def test_what_is_wanted_is_the_same_for_everybody():
    orchard()
    write("Hidden", body=">!S1E2: [[The twin]]!< [[Cider]]")
    assert wanted() == [("Cider", 1)]


def test_links_from_before_their_words_were_kept_do_no_harm():
    write("One", body="[[Cider]] [[Category:Fruit]]")
    PageLink.objects.update(target_title="")
    assert wanted() == []
    assert counted() == [("category:fruit", False, 1)]

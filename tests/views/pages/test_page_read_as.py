"""A page as of an earlier point, `?as=s1e1`: never more than its reader has watched."""

import pytest

from tests.builders import (
    bob,
    change,
    change_fact,
    garden,
    orchard as write_orchard,
    row,
    value,
    write_episode,
)
from tests.doors import browser_of
from tests.markup import elements, links, text_of
from wiki.actions.people.progress import set_progress
from wiki.text.progress import parse_progress

PAGE = "/wiki/Pip_Russet"


@pytest.fixture
def orchard(db):
    """The Orchard: season 1 is released and has two episodes; something happens in each."""
    pages = write_orchard()
    write_episode(pages.season, 1, "Seeds")
    write_episode(pages.season, 2, "Frost")
    body = "Pip plants.\n\n>!S1E1: The seeds sprout!< and >!S1E2: frost comes!<. >!SxE1: Nobody is told.!<"
    change(pages.pip, body=body)
    statements = [
        row("before", label="Status", value={"name": "hopeful"}),
        {**row("after", label="Status", value={"name": "heartbroken"}), "from": "S1E2"},
    ]
    change_fact(pages.pip, "statements", statements)
    return pages


def seen(client, asked=""):
    words = text_of(client.get(f"{PAGE}{asked}"), "main")
    secrets = ("sprout", "frost", "hopeful", "heartbroken", "Nobody is told")
    return {word for word in secrets if word in words}


def strip(client, asked=""):
    return text_of(client.get(f"{PAGE}{asked}"), "section", id="progress")


def visitor(client, progress):
    client.cookies["progress"] = f"orchard:{progress}"
    return client


def member(progress, pages):
    set_progress(bob(), pages.show.show.pk, parse_progress(progress))
    return browser_of(bob())


@pytest.mark.parametrize(
    ("asked", "words"),
    [("none", {"hopeful"}), ("s1e1", {"sprout", "hopeful"}), ("S1E1", {"sprout", "hopeful"})],
)
def test_who_has_watched_further_is_shown_the_page_as_of_that_point(client, orchard, asked, words):
    for reader in (member("all", orchard), visitor(client, "s1")):
        assert seen(reader, f"?as={asked}") == words


@pytest.mark.parametrize("asked", ["s1e2", "s1", "s3", "all", "latest"])
def test_nobody_is_shown_more_than_they_have_watched(client, orchard, asked):
    for progress in ("none", "s1e1"):
        usual = seen(visitor(client, progress))
        assert seen(client, f"?as={asked}") == usual
        assert strip(client, f"?as={asked}") == strip(client)
    del client.cookies["progress"]
    assert seen(client, f"?as={asked}") == {"hopeful"}
    assert "How far have you watched?" in strip(client, f"?as={asked}")


@pytest.mark.parametrize(
    "asked", ["", "?as=", "?as=x", "?as=s0", "?as=s1e1%00", "?as=s1e1&as=later", "?as=all"]
)
def test_without_a_point_that_can_be_read_the_page_is_as_usual(client, orchard, asked):
    assert seen(visitor(client, "all"), asked) == {"sprout", "frost", "heartbroken", "Nobody is told"}
    assert "Nothing is hidden" in strip(client, asked)


def test_the_last_episode_of_a_season_that_is_over_is_its_end(client, orchard):
    change(orchard.pip, body="Pip plants.\n\n>!S1: All is well.!<")
    assert "All is well" in text_of(visitor(client, "all").get(f"{PAGE}?as=s1e2"), "main")


def test_it_says_as_of_which_point_it_is_shown_and_leads_back(client, orchard):
    assert strip(visitor(client, "s1"), "?as=s1e1").startswith("Shown as of season 1, episode 1.")
    assert strip(client, "?as=none").startswith("Shown as of the beginning.")
    page = client.get(f"{PAGE}?as=s1e1")
    assert "Show the page as usual" in [link.text for link in elements(page, "a", href=PAGE)]
    assert not elements(page, "form", action="/progress"), "what they have watched is another matter"


def test_leaves_are_filled_to_that_point(client, orchard):
    def bare(asked):
        return [leaf["href"] for leaf in elements(client.get(f"/wiki/Seeds{asked}"), "a", class_="bare")]

    visitor(client, "s1")
    assert (bare("?as=s1e1"), bare("")) == (["/wiki/Frost"], [])


def test_no_link_or_form_of_the_page_repeats_it(client, orchard):
    for asked, progress in (("s1e1", "s1"), ("s1", "s1e1"), ("junk", "none")):
        page = visitor(client, progress).get(f"{PAGE}?as={asked}")
        assert not [link for link in links(page) if "as=" in link]
        assert {field["value"] for field in elements(page, "input", name="next")} <= {PAGE}
    del client.cookies["progress"]
    assert {field["value"] for field in elements(client.get(f"{PAGE}?as=s1"), "input", name="next")} == {PAGE}


@pytest.mark.parametrize("asked", ["s1e1", "all", "junk"])
def test_it_is_kept_by_no_shared_cache_and_not_indexed_and_its_address_is_the_usual_one(
    client, orchard, asked
):
    page = client.get(f"{PAGE}?as={asked}")
    assert page["Cache-Control"] == "private, no-cache"
    assert "Cookie" in page["Vary"]
    assert [one["content"] for one in elements(page, "meta", name="robots")] == ["noindex"]
    assert [one["href"] for one in elements(page, "link", rel="canonical")] == [PAGE]
    usual = client.get(PAGE)
    assert not elements(usual, "meta", name="robots")
    assert usual["Cache-Control"].startswith("public")


def test_of_another_show_nothing_more_and_nothing_less_is_shown(client, orchard):
    change_fact(orchard.pip, "first_appearance", value(orchard.season.uid))
    garden()
    change(orchard.pip, body="Pip plants. >!garden S1E1: Fern waters.!< >!S1E2: It is cold.!<")
    client.cookies["progress"] = "garden:s1.orchard:s1"
    words = text_of(client.get(f"{PAGE}?as=none"), "main")
    assert "Fern waters" in words
    assert "It is cold" not in words


def test_who_may_edit_can_choose_a_point(client, orchard):
    for reader, offered in ((member("s1", orchard), 1), (visitor(client, "s1"), 0)):
        fields = elements(reader.get(PAGE), "input", name="as")
        assert len(fields) == offered
    assert elements(member("s1", orchard).get(PAGE), "form", action=PAGE)


def test_it_asks_the_database_nothing_more(orchard, django_assert_max_num_queries):
    browser = member("s1", orchard)
    browser.get(PAGE)
    with django_assert_max_num_queries(30) as usual:
        browser.get(PAGE)
    with django_assert_max_num_queries(len(usual)):
        browser.get(f"{PAGE}?as=s1e1")

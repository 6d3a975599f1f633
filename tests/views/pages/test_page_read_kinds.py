"""What the reading page of each kind shows of the pages around it, and how it says what is not known."""

import pytest

from tests.builders import alice, change, change_fact, row, season_with, value, write, write_episode
from tests.markup import elements, links, text_of


def read(client, title):
    answer = client.get(f"/wiki/{title.replace(' ', '_')}")
    assert answer.status_code == 200
    return answer


def meta_of(answer):
    """Return the line under the title: the first paragraph after it."""
    after = elements(answer)[[one.tag for one in elements(answer)].index("h1") :]
    return " ".join(next(one for one in after if one.tag == "p").text.split())


def headings(answer):
    return [one.text for one in elements(answer, "h2")]


@pytest.fixture
def season(orchard):
    """The first season with its date and three episodes, one of which has no page."""
    change_fact(orchard.season, "released", value("2031-04-02"))
    change_fact(orchard.season, "episode_count", value(3))
    write_episode(orchard.season, 1, "Seed", runtime=value(30))
    write_episode(orchard.season, 2, "Frost", released=value("2031-04-09"), premise=value("Winter comes."))
    return orchard.season


def test_a_season_says_in_one_line_what_it_is(client, orchard, season):
    season_with(0)
    write(
        "Next",
        "season",
        facts={"show": value(orchard.show.uid), "number": value(3), "ordered": value("2032")},
    )
    said = [
        meta_of(read(client, title)) for title in ("The Orchard season 1", "The Orchard season 2", "Next")
    ]
    assert said == [
        "Season 1 of The Orchard · released 2 April 2031 · 3 episodes",
        "Season 2 of The Orchard",
        "Season 3 of The Orchard · ordered 2032",
    ]


def test_a_season_lists_every_episode_with_what_is_known_of_it(client, season):
    answer = read(client, "The Orchard season 1")
    assert text_of(answer, "ol", class_="episodes") == (
        "Episode 1 Seed with the season Episode 2 Frost 9 April 2031 Episode 3 not known yet"
    )
    assert {"/wiki/Seed", "/wiki/Frost"} <= set(links(answer))


def test_a_season_without_episodes_shows_a_bare_twig_and_invites(client, orchard):
    answer = read(client, "The Orchard season 1")
    assert elements(answer, "svg", class_="sprig")
    assert "No episodes have been added yet. Add what you know." in text_of(answer, "main")


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [("The Orchard season 1", None, "/wiki/The_Orchard_season_2"), ("Frost", "/wiki/Seed", None)],
)
def test_seasons_and_episodes_lead_to_those_before_and_after(client, season, title, before, after):
    season_with(0)
    answer = read(client, title)
    found = {rel: [one["href"] for one in elements(answer, "a", rel=rel)] for rel in ("prev", "next")}
    assert found == {"prev": [before] if before else [], "next": [after] if after else []}


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Seed", "Season 1, episode 1 · with the season, 2 April 2031 · 30 min"),
        ("Frost", "Season 1, episode 2 · 9 April 2031"),
    ],
)
def test_an_episode_says_where_it_stands_and_when_it_came_out(client, season, title, line):
    assert meta_of(read(client, title)) == line


def test_the_sprig_of_an_episode_leads_to_the_others_of_its_season(client, season):
    answer = read(client, "Frost")
    assert elements(answer, "nav", **{"aria-label": "Episodes of season 1"})
    leaves = [one for one in elements(answer, "a") if "Episode " in one.text and one["href"] != "/wiki/Frost"]
    assert [leaf["href"] for leaf in leaves] == ["/wiki/Seed"]
    assert "You are here: episode 2" in text_of(answer, "main")


def test_the_pages_of_a_season_bear_its_colour_and_those_of_somebody_their_own(client, orchard, season):
    colours = [
        elements(read(client, title), "main")[0]["class"] for title in ("Seed", "The Orchard season 1")
    ]
    assert colours == ["page hue-1", "page hue-1"]
    monogram = elements(read(client, "Pip Russet"), "svg", class_="large")[0]["class"].split()[1]
    assert elements(read(client, "Pip Russet"), "main", class_=monogram)


def test_an_episode_shows_the_cast_of_its_season_until_somebody_says_who_is_seen(client, orchard, season):
    answer = read(client, "Seed")
    assert "Cast of season 1" in headings(answer)
    assert text_of(answer, "ul", class_="strip") == "PR Pip Russet Ada Marsh MQ Mrs Quince Ben Frost"
    page = write_episode(orchard.season, 3, "Bloom")
    later = row("q", (orchard.times, "p. 9"), character=orchard.quince.uid, note="At the end") | {
        "from": "S1E3"
    }
    change_fact(page, "appearances", [row("p", character=orchard.pip.uid), later])
    answer = read(client, "Bloom")
    assert "Appearances" in headings(answer)
    assert text_of(answer, "ul", class_="strip") == "PR Pip Russet no source yet"
    assert "Mrs Quince" not in text_of(answer, "main")
    client.cookies["progress"] = "orchard:s1e3"
    shown = text_of(read(client, "Bloom"), "ul", class_="strip")
    assert shown == "PR Pip Russet no source yet MQ Mrs Quince At the end[1]"


def test_a_character_shows_whom_they_are_related_to_and_who_plays_them(client, orchard):
    related = row("q", (orchard.times, "p. 4"), kind="friend", other=orchard.quince.uid, note="Since spring")
    change_fact(orchard.pip, "relationships", [related])
    answer = read(client, "Pip Russet")
    assert meta_of(answer) == "Character · played by Ada Marsh"
    relation = "Friend of Mrs Quince [1] played by Ben Frost Since spring"
    assert text_of(answer, "ul", class_="roomy") == f"MQ {relation}"
    assert "/wiki/Mrs_Quince" in [one["href"] for one in elements(answer, "a") if "Friend of" in one.text]
    assert "Friend of Pip Russet played by Ada Marsh" in text_of(read(client, "Mrs Quince"), "main")


def test_a_relation_that_is_told_later_is_on_both_pages_and_the_map_only_then(client, orchard):
    later = row("q", orchard.times, kind="parent", other=orchard.quince.uid) | {"from": "S1"}
    change_fact(orchard.pip, "relationships", [later])
    titles = ("Pip Russet", "Mrs Quince")
    for answer in (read(client, title) for title in titles):
        assert "Relations" not in headings(answer)
    client.cookies["progress"] = "orchard:s1"
    for answer in (read(client, title) for title in titles):
        assert "played by" in text_of(answer, "ul", class_="roomy")
        assert elements(answer, "figure", class_="relations")


def test_somebody_is_shown_with_those_beside_them_in_the_cast(client, orchard):
    answer = read(client, "Ada Marsh")
    assert meta_of(answer) == "Plays Pip Russet"
    assert "Also in The Orchard season 1" in headings(answer)
    assert text_of(answer, "ul", class_="strip") == "MQ Mrs Quince Ben Frost"


def test_who_works_behind_the_camera_is_shown_with_their_credits(client, orchard):
    zoe = write("Zoe Bough", "person")
    written = row("z", orchard.times, job="writer", person=zoe.uid)
    change_fact(orchard.show, "creator", value(zoe.uid, orchard.times))
    change_fact(orchard.show, "credits", [written])
    change_fact(orchard.season, "credits", [written])
    answer = read(client, "Zoe Bough")
    assert meta_of(answer) == "Creator · Writer"
    credits = "Creator of The Orchard Writer of The Orchard season 1 The Orchard"
    assert credits in text_of(answer, "aside", class_="infobox")


def test_a_show_has_a_card_for_each_season_with_its_sprig_in_its_colour(client, orchard, season):
    season_with(0)
    answer = read(client, "The Orchard")
    cards = {" ".join(card.text.split()): card["class"] for card in elements(answer, "li", class_="card")}
    assert cards == {"Season 1 Released 2 April 2031 · 3 episodes": "card hue-1", "Season 2": "card hue-2"}
    assert len(elements(answer, "svg", class_="sprig")) == 2
    assert meta_of(answer) == "Show · 2 seasons"


def test_a_source_says_what_it_is_and_which_pages_use_it(client, orchard):
    change_fact(orchard.times, "type", value("article"))
    change_fact(orchard.times, "published", value("2031-04"))
    change_fact(orchard.times, "address", value("https://www.times.example/orchard/1"), by=alice())
    answer = read(client, "The Orchard Times")
    assert meta_of(answer) == "Article · April 2031"
    (out,) = [one for one in elements(answer, "a") if one["href"].startswith("https://www.times")]
    assert (out.text, out["rel"]) == ("times.example", "external nofollow noopener")
    assert {"Used by", "Facts"} <= set(headings(answer))
    assert {"/wiki/The_Orchard_season_1", "/wiki/From_play_to_screen"} <= set(links(answer))


def test_an_entry_in_another_database_leads_out_under_the_name_of_the_database(client, orchard):
    entry = row("w", orchard.times, database="Appledata", address="https://www.appledata.example/Q1")
    change_fact(orchard.show, "identifiers", [entry], by=alice())
    answer = read(client, "The Orchard")
    assert "Appledata appledata.example" in text_of(answer, "aside", class_="infobox")
    (out,) = [one for one in elements(answer, "a") if "Q1" in one["href"]]
    assert out["rel"] == "external nofollow noopener"


def test_a_category_lists_its_pages_by_kind_and_each_leads_back(client, orchard):
    write("Category:Gardens", "category", body="Where things grow.")
    change(orchard.article, body="It began as a play.\n\n[[Category:Gardens]] [[Category:Unwritten]]")
    change(orchard.pip, body="Pip gardens. [[Category:Gardens]]")
    answer = read(client, "Category:Gardens")
    assert [one.text for one in elements(answer, "h3")] == ["Articles", "Characters"]
    assert {"/wiki/From_play_to_screen", "/wiki/Pip_Russet"} <= set(links(answer))
    chips = elements(read(client, "From play to screen"), "a", class_="chip")
    assert [(one.text, one["href"], one["class"]) for one in chips] == [
        ("Gardens", "/wiki/Category:Gardens", "chip"),
        ("Unwritten", "/wiki/Category:Unwritten", "chip new"),
    ]


def test_a_short_page_has_no_contents_and_invites_who_knows_more(client):
    write("Apple", body="Round.")
    answer = read(client, "Apple")
    assert headings(answer) == []
    assert not elements(answer, "details", class_="toc")
    assert "Know more? Edit this page." in text_of(answer, "footer", class_="page-foot")


def test_a_long_page_has_contents_and_needs_no_invitation(client):
    write("Apple", body="Round.\n\n## Core\n\nHard.\n\n## Skin\n\nRed.\n\n## Stalk\n\nThin.")
    answer = read(client, "Apple")
    assert text_of(answer, "details", class_="toc") == "Contents Core Skin Stalk"
    assert "Know more?" not in text_of(answer, "main")

"""A visitor reads, without an account and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(new_page):
    return new_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, has_touch=True)


def test_visitor_finds_the_actor_of_a_character(page):
    page.goto("/")
    page.get_by_role("link", name="All characters").click()
    page.get_by_role("link", name="Sahar Zahid").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sahar Zahid")
    played_by = page.get_by_role("complementary").get_by_role("link", name="Leila Khan")
    played_by.click()
    expect(page).to_have_url(re.compile("/wiki/Leila_Khan$"))


def test_visitor_finds_the_actor_of_taras_girlfriend_in_three_taps(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Tara Jones").tap()
    actor = page.locator("ul.roomy").get_by_role("link", name="Kizzy Edgell")
    expect(actor).to_have_count(0)
    page.get_by_role("button", name="Season 1").tap()
    actor.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kizzy Edgell")


def test_all_episodes_of_a_season_fit_on_the_screen(page):
    page.goto("/wiki/Heartstopper_season_2")
    assert page.get_by_role("banner").bounding_box()["height"] <= 112
    last = page.get_by_role("main").get_by_role("link", name="Perfect")
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= 844
    page.get_by_role("button", name="Season 1").tap()
    expect(page.locator("#progress")).to_contain_text("As of season 1")
    assert page.locator("#progress").bounding_box()["height"] <= 100


def test_a_visitor_follows_a_fact_to_its_source(page):
    page.goto("/wiki/Heartstopper_season_2")
    cards = page.get_by_role("main").locator(".cards > li")
    expect(cards).to_have_count(22)
    cards.filter(has_text="Sahar Zahid").get_by_role("link", name="Gayming Magazine").click()
    source = page.locator(":target")
    expect(source).to_contain_text("Gayming Magazine on the season 2 cast")
    source.get_by_role("link", name="Gayming Magazine").click()
    expect(page.get_by_role("complementary")).to_contain_text("September 2022")


def test_what_happens_is_shown_to_those_who_have_watched_it(page):
    page.goto("/wiki/Heartstopper_season_2")
    haircut = page.get_by_text("shorter haircut")
    expect(haircut).to_have_count(0)
    page.get_by_role("link", name="How far have you watched?").click()
    page.get_by_role("button", name="Season 2").click()
    expect(page).to_have_url(re.compile("/wiki/Heartstopper_season_2$"))
    expect(haircut).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(haircut).to_have_count(0)


def test_a_reader_goes_on_from_episode_to_episode(page):
    page.goto("/wiki/Out")
    page.get_by_role("button", name="Season 1").tap()
    expect(page.get_by_text("Have you seen this one?")).to_be_visible()
    page.get_by_role("button", name="I have watched S2E1").tap()
    page.get_by_role("button", name="I have watched S2E2").tap()
    expect(page.locator("#progress")).to_contain_text("As of season 2, episode 2")
    page.goto("/wiki/Nick_Nelson")
    expect(page.locator("#progress")).to_contain_text("As of season 2, episode 2")
    page.get_by_text("Change", exact=True).tap()
    page.get_by_text("More choices").tap()
    page.get_by_label("I have watched up to").fill("S1E4")
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("#progress")).to_contain_text("As of season 1, episode 4")


def test_another_spelling_redirects_to_the_page(page):
    page.goto("/wiki/nick_nelson")
    expect(page).to_have_url(re.compile("/wiki/Nick_Nelson$"))


def test_title_without_a_page_shows_similar_titles(page):
    answer = page.goto("/wiki/Nick_Nelsen")
    assert answer.status == 404
    page.get_by_role("link", name="Nick Nelson").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nick Nelson")

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
    closed = page.locator("details.spoiler", has_text="played by Kizzy Edgell")
    actor = closed.get_by_text("Kizzy Edgell")
    expect(actor).to_be_hidden()
    closed.locator("summary").tap()
    expect(actor).to_be_visible()
    actor.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kizzy Edgell")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 740)])
def test_all_episodes_of_a_season_fit_on_the_screen(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/wiki/Heartstopper_season_2")
    assert page.get_by_role("banner").bounding_box()["height"] <= 112
    last = page.get_by_role("main").get_by_role("link", name="Perfect").bounding_box()
    assert last["y"] + last["height"] <= height


def test_a_visitor_follows_a_fact_to_its_source(page):
    page.goto("/wiki/Heartstopper_season_2")
    cards = page.get_by_role("main").locator(".cards > li")
    expect(cards).to_have_count(22)
    cards.filter(has_text="Sahar Zahid").get_by_role("link", name="Gayming Magazine").click()
    source = page.locator(":target")
    expect(source).to_contain_text("Gayming Magazine on the season 2 cast")
    source.get_by_role("link", name="Gayming Magazine").click()
    expect(page.get_by_role("complementary")).to_contain_text("September 2022")


def test_a_spoiler_stays_closed_until_it_is_opened(page):
    page.goto("/wiki/Heartstopper_season_2")
    haircut = page.get_by_text("shorter haircut")
    expect(haircut).to_be_hidden()
    page.get_by_text("Spoilers for season 2 (tap to show)").first.click()
    expect(haircut).to_be_visible()


def test_another_spelling_redirects_to_the_page(page):
    page.goto("/wiki/nick_nelson")
    expect(page).to_have_url(re.compile("/wiki/Nick_Nelson$"))


def test_title_without_a_page_shows_similar_titles(page):
    answer = page.goto("/wiki/Nick_Nelsen")
    assert answer.status == 404
    page.get_by_role("link", name="Nick Nelson").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nick Nelson")

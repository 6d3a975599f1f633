"""Readers say how far they have watched, with and without an account."""

import pytest
from django.test import Client

from tests.builders import (
    bob,
    change,
    change_fact,
    garden,
    orchard as write_orchard,
    row,
    season_with,
    value,
    write_episode,
)
from tests.doors import browser_of
from tests.markup import elements, text_of
from wiki.models import WatchedTo

PAGE = "/wiki/Pip_Russet"


@pytest.fixture
def orchard(db):
    """The Orchard: season 1 is released and has two episodes; something happens in each."""
    pages = write_orchard()
    pages.first = write_episode(pages.season, 1, "Seeds")
    pages.second = write_episode(pages.season, 2, "Frost")
    body = "Pip plants trees.\n\n::: spoiler S1E1\nThe seeds sprout.\n:::\n\nThen >!S1E2: frost comes!<."
    change(pages.pip, body=body)
    statements = [
        row("before", label="Status", value={"name": "hopeful"}),
        {**row("after", label="Status", value={"name": "heartbroken"}), "from": "S1E2"},
    ]
    change_fact(pages.pip, "statements", statements)
    return pages


def say(client, through, show="orchard", **more):
    headers = more.pop("headers", {})
    return client.post("/progress", {"show": show, "through": through, "next": PAGE, **more}, headers=headers)


def seen(client, address=PAGE):
    """Return which of the four secrets and states the page shows."""
    words = text_of(client.get(address), "main")
    return {word for word in ("sprout", "frost", "hopeful", "heartbroken") if word in words}


def strip(client, address=PAGE):
    return text_of(client.get(address), "section", id="progress")


def test_who_has_said_nothing_is_asked_and_sees_nothing_that_happens(client, orchard):
    assert seen(client) == {"hopeful"}
    assert "How far have you watched?" in strip(client)
    assert [button["value"] for button in elements(client.get(PAGE), "button", name="through")] == [
        "none",
        "s1",
        "latest",
        "all",
    ]


def test_the_first_hidden_block_says_so_and_leads_to_the_question(client, orchard):
    assert len(elements(client.get(PAGE), "a", href="#progress")) == 1
    say(client, "none")
    assert not elements(client.get(PAGE), "a", href="#progress")


@pytest.mark.parametrize(
    ("through", "words"),
    [
        ("none", {"hopeful"}),
        ("s1e1", {"sprout", "hopeful"}),
        ("s1e2", {"sprout", "frost", "heartbroken"}),
        ("s1", {"sprout", "frost", "heartbroken"}),
        ("latest", {"sprout", "frost", "heartbroken"}),
        ("all", {"sprout", "frost", "heartbroken"}),
    ],
)
def test_a_reader_sees_what_they_have_watched(client, orchard, through, words):
    answer = say(client, through)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert seen(client) == words
    raw = client.get("/raw/Pip_Russet").content.decode()
    assert {word for word in words if word in raw} == words
    assert ("[hidden]" in raw) == ("frost" not in words)


def test_what_is_shown_stands_where_it_is_written_as_plain_text(client, orchard):
    say(client, "s1")
    page = client.get(PAGE)
    assert not elements(page, "details", _class="spoiler")
    assert "Then frost comes." in text_of(page, "main")


def test_what_is_hidden_in_a_line_leaves_an_ellipsis(client, orchard):
    assert "Then …." in text_of(client.get(PAGE), "main")


def test_the_cookie_is_plain_lasts_a_year_and_is_for_the_server_alone(client, orchard):
    cookie = say(client, "s1e1").cookies["progress"]
    assert cookie.value == "orchard:s1e1"
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (365 * 86400, True, "Lax")


def test_the_commonest_next_step_is_one_tap(client, orchard):
    say(client, "s1e1")
    assert "As of season 1, episode 1" in strip(client)
    assert "I have watched S1E2" in strip(client)
    say(client, "s1e2")
    assert "episode" not in strip(client).partition("Change")[0]


def test_the_page_of_an_episode_asks_about_that_episode(client, orchard):
    say(client, "none")
    assert "Have you seen this one?" in strip(client, "/wiki/Seeds")
    assert "I have watched S1E1" in strip(client, "/wiki/Seeds")
    say(client, "s1e1")
    assert "Have you seen this one?" not in strip(client, "/wiki/Seeds")
    assert "I have watched S1E2" in strip(client, "/wiki/Seeds")


def test_the_last_episode_of_a_season_that_is_over_counts_as_its_end(client, orchard):
    assert say(client, "s1e2").cookies["progress"].value == "orchard:s1"


def test_everything_so_far_is_not_everything(client, orchard):
    assert say(client, "latest").cookies["progress"].value == "orchard:s1"
    season_with(0)
    change(orchard.pip, body="::: spoiler S2E1\nThe frost is over.\n:::")
    assert "frost" not in seen(client)


def test_undo_takes_back_the_last_answer(client, orchard):
    say(client, "s1e1")
    say(client, "all")
    page = client.get(PAGE)
    assert "Nothing is hidden" in text_of(page, "div", role="status")
    assert "Undo" in text_of(page, "form", action="/progress")
    assert elements(page, "button", value="s1e1")
    say(client, "s1e1")
    assert client.cookies["progress"].value == "orchard:s1e1"
    say(client, "forget")
    assert client.cookies["progress"].value == ""
    assert "How far have you watched?" in strip(client)


def test_a_member_has_a_row_instead_of_a_cookie(orchard):
    browser = browser_of(bob())
    browser.cookies["progress"] = "orchard:s1"
    assert seen(browser) == {"hopeful"}
    answer = say(browser, "s1e1")
    assert answer.cookies["progress"]["max-age"] == 0
    assert list(WatchedTo.objects.values_list("user__username", "show__key", "point")) == [
        ("Bob", "orchard", 1001)
    ]
    assert seen(browser) == {"sprout", "hopeful"}
    say(browser, "s1")
    assert WatchedTo.objects.get().point == 1999
    say(browser, "forget")
    assert not WatchedTo.objects.exists()


def log_in(client):
    bob()
    return client.post("/accounts/login/", {"login": "Bob", "password": "apple-pie-for-tea"})


def test_log_in_takes_over_what_the_visitor_has_said(client, orchard):
    say(client, "s1e1")
    assert log_in(client).cookies["progress"]["max-age"] == 0
    assert WatchedTo.objects.get().point == 1001


def test_log_in_does_not_replace_what_the_member_has_said(client, orchard):
    say(browser_of(bob()), "none")
    say(client, "all")
    log_in(client)
    assert WatchedTo.objects.get().point == 0
    assert seen(client) == {"hopeful"}


def test_after_log_out_nothing_is_left(client, orchard):
    log_in(client)
    say(client, "all")
    client.post("/accounts/logout/")
    assert seen(client) == {"hopeful"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
    ],
)
def test_another_site_can_not_say_it(client, orchard, headers):
    answer = say(client, "all", headers=headers)
    assert answer.status_code == 403
    assert "progress" not in answer.cookies
    assert "was not sent from a page of this wiki" in text_of(answer, "main")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://testserver"}],
)
def test_the_wiki_itself_can_say_it_without_a_token(orchard, headers):
    assert say(Client(enforce_csrf_checks=True), "s1", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "sent",
    [
        {"through": "s0"},
        {"through": ""},
        {"through": "s1e1\0"},
        {"through": "x" * 100},
        {"through": "s1", "show": "nowhere"},
        {"through": "s1", "show": ""},
        {"through": "s1", "show": "a\0b"},
        {"through": "s1", "next": "/" * 5000},
    ],
)
def test_odd_values_are_refused_with_a_sentence(client, orchard, sent):
    answer = client.post("/progress", {"show": "orchard", "next": PAGE, **sent})
    assert answer.status_code == 400
    assert "such as S2E3" in text_of(answer, "main")
    assert "progress" not in answer.cookies


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "\\\\elsewhere.example"],
)
def test_it_never_leads_out_of_the_wiki(client, orchard, address):
    assert say(client, "s1", next=address)["Location"] == "/"


def test_nothing_is_said_by_a_link(client, orchard):
    assert client.get("/progress?show=orchard&through=all").status_code == 405


def test_the_answer_is_kept_by_no_cache(client, orchard):
    assert "no-store" in say(client, "s1")["Cache-Control"]
    assert "Clear-Site-Data" not in say(client, "s1")
    answer = client.post("/progress", {"show": "orchard", "through": "s1"}, secure=True)
    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "cookie", ["orchard:all;", "orchard:ALL", "x", "orchard:latest", "orchard:s1e1.orchard:all"]
)
def test_a_junk_cookie_shows_no_more(client, orchard, cookie):
    client.cookies["progress"] = cookie
    assert seen(client) == {"hopeful"}


def test_progress_in_one_show_opens_nothing_of_another(client, orchard):
    change_fact(orchard.show, "key", value("orchard-old"))
    client.cookies["progress"] = "orchard:all"
    assert seen(client) == {"hopeful"}


def whole_pages(orchard):
    """Return the addresses that show all of a page that tells what happens."""
    first, last = orchard.pip.revisions.order_by("number").values_list("pk", flat=True)[1:3]
    return [f"/revision/{last}", f"/diff/{first}/{last}"]


def test_what_shows_all_of_a_page_asks_first(client, orchard):
    for address in whole_pages(orchard):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "up to season 1, episode 2, later than you have said" in text_of(answer, "main")
        for secret in ("sprout", "frost", "heartbroken"):
            assert secret not in answer.content.decode()


def test_it_is_shown_once_to_those_who_choose_so(client, orchard):
    address = whole_pages(orchard)[0]
    answer = client.post("/progress", {"once": orchard.pip.uid, "next": address})
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert answer.cookies["once"]["max-age"] == 600
    assert "heartbroken" in client.get(address).content.decode()
    assert seen(client) == {"hopeful"}, "the page itself hides it still"
    other = change(orchard.quince, body="::: spoiler S1E2\nShe leaves.\n:::")
    assert "She leaves" not in client.get(f"/revision/{other.pk}").content.decode()


def test_it_is_shown_to_those_who_have_watched_that_far(client, orchard):
    for address in whole_pages(orchard):
        [button] = elements(client.get(address), "button", name="through")
    say(client, button["value"], next=address)
    for address in whole_pages(orchard):
        assert "heartbroken" in client.get(address).content.decode()


def test_the_edit_form_asks_first(orchard):
    browser = browser_of(bob())
    assert "frost" not in browser.get("/edit/Pip_Russet").content.decode()
    say(browser, "s1")
    assert "frost" in browser.get("/edit/Pip_Russet").content.decode()


def test_it_asks_about_each_show_by_its_name(client, orchard):
    change_fact(orchard.pip, "first_appearance", value(orchard.season.uid))
    garden()
    revision = change(orchard.pip, body=">!garden S1: Fern waters.!< >!S1E2: Frost comes.!<")
    address = f"/revision/{revision.pk}"
    words = text_of(client.get(address), "main")
    assert "up to season 1 of The Garden, later than you have said" in words
    assert "up to season 1, episode 2, later than you have said" in words
    assert {"I have watched season 1 of The Garden", "I have watched season 1, episode 2"} <= {
        button.text for button in elements(client.get(address), "button", name="through")
    }
    say(client, "s1e2")
    client.get(address)  # it says what was saved
    page = client.get(address)
    [button] = elements(page, "button", name="through")
    assert (button.text, button["value"]) == ("I have watched that far", "s1")
    assert [one["value"] for one in elements(page, "input", name="show")] == ["garden"]
    say(client, "s1", show="garden")
    assert "Fern waters" in client.get(address).content.decode()


@pytest.mark.parametrize("once", ["nowhere", "a\0b", "x" * 500])
def test_no_page_is_shown_once_that_is_not_there(client, orchard, once):
    answer = client.post("/progress", {"once": once, "next": PAGE})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert "once" not in answer.cookies


def test_the_premise_of_a_season_is_asked_about_too(client, orchard):
    season = season_with(0)
    change_fact(season, "premise", value("The frost is over."))
    address = f"/revision/{season.current_id}"
    assert "up to season 1, later" in text_of(
        client.get(f"/revision/{season.revisions.latest('pk').pk}"), "main"
    )
    assert client.get(address).status_code == 200


def test_a_preview_closes_whatever_is_marked_for_an_editor_who_has_seen_it_all(orchard):
    browser = browser_of(bob())
    say(browser, "all")
    answer = browser.post("/preview", {"content": "Then >!S1E2: frost comes!<."})
    assert "Spoilers for season 1, episode 2" in text_of(answer, "details", class_="spoiler")

"""Preferences: theme, size of text and font, kept in a cookie that needs no account."""

import pytest

from tests.markup import elements, form_fields, links, text_of

ALL = {"theme": "dark", "text": "larger", "font": "hyperlegible"}
ADDRESSES = ["/", "/wiki/Ada_Marsh", "/wiki/Nowhere", "/search?q=ada", "/preferences", "/accounts/login/"]


def frame(answer):
    """Return what the frame of a page says about preferences."""
    [html] = elements(answer, "html")
    return {name.removeprefix("data-"): said for name, said in html.attributes.items() if name != "lang"}


def sheets(answer):
    return [link["href"].rpartition("/")[2] for link in elements(answer, "link", rel="stylesheet")]


def with_cookie(client, words):
    client.cookies["preferences"] = words
    return client.get("/")


def test_every_page_leads_to_the_preferences(client):
    assert "/preferences" in links(client.get("/"))


def test_who_chose_nothing_loads_nothing_and_is_given_no_cookie(client):
    answer = client.get("/")
    assert frame(answer) == {}
    assert "preferences.css" not in sheets(answer)
    assert not answer.cookies
    assert elements(answer, "meta", name="color-scheme")[0]["content"] == "light dark"


def test_a_visitor_chooses_and_every_page_looks_so(client, orchard):
    answer = client.post("/preferences", ALL)
    assert (answer.status_code, answer["Location"]) == (302, "/preferences")
    assert "saved" in text_of(client.get("/preferences"), "div", role="status")
    for address in ADDRESSES:
        page = client.get(address)
        assert frame(page) == ALL, address
        assert sheets(page)[:2] == ["hswiki.css", "preferences.css"], address
        assert "Cookie" in page["Vary"], address


def test_the_cookie_is_plain_lasts_a_year_and_is_for_the_server_alone(client):
    cookie = client.post("/preferences", ALL).cookies["preferences"]
    assert cookie.value == "dark.larger.hyperlegible"
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (365 * 86400, True, "Lax")


def test_what_was_chosen_is_marked_in_the_form(client):
    assert form_fields(client.get("/preferences"))["theme"] == [""]
    client.post("/preferences", {"theme": "light"})
    chosen = form_fields(client.get("/preferences"))
    assert [chosen[name] for name in ("theme", "text", "font")] == [["light"], [""], [""]]


def test_who_goes_back_to_the_usual_has_no_cookie_any_more(client):
    client.post("/preferences", ALL)
    client.post("/preferences", {"theme": "", "text": "", "font": ""})
    assert client.cookies["preferences"].value == ""
    assert frame(client.get("/")) == {}


@pytest.mark.parametrize(("theme", "colour"), [("light", "#FFFFFF"), ("dark", "#211D28")])
def test_the_browser_is_told_of_the_theme(client, theme, colour):
    client.post("/preferences", {"theme": theme})
    answer = client.get("/")
    assert elements(answer, "meta", name="color-scheme")[0]["content"] == theme
    assert [meta["content"] for meta in elements(answer, "meta", name="theme-color")] == [colour]


def test_a_font_that_is_not_shown_is_not_fetched_early(client):
    assert elements(client.get("/"), "link", rel="preload")
    client.post("/preferences", {"font": "hyperlegible"})
    assert not elements(client.get("/"), "link", rel="preload")


NONSENSE = [
    "",
    "dark",
    "dark.large",
    "..",
    "dark..x",
    "DARK..",
    "dark.large.hyperlegible.x",
    '"><script>',
    "a" * 4000,
]


@pytest.mark.parametrize("words", NONSENSE)
def test_a_cookie_that_we_would_not_write_counts_for_nothing(client, words):
    answer = with_cookie(client, words)
    assert answer.status_code == 200
    assert frame(answer) == {}


def test_a_choice_that_there_is_not_is_refused_beside_its_field(client):
    answer = client.post("/preferences", {"theme": "pink"})
    assert answer.status_code == 200
    assert "pink" in text_of(answer, "div", class_="errors")
    assert "preferences" not in answer.cookies


def test_a_member_chooses_in_the_same_way(member):
    member.post("/preferences", {"text": "large"})
    assert frame(member.get("/")) == {"text": "large"}

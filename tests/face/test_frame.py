"""The frame of every page: its order, and its metadata for search engines."""

import pytest
from django.test import override_settings

from tests import builders, doors
from tests.markup import elements, links, text_of
from tests.walks import account_addresses, wiki_addresses

# What a reader meets without a style sheet, top to bottom. A page may lack some of them.
ORDER = [
    ("a", "skip"),
    ("header", "site-head"),
    ("a", "brand"),
    ("form", "search"),
    ("details", "menu"),
    ("main", "page"),
    ("header", "page-head"),
    ("nav", "crumbs"),
    ("h1", ""),
    ("p", "muted"),
    ("nav", "tabs"),
    ("div", "lead"),
    ("aside", "infobox"),
    ("details", "toc"),
    ("div", "body"),
    ("ol", "sources"),
    ("footer", "page-foot"),
    ("footer", "site-foot"),
]
ON_EVERY_PAGE = {"skip", "site-head", "search", "menu", "page", "page-head", "tabs", "body", "site-foot"}


@pytest.fixture(autouse=True)
def orchard(db):
    return doors.orchard()


@pytest.fixture
def member():
    return doors.browser_of(builders.bob())


def order(answer):
    """Return the places in ORDER of what stands on a page, as it is sent; the first of each kind."""
    met = {}
    for element in elements(answer):
        for place, (tag, name) in enumerate(ORDER):
            if element.tag == tag and (name in element["class"].split() or not name):
                met.setdefault(place)
    return list(met)


@pytest.mark.slow
def test_order_makes_sense_without_a_style_sheet(client, orchard):
    for page in vars(orchard).values():
        met = order(client.get(f"/wiki/{page.titles.get().text.replace(' ', '_')}"))
        assert met == sorted(met), [ORDER[place] for place in met]
        assert {ORDER[place][1] for place in met} >= ON_EVERY_PAGE


@pytest.mark.slow
def test_each_page_is_either_canonical_or_noindex(client):
    for address in [*wiki_addresses(), *account_addresses()]:
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            told = [link["href"] for link in elements(answer, "link", rel="canonical")]
            kept = [meta["content"] for meta in elements(answer, "meta", name="robots")]
            described = [meta["content"] for meta in elements(answer, "meta", name="description")]
            path = answer.request["PATH_INFO"]
            assert (told, kept) in (([path], []), ([], ["noindex"])), address
            assert bool(told) == any(described), address


@pytest.mark.parametrize(
    "address", ["/edit/Ada_Marsh", "/history/Ada_Marsh", "/search?q=ada", "/accounts/password/change/"]
)
def test_forms_and_histories_are_noindex(member, address):
    assert elements(member.get(address), "meta", name="robots", content="noindex")


def test_canonical_address_is_normalised_and_has_no_query(client, settings):
    settings.WIKI_ADDRESS = "https://wiki.example.org/"
    builders.write("Who? Zoë")
    answer = client.get("/wiki/Who%3F_Zo%C3%AB?from=elsewhere")
    [canonical] = elements(answer, "link", rel="canonical")
    assert canonical["href"] == "https://wiki.example.org/wiki/Who%3F_Zo%C3%AB"


def test_description_is_from_the_page(client):
    [described] = elements(client.get("/wiki/From_play_to_screen"), "meta", name="description")
    assert described["content"].startswith("It began as a play.")


@override_settings(WIKI_TAGLINE="All about trees & those who plant them")
def test_description_of_home_has_the_show_and_the_tagline(client):
    [described] = elements(client.get("/"), "meta", name="description")
    assert described["content"] == "About The Orchard. All about trees & those who plant them"
    builders.write("The Hedge", "show", facts={"key": builders.value("hedge")})
    [described] = elements(client.get("/"), "meta", name="description")
    assert described["content"] == "All about trees & those who plant them"


def test_every_page_has_a_search_a_menu_and_the_lists(client):
    answer = client.get("/wiki/Ada_Marsh")
    [field] = elements(answer, "input", type="search")
    assert elements(answer, "label", **{"for": field["id"]})
    assert {"/", "/shows/", "/episodes/", "/characters/", "/actors/", "/pages/"} <= set(links(answer))


def test_menu_marks_the_current_page(client):
    assert [link["href"] for link in elements(client.get("/actors/"), "a", **{"aria-current": "page"})] == [
        "/actors/"
    ]


def test_foot_has_licence_source_code_help_privacy_and_disclaimer(client):
    answer = client.get("/")
    assert elements(answer, "a", rel="license")
    assert {"/wiki/Help:Contents", "/wiki/Help:Privacy", "/source.tar.gz"} <= set(links(answer))
    assert "unofficial" in text_of(answer, "footer")


@override_settings(
    WIKI_HELP_TITLE="", WIKI_PRIVACY_TITLE="", WIKI_SOURCE_CODE_URL="https://code.example.org/"
)
def test_a_wiki_without_help_has_no_link_to_it(client):
    found = links(client.get("/"))
    assert "https://code.example.org/" in found
    assert not {"/wiki/Help:Contents", "/wiki/Help:Privacy", "/source.tar.gz"} & set(found)


def test_page_of_a_season_has_its_colour(client):
    assert "hue-1" in elements(client.get("/wiki/The_Orchard_season_1"), "main")[0]["class"].split()


@pytest.mark.parametrize(("address", "loaded"), [("/", 0), ("/wiki/Ada_Marsh", 0), ("/edit/Ada_Marsh", 2)])
def test_only_forms_and_histories_load_editing_styles(member, address, loaded):
    sheets = [link["href"] for link in elements(member.get(address), "link", rel="stylesheet")]
    assert sheets[0].endswith("wiki/hswiki.css")
    assert len(sheets) == 1 + loaded

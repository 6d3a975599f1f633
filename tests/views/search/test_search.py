"""The page of the search: results with titles, kinds and words, and what is said when there are none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import change, everything, row, write
from tests.markup import elements, inline_code, links, text_of
from wiki.queries.search import search

pytestmark = pytest.mark.each_database

HOSTILE = [
    '"',
    "*",
    "AND",
    "NEAR(",
    "a\0b",
    "a" * 10_000,
    "🍎",
    "?!…",
    "\u202eمرحبا",
    "<script>",
    "%",
    "a" * 99,
]


def asked(client, words, **more):
    """Return the answer to a search."""
    answer = client.get("/search", {"q": words, **more})
    assert answer.status_code == 200
    return answer


def results(answer):
    return [" ".join(one.text.split()) for one in elements(answer, "li", class_="card")]


def main(answer):
    return text_of(answer, "main")


def test_a_search_lists_titles_with_their_kinds_and_words(client, orchard):
    change(orchard.pip, body="She plants a tree.")
    answer = asked(client, "pip russ")
    assert elements(answer, "ol", class_="results")
    assert results(answer)[0] == "PR Pip Russet character · She plants a tree."
    assert results(answer)[1].startswith("The Orchard season 1 season · ")
    assert {"/wiki/Pip_Russet", "/wiki/The_Orchard_season_1"} <= set(links(answer))
    assert text_of(answer, "title").startswith("Search: pip russ – ")


def test_what_was_looked_for_is_marked_in_the_words(client, orchard):
    change(orchard.pip, body="She climbs a ladder. Café & <b>bread</b>.")
    assert [one.text for one in elements(asked(client, "ladders climb"), "mark")] == ["climbs", "ladder"]
    answer = asked(client, "cafe")
    assert [one.text for one in elements(answer, "mark")] == ["Café"]
    assert not elements(answer, "b")


def test_people_and_characters_have_a_monogram(client, orchard):
    assert len(elements(asked(client, "mrs quince"), "svg", class_="monogram")) == 1
    assert not elements(asked(client, "orchard times"), "svg", class_="monogram")


def test_the_count_is_said_in_words(client):
    write("Apple")
    assert "1 result for “apple”" in main(asked(client, "apple"))
    write("Apple pie")
    assert "2 results for “apple”" in main(asked(client, "apple"))


def test_an_empty_search_is_a_form_with_a_hint(client):
    for answer in (client.get("/search"), asked(client, "  ")):
        assert text_of(answer, "title").startswith("Search – ")
        [field] = [one for one in elements(answer, "input", name="q") if one["id"] == "search-words"]
        assert elements(answer, "label", **{"for": "search-words"})
        assert field["aria-describedby"] == elements(answer, "p", id="search-hint")[0]["id"]


def test_where_nothing_is_found_near_titles_are_offered_and_to_who_may_edit_a_new_page(
    client, member, orchard
):
    for browser, may_write in ((client, False), (member, True)):
        answer = asked(browser, "Pip Rusett")
        assert "No results for “Pip Rusett”" in main(answer)
        assert "/wiki/Pip_Russet" in links(answer)
        assert ("/edit/Pip_Rusett" in links(answer)) == may_write


def test_anything_is_answered_with_a_sentence(member):
    for words in HOSTILE:
        answer = asked(member, words)
        assert "No results for" in main(answer), words
        assert not inline_code(answer)


def test_a_broken_address_does_no_harm(client):
    for address in (
        "/search?q=%ED%A0%80",
        "/search?q=%FF%FE",
        "/search?q=a&q=b&page=9&q",
        "/search?q[]=a&Q=b",
    ):
        assert client.get(address).status_code == 200


def test_words_that_are_left_out_are_said(client):
    write("Pip", body="a " * 16)
    for words in ("a " * 17, "a" * 201):
        assert "Your search was shortened to its first 16 words and 200 characters." in main(
            asked(client, words)
        )
    answer = asked(client, "a " * 17)
    assert "1 result for" in main(answer)
    assert "Only the first" not in main(asked(client, "a " * 16))


@pytest.mark.slow
def test_twenty_results_stand_on_a_page(client):
    for number in range(21):
        write(f"Apple {number:02}", body="Apple & pear.")
    first, second = asked(client, "apple & pear"), asked(client, "apple & pear", page=2)
    assert [len(results(answer)) for answer in (first, second)] == [20, 1]
    assert "21 results for" in main(first)
    assert "?q=apple+%26+pear&page=2" in links(first)
    assert elements(second, "ol", class_="results")[0]["start"] == "21"
    for page in ("99", "-1", "x", ""):
        assert results(asked(client, "apple", page=page))


def test_hidden_words_are_not_found(client, orchard):
    facts = {"statements": [row("r1", label="Elopes", value={"name": "yes"}, **{"from": "S1E2"})]}
    change(orchard.pip, body=">!S1E1: She elopes!<", facts=facts)
    answer = asked(client, "elopes")
    assert "No results for “elopes”" in main(answer)
    assert not results(answer)


def test_a_search_asks_the_database_a_fixed_number_of_times_and_writes_nothing(client, orchard):
    before, counts = everything(), []
    for words in ("mrs quince", "orchard"):
        with CaptureQueriesContext(connection) as queries:
            asked(client, words)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
    assert everything() == before


def test_search_engines_do_not_list_searches(client):
    for answer in (client.get("/search"), asked(client, "nobody")):
        assert elements(answer, "meta", name="robots")[0]["content"] == "noindex"
        assert not answer.cookies


def test_a_search_is_only_looked_at(client):
    assert client.head("/search?q=a").status_code == 200
    assert client.post("/search", {"q": "a"}).status_code == 405


def test_a_visitor_who_searches_too_often_is_asked_to_wait_and_a_member_is_not(client, member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"search": "2/m/ip"}
    answers = [client.get("/search?q=apple") for _search in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert client.get("/search").status_code == 200
    assert [member.get("/search?q=apple").status_code for _search in range(3)] == [200] * 3


def test_a_search_that_takes_too_long_is_stopped_with_a_sentence(client, monkeypatch):
    write("Apple", body="Apples. " * 5000)
    monkeypatch.setattr(search, "MAX_SECONDS", -1)
    monkeypatch.setattr(search, "STEPS_BETWEEN_LOOKS", 1)
    if connection.vendor == "sqlite":
        answer = client.get("/search?q=apple")
        assert answer.status_code == 503
        assert "This search takes too long." in main(answer)
    monkeypatch.undo()
    assert results(asked(client, "apple"))

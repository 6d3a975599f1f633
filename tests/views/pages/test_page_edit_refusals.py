"""When a page can't be saved: the answer says why, and what was typed comes back."""

from itertools import zip_longest

import pytest
from django.test import Client

from tests.builders import again, bob, everything, rename, somebody, write
from tests.doors import browser_of
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.models import Page

TYPED = "Two days of <work> & more.\n\nAnd a second paragraph."


def problems(answer):
    """Return {address in this page: sentence} of the error summary."""
    summary = elements(answer, "div", class_="errors")
    inside = {one.text: "" for one in summary}
    found = {one["href"]: one.text for one in elements(answer, "a") if one["href"].startswith("#")}
    return {href: words for href, words in found.items() if any(words in text for text in inside)}


def is_kept(answer, body=TYPED, **others):
    fields = {"body": body} | others
    return {name: typed(answer, name) for name in fields} == fields


BAD_FACTS = {
    "facts-number": ["0", "-1", "two", "1.5", "9" * 30, "", "1\0"],
    "facts-released": ["soon", "2023-13", "2023-02-30", "23", "2023-8-3"],
    "facts-released-as_of": ["never"],
    "facts-status": ["cancelled"],
    "facts-status-sources": ["no-such-key, page 1"],
    "facts-episode_count": ["0", "1000"],
    "facts-premise": ["x" * 301, "a\0b"],
    "facts-show": ["Ada Marsh", "Nobody", ""],
    "facts-casting-ada-actor": ["Pip Russet"],
    "facts-casting-ada-billing": ["guest star"],
    "facts-casting-ada-from": ["S0E1", "later"],
    "facts-casting-ada-until": ["E3"],
    "facts-casting-ada-sources": ["nothing"],
    "facts-statements-new-label": ["Label without a value, of more than sixty characters, which is too long"],
}


@pytest.mark.slow
def test_each_bad_fact_is_refused_beside_its_field(member, orchard):
    before = everything()
    fields = form_fields(member.get("/edit/The_Orchard_season_1"))
    for values in zip_longest(*BAD_FACTS.values()):
        bad = {name: bad for name, bad in zip(BAD_FACTS, values, strict=True) if bad is not None}
        answer = member.post("/edit/The_Orchard_season_1", fields | {"body": TYPED, "summary": "Why"} | bad)
        assert answer.status_code == 200
        assert is_kept(answer, summary="Why")
        assert problems(answer).keys() == {f"#id_{name}" for name in bad}
        assert {href[1:] for href in problems(answer)} <= {one["id"] for one in elements(answer)}
        kept = form_fields(answer)
        for name in bad.keys() - {one["name"] for one in elements(answer, "select")}:
            assert kept[name] == [bad[name]]  # a choice that does not exist can't be shown as chosen
    assert everything() == before


def test_the_summary_takes_the_focus_and_leads_to_the_field(member, orchard):
    sent = {"base": orchard.season.current_id, "facts-released": "soon"}
    answer = member.post("/edit/The_Orchard_season_1", sent)
    [summary] = elements(answer, "div", class_="errors")
    assert "autofocus" in summary.attributes
    assert list(problems(answer)) == ["#id_facts-released"]
    [field] = elements(answer, "input", name="facts-released")
    assert (field["id"], field["aria-invalid"]) == ("id_facts-released", "true")


def test_words_where_a_date_or_a_point_belongs_come_back_whole_with_the_reason(member, orchard):
    names = ["facts-released", "facts-released-as_of", "facts-casting-ada-from", "facts-casting-ada-until"]
    sent = {"base": orchard.season.current_id} | dict.fromkeys(names, "September 2023, I think")
    answer = member.post("/edit/The_Orchard_season_1", sent)
    for name, example in zip(names, ["2022-04", "2022-04", "S2E5", "S2E5"], strict=True):
        [field] = elements(answer, "input", name=name)
        assert (field["value"], field["maxlength"]) == ("September 2023, I think", "40")
        assert example in problems(answer)[f"#id_{name}"]


def test_the_summary_names_the_fact_and_the_row_of_each_problem(member, orchard):
    sent = {"facts-number-sources": "nowhere", "facts-casting-ben-sources": "nobody"}
    answer = member.post("/edit/The_Orchard_season_1", sent | {"base": orchard.season.current_id})
    assert list(problems(answer).values()) == [
        "Number, sources: There is no source “nowhere”.",
        "Cast, row 2, sources: There is no source “nobody”.",
    ]


def test_a_fact_about_a_real_person_needs_a_source(member, orchard):
    statement = {"facts-statements-s1-label": "Lives in", "facts-statements-s1-value": "Leeds"}
    answer = member.post("/edit/Ada_Marsh", statement | {"base": orchard.ada.current_id, "body": TYPED})
    assert answer.status_code == 200
    assert "#id_facts-statements-s1-sources" in problems(answer)
    assert is_kept(answer, **{"facts-statements-s1-value": "Leeds"})


def test_a_second_season_of_the_same_number_is_refused(member, orchard):
    sent = {"kind": "season", "facts-show": "The Orchard", "facts-number": "1", "body": TYPED}
    answer = member.post("/edit/Another_season", sent)
    assert answer.status_code == 200
    assert "#id_facts-number" in problems(answer)
    assert is_kept(answer)
    assert not Page.objects.filter(titles__text="Another season").exists()


@pytest.mark.parametrize("kind", ["nonsense", "page", "Season"])
def test_a_kind_that_does_not_exist_is_refused(member, kind):
    answer = member.post("/edit/New", {"kind": kind, "body": TYPED})
    assert answer.status_code == 200
    assert problems(answer) != {}
    assert is_kept(answer)


def test_a_summary_that_is_too_long_is_refused(member, orchard):
    answer = member.post("/edit/From_play_to_screen", {"summary": "s" * 501, "body": TYPED})
    assert answer.status_code == 200
    assert list(problems(answer)) == ["#id_summary"]
    assert is_kept(answer, summary="s" * 501)


@pytest.mark.slow
def test_a_page_that_exists_needs_a_base(member, orchard):
    current = orchard.article.current
    for base in ("", "0", "-1", "nonsense", "9" * 30, "1e3", "٣", str(orchard.ada.current_id), None):
        sent = {"body": TYPED} | ({} if base is None else {"base": base})
        answer = member.post("/edit/From_play_to_screen", sent)
        assert answer.status_code == 409, base
        assert is_kept(answer, base=str(current.pk))
    assert again(orchard.article).current == current


def test_a_title_that_was_taken_meanwhile_answers_409_and_saving_again_works(member):
    fields = form_fields(member.get("/edit/New"))
    page = write("New", body="Theirs.", by=somebody("Bea"))
    answer = member.post("/edit/New", fields | {"body": TYPED})
    assert answer.status_code == 409
    assert is_kept(answer)
    assert member.post("/edit/New", form_fields(answer)).status_code == 302
    assert again(page).current.body == TYPED


def test_a_title_that_became_an_old_one_meanwhile_leads_to_its_page(member):
    page = write("New", body="Theirs.")
    rename(page, "Newer")
    answer = member.post("/edit/New", {"body": TYPED, "base": ""})
    assert answer.status_code == 409
    assert is_kept(answer)


def test_who_has_been_logged_out_keeps_every_word(client, orchard):
    before = everything()
    sent = {"body": TYPED, "summary": "Why", "base": orchard.season.current_id}
    for action in ("save", "preview", "diff", "add-casting", "remove-casting-ada"):
        answer = client.post("/edit/The_Orchard_season_1", sent | {"action": action})
        assert answer.status_code == 403
        assert is_kept(answer, summary="Why")
        assert "log" in text_of(answer, "div", role="alert").lower()
    assert everything() == before


def test_who_has_been_logged_out_can_log_in_elsewhere_and_save_what_came_back(client, orchard):
    answer = client.post("/edit/From_play_to_screen", {"body": TYPED, "base": orchard.article.current_id})
    assert any("/accounts/login/" in link for link in links(answer))
    client.force_login(bob())
    assert client.post("/edit/From_play_to_screen", form_fields(answer)).status_code == 302
    assert again(orchard.article).current.body == TYPED


@pytest.mark.parametrize("who", ["a visitor", "a member"])
def test_a_post_without_a_token_answers_403_with_the_form_as_it_was_typed(orchard, who):
    strict = {"enforce_csrf_checks": True}
    browser = Client(**strict) if who == "a visitor" else browser_of(bob(), **strict)
    before = everything()
    sent = {"body": TYPED, "summary": "Why", "facts-casting": ["", "ada"], "facts-casting-ada-note": "Tall"}
    answer = browser.post("/edit/The_Orchard_season_1", sent)
    assert answer.status_code == 403
    kept = form_fields(answer)
    assert (kept["body"], kept["summary"], kept["facts-casting-ada-note"]) == ([TYPED], ["Why"], ["Tall"])
    assert everything() == before


def test_after_a_lost_token_saving_again_is_enough(orchard):
    browser = browser_of(bob(), enforce_csrf_checks=True)
    sent = {"body": TYPED, "base": orchard.article.current_id}
    fields = form_fields(browser.post("/edit/From_play_to_screen", sent))
    fields["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    assert browser.post("/edit/From_play_to_screen", fields).status_code == 302
    assert again(orchard.article).current.body == TYPED


def test_a_password_is_never_given_back():
    strict = Client(enforce_csrf_checks=True)
    for fields in (
        {"login": "Bob", "password": "secret-1"},
        {"oldpassword": "secret-1", "password2": "secret-1"},
    ):
        answer = strict.post("/accounts/login/", fields)
        assert answer.status_code == 403
        assert "secret-1" not in answer.content.decode()

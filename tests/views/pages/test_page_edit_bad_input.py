"""Input that nobody means is answered in words beside its field; nothing is saved, the text comes back."""

from urllib.parse import quote

import pytest

from tests.builders import again, bob, everything
from tests.markup import elements, links, text_of, typed

pytestmark = pytest.mark.each_database

SEASON = "/edit/The_Orchard_season_1"
URLENCODED = "application/x-www-form-urlencoded"
TYPED = "Words that took an hour."

# What is sent, the field that the answer points at, and a word of the reason.
BAD = {
    "a body over the limit": ({"body": "x" * (256 * 1024 + 1)}, "#id_body", "at most 256 KB"),
    "a null character in the body": ({"body": "a\0b"}, "#id_body", "ull character"),
    "10,000 nested brackets": ({"body": "[" * 10_000 + "]" * 10_000}, "#id_body", "The limit is 5,000"),
    "a null character in a fact": ({"facts-premise": "a\0b"}, "#id_facts-premise", "ull character"),
    "a null character in the summary": ({"summary": "a\0b"}, "#id_summary", "ull characters"),
    "a fact over its limit": ({"facts-premise": "x" * 3000}, "#id_facts-premise", "characters"),
    "words where a number belongs": ({"facts-number": "two"}, "#id_facts-number", "number"),
    "a number over its limit": ({"facts-number": "9" * 40}, "#id_facts-number", ""),
    "no such day": ({"facts-released": "2031-02-30"}, "#id_facts-released", ""),
    "a page that does not exist": ({"facts-show": "Nobody at all"}, "#id_facts-show", "no page called"),
    "a uid that does not exist": ({"facts-show": "0123456789ab"}, "#id_facts-show", "no page called"),
    "a page of another kind": ({"facts-show": "Pip Russet"}, "#id_facts-show", "page about a show"),
    "a source that does not exist": (
        {"facts-number-sources": "no-such-key, p. 1"},
        "#id_facts-number-sources",
        "no source",
    ),
    "a point that is none": ({"facts-casting-ada-from": "S0E0"}, "#id_facts-casting-ada-from", "S2E5"),
    "a choice that is none": ({"facts-status": "eaten"}, "#id_facts-status", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("action", ["save", "preview"])
def test_it_is_refused_beside_its_field_and_comes_back(member, orchard, action):
    before = everything()
    for case, (sent, field, words) in BAD.items():
        fields = {"body": TYPED, "summary": "Why", "base": orchard.season.current_id, "action": action} | sent
        answer = member.post(SEASON, fields)
        if action == "preview" and "summary" in sent:
            continue  # it may still be written anew
        assert answer.status_code == 200, case
        assert field in links(answer), case
        assert words in text_of(answer, "div", class_="errors"), case
        assert [one for one in elements(answer, class_="error") if one["id"].startswith(field[1:])], case
        assert (typed(answer, "body"), typed(answer, "summary")) == (fields["body"], fields["summary"]), case
    assert everything() == before


@pytest.mark.slow
def test_bytes_that_are_no_utf_8_are_refused_and_not_silently_replaced(member, orchard):
    before = everything()
    for name in ("body", "summary", "facts-premise", "facts-number-sources"):
        sent = f"base={orchard.season.current_id}&{quote(name)}=caf%E9+%FF&action=save"
        answer = member.post(SEASON, sent, content_type=URLENCODED)
        assert answer.status_code == 200, name
        assert "could not be read" in text_of(answer, "div", class_="errors") or "sources" in name
        assert "caf\ufffd" in typed(answer, name)
    assert everything() == before


@pytest.mark.slow
def test_a_base_that_is_no_revision_of_the_page_is_a_conflict(member, orchard):
    before = everything()
    for base in (orchard.ada.current_id, "0", "999999", "-1", "nonsense"):
        answer = member.post(SEASON, {"body": TYPED, "base": base})
        assert answer.status_code == 409, base
        assert "can't tell which revision" in text_of(answer, "div", role="alert")
        assert typed(answer, "body") == TYPED
    assert everything() == before


@pytest.mark.parametrize(
    "sent",
    [
        {"facts-nonsense": "x"},
        {"facts-casting-ada-nonsense": "x"},
        {"facts-nonsense-r1-actor": "x"},
        {"clash-nonsense": "mine"},
        {"clash-text-0": "nonsense"},
        {"undo": "nonsense"},
        {"minor": "\0"},
        {"kind": "person"},
        # What a page, a revision or a row has beside its facts is nobody's to send.
        {"facts-uid": "x", "facts-page": "1", "facts-id": "1", "facts-pk": "1", "facts-sources": "x"},
        {"facts-casting-ada-id": "1", "facts-casting-ada-season": "1", "facts-casting-ada-row": "x"},
        {"author": "1", "accepted_by": "1", "number": "99", "tags": "rollback", "created_at": "2000-01-01"},
        {"current": "1", "touched": "99", "deleted_at": "2000-01-01", "is_staff": "on", "sha256": "x"},
    ],
    ids=str,
)
def test_a_field_that_the_form_does_not_have_changes_nothing(member, orchard, sent):
    facts = orchard.season.current.facts
    answer = member.post(SEASON, {"body": TYPED, "base": orchard.season.current_id} | sent)
    assert answer.status_code == 302
    now = again(orchard.season)
    assert (now.current.body, now.current.facts, now.kind) == (TYPED, facts, "season")
    assert (now.uid, now.deleted_at, now.current.number, now.current.tags) == (
        orchard.season.uid,
        None,
        orchard.season.current.number + 1,
        [],
    )
    assert (now.current.author, now.current.accepted_by, bob().is_staff) == (bob(), None, False)


@pytest.mark.parametrize("address", ["/preview", "/accounts/logout/"])
def test_a_get_of_what_only_writes_does_nothing(member, orchard, address):
    before = everything()
    assert member.get(address).status_code in (200, 405)
    assert everything() == before

"""Protections in the admin."""

import pytest

from tests.builders import alice, everything, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, text_of, typed
from wiki.actions.moderation.protection import protect_page
from wiki.models import JournalEntry, Protection

LIST = "/admin/wiki/protection/"
ADD = f"{LIST}add/"


def send(browser, **changed):
    sent = {"title": "Pip Russet", "what": "edit", "level": "trusted", "until": "30", "reason": "A quarrel"}
    return browser.post(ADD, sent | {"last_day": ""} | changed)


def errors(answer):
    return " ".join(one.text for one in elements(answer, "ul", class_="errorlist"))


def test_a_title_with_a_page_protects_the_page_and_one_without_against_creation(moderator):
    page = write("Pip Russet")
    assert send(moderator, title="PIP_Russet", what="move").status_code == 302
    assert send(moderator, title="Buy pills", until="for-ever").status_code == 302
    found = Protection.objects.order_by("pk").values_list("page", "title", "what", "level")
    assert list(found) == [(page.pk, "", "move", "trusted"), (None, "Buy pills", "create", "trusted")]
    assert [one.action for one in JournalEntry.objects.all()] == ["protect", "protect"]
    words = text_of(moderator.get(LIST), "main")
    assert "Pip Russet" in words
    assert "Buy pills" in words


def test_the_url_fills_in_the_form(moderator):
    assert form_fields(moderator.get(ADD, {"title": "Pip Russet"}))["title"] == ["Pip Russet"]


def test_a_protection_in_force_is_shown_and_can_be_replaced(moderator):
    page = write("Pip Russet")
    strict = protect_page(page, by=alice(), what="edit", level="moderators", reason="Vandals")
    opened = moderator.get(ADD, {"title": "pip_russet"})
    words = "Replace this protection: Only moderators can edit this page. Reason: Vandals."
    assert words in text_of(opened, "main")
    refused = send(moderator)
    assert "protected already" in errors(refused)
    assert words in text_of(refused, "main")
    assert Protection.objects.get() == strict
    assert send(moderator, replacing=strict.pk).status_code == 302
    assert Protection.objects.get().level == "trusted"
    assert "Replace this" not in text_of(moderator.get(ADD, {"title": "a#b"}), "main")


BAD = {
    "all members": {"level": "members"},
    "nobody said": {"level": ""},
    "a review of moves": {"what": "move", "level": "review"},
    "a title that can't be": {"title": "a#b"},
    "no reason": {"reason": ""},
    "an end that is over": {"until": "date", "last_day": "2001-01-01"},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD)
def test_bad_input_is_refused_and_kept_in_the_form(moderator, changed):
    write("Pip Russet")
    before = everything()
    answer = send(moderator, **changed)
    assert answer.status_code == 200
    assert errors(answer)
    assert typed(answer, "title") == changed.get("title", "Pip Russet")
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_a_protection_is_ended_with_a_reason(moderator):
    made = protect_page(write("Pip Russet"), by=alice(), what="edit", level="trusted", reason="x")
    assert "End this protection" in text_of(moderator.get(f"{LIST}{made.pk}/change/"), "main")
    assert errors(moderator.post(f"{LIST}{made.pk}/end/", {"reason": ""}))
    answer = moderator.post(f"{LIST}{made.pk}/end/", {"reason": "Peace"}, follow=True)
    assert "The protection has ended." in text_of(answer)
    assert not Protection.objects.exists()


def test_staff_without_the_permission_see_and_change_nothing():
    made = protect_page(write("Pip Russet"), by=alice(), what="edit", level="trusted", reason="x")
    browser = browser_of(staff(somebody("Tara", "Trusted")))
    for address in (LIST, ADD, f"{LIST}{made.pk}/end/"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"reason": "x"}).status_code == 403
    assert Protection.objects.get() == made

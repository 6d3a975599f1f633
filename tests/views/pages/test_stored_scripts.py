"""Whatever people write, no page that we send runs it: not the wiki's, not the admin's."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.builders import again, alice, change, row, somebody, value, write, write_episode
from tests.copies import written_once
from tests.doors import browser_of, staff
from tests.markup import elements, inline_code, typed
from tests.walks import admin_addresses, wiki_addresses
from wiki.models import Page

pytestmark = pytest.mark.slow

HOSTILE = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onclick='alert(1) {{ wiki_name }} {% debug %}"
)
LINKS = """
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html;base64,PHNjcmlwdD4=) [d](vbscript:x)
[e]( java\tscript:alert(1)) <javascript:alert(1)> ![f](javascript:alert(1)) [[javascript:alert(1)]]
[g][1] [[a"onclick="alert(1)|x]] [@k"onclick="alert(1), <img onerror=x>]
[h](//evil.example "t\\" onclick=\\"x")

[1]: javascript:alert(1) "x"

::: spoiler "><script>alert(1)</script>
x
:::

<style>*{display:none}</style><svg onload=alert(1)><iframe src=javascript:alert(1)>
&#60;script&#62;alert(1)&#60;/script&#62; `<script>` \\<script> <!-- <script> -->
"""


def mallory():
    """Return somebody whose name no form would take; trusted, so that new links need no review."""
    return somebody("<script>alert(1)</script>", "Trusted")


@pytest.fixture
def hostile():
    """A page of a wiki that Mallory has filled, in every place that takes words."""
    return fill_wiki().page


@written_once(mallory)
def fill_wiki():
    by = mallory()
    source = write("Source", "source", by=by, facts={"key": value("key"), "headline": value(HOSTILE[:300])})
    cited = (source, HOSTILE)
    show = write("Show", "show", by=by, facts={"key": value("show"), "genre": value(HOSTILE[:100], cited)})
    pip = write("Pip", "character", by=by, facts={"full_name": value(HOSTILE, cited)})
    statement = row("s", cited, label="<img onerror=x>", value={"name": HOSTILE}, **{"from": "S1E1"})
    write("O'Hara \"x\" onclick=alert(1) %s(1)'", by=by, facts={"statements": [statement]})
    named = {"actor": {"name": HOSTILE}, "character": pip.uid, "note": HOSTILE}
    actor = write("Ada", "person", by=by, facts={"statements": [statement]})
    facts = {
        "show": value(show.uid),
        "number": value(1),
        "premise": value(HOSTILE),
        "casting": [row("r", **named), row("s", actor=actor.uid, character=pip.uid, note=HOSTILE)],
    }
    season = write("Season", "season", by=by, facts=facts)
    write_episode(season, 1, title=value(HOSTILE[:100]))
    page = write("Body", by=by, body=HOSTILE, summary=HOSTILE)
    change(page, by=by, body=HOSTILE + LINKS, summary=HOSTILE, facts={"statements": [statement]})
    gone = write("Gone", by=by)
    Page.objects.filter(pk=gone.pk).update(deleted_at=timezone.now(), deleted_reason=HOSTILE)
    return SimpleNamespace(page=again(page))


def is_harmless(answer, address):
    if not answer["Content-Type"].startswith("text/html"):
        return
    assert inline_code(answer) == [], address
    scripts = {one["src"] for one in elements(answer, "script")} - {"/admin/jsi18n/"}
    assert not [address for address in scripts if not address.startswith("/static/")], address
    assert not [one for tag in ("iframe", "object", "embed") for one in elements(answer, tag)], address
    assert not [one for one in elements(answer, "img") if not one["src"].startswith("/static/")], address
    assert "<script>alert" not in answer.content.decode(), address


@pytest.mark.parametrize("who", ["a visitor", "a moderator"])
def test_no_page_of_the_wiki_runs_what_was_written(client, hostile, who):
    browser = browser_of(staff(alice())) if who == "a moderator" else client
    shown = 0
    for address in wiki_addresses():
        answer = browser.get(address)
        assert answer.status_code < 500, address
        is_harmless(answer, address)
        shown += "alert(1)" in answer.content.decode()
    assert shown > 10  # it is there to be read


def test_every_list_and_every_row_of_the_admin_can_be_looked_at_and_none_runs_what_was_written(hostile):
    browser = browser_of(staff(alice()))
    own = f"/admin/wiki/user/{alice().pk}/roll-back/"  # what moderators wrote is for administrators
    for address in admin_addresses():
        answer = browser.get(address)
        is_not_theirs = "/auth/" in address or "password" in address or address == own
        expected = {200, 302, 403} if is_not_theirs else {200}
        assert answer.status_code in expected, address
        is_harmless(answer, address)


def test_what_is_posted_comes_back_harmless_and_whole(member, hostile):
    sent = {"body": HOSTILE, "summary": HOSTILE, "facts-statements-n-label": HOSTILE, "base": HOSTILE}
    for action in ("save", "preview", "diff", "add-statements", HOSTILE, f"remove-statements-{HOSTILE}"):
        answer = member.post("/edit/Body", sent | {"action": action})
        is_harmless(answer, action)
        assert answer.status_code in (200, 409)
        assert (typed(answer, "body"), typed(answer, "summary")) == (HOSTILE, HOSTILE)


@pytest.mark.parametrize("row_id", ['"><script>alert(1)</script>', "a b", "../x", "é", "x" * 50])
def test_a_row_id_is_harmless_too(member, hostile, row_id):
    name = f"facts-statements-{row_id}-label"
    answer = member.post(
        "/edit/Body", {"base": again(hostile).current_id, name: "x", "facts-statements": row_id}
    )
    assert answer.status_code == 200
    is_harmless(answer, row_id)
    assert elements(answer, "div", class_="errors")


def test_a_source_has_an_address_of_the_web_or_none(member):
    page = write("Source", "source", facts={"key": value("key")})
    for address in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "x"):
        answer = member.post("/edit/Source", {"base": page.current_id, "facts-address": address})
        assert answer.status_code == 200, address
        assert elements(answer, "div", class_="errors"), address
    assert again(page).current == page.current


def test_the_words_of_an_address_are_not_taken_as_html(client):
    for address in (
        "/wiki/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/wiki/x'onclick='alert(1)",
        "/%3Cscript%3E",
    ):
        is_harmless(client.get(address), address)
        is_harmless(client.get(f"/characters/?page={address}"), address)


def test_a_csrf_failure_gives_back_words_and_not_html():
    strict = browser_of(somebody("Bea"), enforce_csrf_checks=True)
    answer = strict.post("/edit/Body", {"body": HOSTILE, HOSTILE: HOSTILE})
    assert answer.status_code == 403
    is_harmless(answer, "/edit/Body")

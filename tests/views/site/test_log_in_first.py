"""Whoever is not logged in is told so first: no rule asks anything about nobody, and nothing is built."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import alice, change, everything, write
from tests.markup import form_fields
from wiki.actions.moderation.protection import protect_page
from wiki.forms import facts as facts_form
from wiki.urls import urlpatterns

pytestmark = pytest.mark.django_db

KEYS = {"title": "Pip Russet", "name": "Bob", "token": "x"}
FIELDS = {
    "title": "Pop",
    "body": "x",
    "summary": "x",
    "base": "1",
    "q": "x",
    "content": "x",
    "changed_at": "x",
}
ACTIONS = {
    "page-edit": ["save", "preview", "diff", "add-statements", "remove-statements-a"],
    "page-move": ["move", "add", "remove"],
    "proposal": ["accept", "reject", "withdraw"],
}


def addresses(revision):
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        address = reverse(pattern.name, kwargs={name: KEYS.get(name, revision.pk) for name in names})
        yield from ((address, action) for action in ACTIONS.get(pattern.name, [""]))


@pytest.mark.parametrize(("reviewed", "level"), [(0, None), (3, "review"), (3, "moderators")])
def test_no_address_does_anything_for_a_visitor_who_posts(client, settings, reviewed, level):
    page = write("Pip Russet", by=alice())
    change(page, by=alice(), body="Words")
    if level:
        protect_page(page, by=alice(), what="edit", level=level, reason="x")
    settings.WIKI_REVIEW_FIRST_EDITS = reviewed
    before = everything()
    for address, action in addresses(page.current):
        answer = client.post(address, FIELDS | {"action": action})
        assert answer.status_code in (200, 302, 400, 403, 404, 405), (address, action)
    assert everything() == before


def many_facts():
    rows = {f"facts-statements-r{number}-label": "x" * 50 for number in range(600)}
    return FIELDS | rows | {"action": "save", "facts-statements": [f"r{number}" for number in range(600)]}


@pytest.mark.parametrize("checks", [True, False], ids=["without a token", "logged out"])
def test_a_visitor_gets_their_text_back_and_no_form_is_built(checks, monkeypatch):
    write("Pip Russet", "character", by=alice())
    browser = Client(enforce_csrf_checks=checks)
    built = []
    monkeypatch.setattr(facts_form.FactsForm, "__init__", lambda *_args, **_kwargs: built.append(1))
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post("/edit/Pip_Russet", many_facts())
    assert answer.status_code == 403
    assert form_fields(answer)["facts-statements-r599-label"] == ["x" * 50]
    assert form_fields(answer)["body"] == ["x"]
    assert (built, len(queries) <= 1) == ([], True)
